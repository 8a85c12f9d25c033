"""The example on each role's page runs as written."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.definitions import ROOT

if TYPE_CHECKING:
    from tests.integration.conftest import Playbook
    from tests.support.lab import Lab


def test_one_after_the_other(new_lab: Lab, written: Playbook, definition: dict[str, Any], tmp_path: Path) -> None:
    carol = {"people": {"carol": definition["people"]["carol"]}, "teams": {"appdev": {"members": ["carol"]}}}
    in_each_inventory = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    variables = {**in_each_inventory, "oncall_default_engagement_plan": definition["default_engagement_plan"]}

    def run(role: str) -> int:
        page = (ROOT / "docs" / "roles" / f"{role}.md").read_text(encoding="utf-8")
        [example] = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        play = tmp_path / f"{role}.yml"
        play.write_text(f"---\n{example}", encoding="utf-8")
        changed: int = written(play, carol, **variables).succeeded().changed
        return changed

    assert run("account") == 1
    assert run("team") == 1
    assert run("team") == 0
    assert list(new_lab.account()["people"]) == ["carol"]
    assert run("channel_activation") > 0
    assert new_lab.server.control("GET", "inbox") != []
