"""The example organisation as its YAML says it, with the numbers of the vault in place; read without the collection."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "inventory" / "sandbox"
BIN = Path(sys.executable).parent

_REFERENCE = re.compile(r"{{ vault_phones\.(\w+) }}")


@lru_cache(maxsize=1)
def _vault() -> dict[str, Any]:
    vault = EXAMPLE / "group_vars" / "all" / "vault.yml"
    shown = subprocess.run([BIN / "ansible-vault", "view", vault], cwd=ROOT, capture_output=True, text=True, check=True)
    content: dict[str, Any] = yaml.safe_load(shown.stdout)
    return content


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _example() -> dict[str, Any]:
    phones = _vault()["vault_phones"]
    people = (EXAMPLE / "group_vars" / "all" / "people.yml").read_text(encoding="utf-8")
    hosts = _read(EXAMPLE / "hosts.yml")["teams"]["hosts"]
    return {
        "people": yaml.safe_load(_REFERENCE.sub(lambda match: str(phones[match[1]]), people))["people"],
        "teams": {team: _read(EXAMPLE / "host_vars" / f"{team}.yml")["oncall_team"] for team in hosts},
        "default_engagement_plan": _read(ROOT / "group_vars" / "all" / "oncall.yml")["oncall_default_engagement_plan"],
    }


def example() -> dict[str, Any]:
    """Return ``people``, ``teams`` and ``default_engagement_plan``, to be changed at will."""
    return copy.deepcopy(_example())


def redaction_key() -> str:
    """Return the key of the example's digests."""
    return str(_vault()["vault_redaction_key"])


def people_of(definition: dict[str, Any], team: str) -> set[str]:
    """Return the aliases of the people whom a team of the example needs."""
    wanted = definition["teams"][team]
    named = set(wanted.get("members", ()))
    for rotation in wanted["rotations"].values():
        named |= set(rotation["members"])
    return {alias for alias in definition["people"] if alias in named}


def write_inventory(folder: Path, definition: dict[str, Any], **variables: Any) -> Path:
    """Write a definition as an inventory of its own (``variables`` go to all hosts) and return its path."""
    for name in ("group_vars", "host_vars"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    hosts = {"teams": {"hosts": dict.fromkeys(definition["teams"])}}
    everybody = {"people": definition["people"], **variables}
    # JSON is YAML.
    (folder / "hosts.yml").write_text(json.dumps(hosts), encoding="utf-8")
    (folder / "group_vars" / "all.yml").write_text(json.dumps(everybody), encoding="utf-8")
    for team, wanted in definition["teams"].items():
        (folder / "host_vars" / f"{team}.yml").write_text(json.dumps({"oncall_team": wanted}), encoding="utf-8")
    return folder
