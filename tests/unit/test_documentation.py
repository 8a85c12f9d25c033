"""Pages are as what they describe: modules, plugins, variables of roles, files that they point to."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.definitions import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "roles").glob("*/README.md")])
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())
PLUGINS = {
    *(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py")),
    *(path.stem for path in (ROOT / "plugins" / "lookup").glob("*.py")),
    *(path.stem for path in (ROOT / "plugins" / "filter").glob("*.yml")),
}


def test_the_table_of_operations() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "operations_table", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_module_lookup_and_filter_is_on_the_page_of_modules() -> None:
    page = (ROOT / "docs" / "modules.md").read_text(encoding="utf-8")
    table = page[page.index("## Which one does it") : page.index("## Single objects")]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.rsplit("|", 2)[1])}
    assert named == PLUGINS


@pytest.mark.parametrize("role", ROLES)
def test_every_variable_of_a_role_is_on_its_page(role: str) -> None:
    page = (ROOT / "docs" / "roles" / f"{role}.md").read_text(encoding="utf-8")
    specification = yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    variables = re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", page, re.MULTILINE)
    assert sorted(variables) == sorted(specification["argument_specs"]["main"]["options"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link.split("#")[0]).exists()]
    assert missing == []
