"""Run a module of the collection in this process: the real module against a real sandbox, without Ansible around it."""

from __future__ import annotations

import importlib
import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from functools import lru_cache, partial
from typing import Any
from unittest.mock import patch

import botocore.loaders
from ansible.module_utils import _internal
from ansible.module_utils.common import warnings
from ansible.module_utils.testing import patch_module_args

from tests.support.lab import ACCOUNT, Lab
from tests.support.sandbox_process import REGION

MODULES = "ansible_collections.oncall.incident_manager.plugins.modules"

# A process of its own would read botocore's models once; here, every run is the same process.
botocore.loaders.create_loader = lru_cache(botocore.loaders.create_loader)

Module = Callable[..., dict[str, Any]]


def run_module(url: str, name: str, /, *, check: bool = False, **options: Any) -> dict[str, Any]:
    """Return what the module returns; ``failed`` in it tells of a failure. An option of None is not given."""
    module = importlib.import_module(f"{MODULES}.{name}")
    arguments = {
        "endpoint_url": url,
        "region": REGION,
        "access_key": ACCOUNT,
        "secret_key": "any-text-will-do",
        "_ansible_check_mode": check,
        "_ansible_diff": True,
        **{option: value for option, value in options.items() if value is not None},
    }
    warnings._global_warnings.clear()  # those of the module that ran before in this process
    printed = io.StringIO()
    # Where tests of plugins ran before in this process, Ansible takes itself for the controller and displays warnings.
    in_module = patch.object(_internal, "is_controller", new=False)
    with patch_module_args(arguments), redirect_stdout(printed), in_module, suppress(SystemExit):
        module.main()
    result: dict[str, Any] = json.loads(printed.getvalue().splitlines()[-1])
    result["warnings"] = list(warnings.get_warning_messages())
    return result


class Modules:
    """The modules of the collection against the account of a lab."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab

    def __getattr__(self, name: str) -> Module:
        return partial(self.run, name)

    def attempt(self, name: str, /, **options: Any) -> dict[str, Any]:
        """Run a module, whatever comes of it."""
        return run_module(self.lab.url, name, **options)

    def run(self, name: str, /, **options: Any) -> dict[str, Any]:
        """Run a module and assert that it succeeds."""
        result = self.attempt(name, **options)
        assert not result.get("failed"), result
        return result

    def refused(self, name: str, /, **options: Any) -> str:
        """Run a module, assert that it fails without having written anything, and return its message."""
        self.lab.forget_calls()
        for check in (True, False):
            result = self.attempt(name, check=check, **options)
            assert result.get("failed"), result
            assert self.lab.writes() == {}
        return str(result["msg"])

    def both(self, name: str, /, **options: Any) -> dict[str, Any]:
        """Check, apply, check, apply: what is predicted is done, once. Returns the first apply."""
        self.lab.forget_calls()
        checked = self.run(name, check=True, **options)
        assert checked["changed"], checked
        assert self.lab.writes() == {}
        applied = self.run(name, **options)
        for key in ("changed", "before", "after", "plan", "plan_text", "diff"):
            assert applied[key] == checked[key], key
        assert self.lab.writes() != {}
        again = self.unchanged(name, **options)
        assert again["before"] == applied["after"]
        return applied

    def unchanged(self, name: str, /, **options: Any) -> dict[str, Any]:
        """Check and apply: nothing is changed and nothing written."""
        self.lab.forget_calls()
        for check in (True, False):
            result = self.run(name, check=check, **options)
            assert not result["changed"], result["plan_text"]
            assert result["plan"] == []
            assert result["before"] == result["after"]
        assert self.lab.writes() == {}
        return result
