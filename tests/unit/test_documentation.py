"""Pages that are made from the modules' documentation are as it says."""

from __future__ import annotations

import subprocess
import sys

from tests.support.definitions import ROOT


def test_the_table_of_operations() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "operations_table", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
