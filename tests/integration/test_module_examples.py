"""The examples of every module run as they are, and what is returned is what is documented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import connection
from tests.support.documented import MODULES, documentation
from tests.support.lab import Lab
from tests.support.playbook import PlaybookRun, run_playbook

TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "dict": (dict,),
    "list": (list,),
    "raw": (object,),
}
# What Ansible itself adds to results.
OF_ANSIBLE = {"task", "host", "action", "changed", "failed", "invocation", "diff", "warnings", "deprecations"}
LAST_CODE = "(lookup('ansible.builtin.url', sandbox ~ '/_sandbox/inbox?contact=ada') | from_json | last).code"


def furnish(lab: Lab) -> None:
    """Make what the examples name."""
    lab.rotation("platform-primary", "ada", "grace")
    lab.rotation("platform-secondary", "alan")
    lab.schedule("platform-oncall", "platform-primary", "platform-secondary")
    lab.escalation_plan("platform", (5, ["platform-oncall"]), (0, ["grace"]))
    lab.response_plan("platform-critical", "platform")
    if lab.replication_set() is not None:
        lab.forget_calls()


def one_team() -> dict[str, Any]:
    """The people and teams that the first example of the bulk module writes out, and others refer to."""
    task = documentation("teams")["EXAMPLES"][0]["oncall.incident_manager.teams"]
    return {"people": task["people"], "teams": task["teams"]}


@pytest.fixture
def run_examples(lab: Lab, home: Path, tmp_path: Path) -> Any:
    def run(module: str) -> PlaybookRun:
        if module != "teams":  # which makes everything itself
            furnish(lab)
        play = {
            "hosts": "localhost",
            "gather_facts": False,
            "module_defaults": {"group/oncall.incident_manager.aws": connection(lab.url)["oncall_aws"]},
            "vars": {"sandbox": lab.url, "code_of_ada": "{{ " + LAST_CODE + " }}", **one_team()},
            "tasks": documentation(module)["EXAMPLES"],
        }
        path = tmp_path / "examples.yml"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return run_playbook(path, "-i", "localhost,", home=home)

    return run


@pytest.mark.parametrize("module", MODULES)
def test_examples_and_results(run_examples: Any, module: str) -> None:
    run = run_examples(module).succeeded()
    ours = [result for result in run.results if str(result.get("action", "")).endswith(f".{module}")]
    assert ours
    documented = documentation(module)["RETURN"]
    seen: set[str] = set()
    for result in ours:
        for whole in result.get("results", [result]):
            returned = {name: value for name, value in whole.items() if not name.startswith("_")}
            assert returned.keys() - OF_ANSIBLE - {"item", "ansible_loop_var"} <= documented.keys()
            for name, entry in documented.items():
                if name in returned:
                    assert isinstance(returned[name], TYPES[entry["type"]]), name
                    seen.add(name)
                assert name in returned or entry["returned"] != "success", name
    assert {name for name, entry in documented.items() if entry["returned"] in ("success", "always")} <= seen
    for entry in documented.values():
        assert "sample" in entry or "contains" in entry
