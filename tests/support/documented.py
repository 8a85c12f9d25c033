"""What the modules say of themselves: their documentation, read from the files."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.definitions import ROOT

MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py"))


@cache
def documentation(module: str) -> dict[str, Any]:
    """DOCUMENTATION, EXAMPLES and RETURN of a module, by these names."""
    path: Path = ROOT / "plugins" / "modules" / f"{module}.py"
    return {
        target.id: yaml.safe_load(str(node.value.value))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def iam_actions(module: str) -> set[str]:
    """The IAM actions of Incident Manager that the notes name."""
    notes = documentation(module)["DOCUMENTATION"].get("notes", [])
    return {action for note in notes for action in re.findall(r"C\((ssm-[\w-]+:\w+)\)", note)}
