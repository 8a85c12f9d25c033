# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Where the collection meets Ansible: options every module has, clients, and how errors end a module."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn
from urllib.parse import urlsplit

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.warnings import warn
from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ._clients import Clients
from ._errors import OncallError, PartialFailureError
from ._model.problems import NOT_SHOWN, InvalidDefinitionError, without_addresses
from ._outcome import Outcome

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class DiscreetModule(AnsibleModule):  # type: ignore[misc]
    """Keeps the values of options to itself when it fails.

    By mistake, a phone number or a code may stand where nobody looks for one. While options are read, ansible-core does
    not even know yet what ``hide`` would tell it, nor always what has ``no_log``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._options_read = False
        super().__init__(*args, **kwargs)
        self._options_read = True

    def fail_json(self, msg: str, **kwargs: Any) -> NoReturn:
        given = {option: NOT_SHOWN for option, value in self.params.items() if value is not None}
        told = msg if self._options_read else without_addresses(str(msg))
        super().fail_json(told, **{"invocation": {"module_args": given}, **kwargs})
        raise AssertionError  # fail_json has ended the process


def open_module(argument_spec: dict[str, Any], **settings: Any) -> AnsibleAWSModule:
    """Return the module object with the connection options of amazon.aws.

    The options of some modules carry phone numbers deep inside, where ``no_log`` cannot reach: nothing is written to
    the system log.
    """
    workers = {"type": "int", "default": 16}
    spec = {**argument_spec, "workers": workers}
    AnsibleAWSModule.default_settings["module_class"] = DiscreetModule
    return AnsibleAWSModule(argument_spec=spec, supports_check_mode=True, no_log=True, **settings)


def connector(module: AnsibleAWSModule) -> Callable[[], Clients]:
    """Return what makes the clients when they are first needed."""
    return lambda: open_clients(module.client, module.params["workers"])


def open_clients(client: Callable[..., Any], workers: int) -> Clients:
    """Return clients that are made, when first needed, with the method that modules and plugins of amazon.aws have."""
    workers = max(1, min(64, workers))
    config = {
        "retries": {"mode": "adaptive", "total_max_attempts": 8},
        "max_pool_connections": workers,
    }

    def make(service: str) -> Any:
        made = client(service, config=config)
        _check_sandbox_runs(made.meta.endpoint_url)
        return made

    return Clients(make, workers)


def _check_sandbox_runs(endpoint_url: str) -> None:
    """Ask a local endpoint once: botocore would try for half a minute before it says that nobody listens."""
    parts = urlsplit(endpoint_url)
    if parts.hostname not in _LOOPBACK:
        return
    try:
        socket.create_connection((parts.hostname, parts.port or 80), timeout=5).close()
    except OSError as error:
        message = f"Nothing answers at {endpoint_url}: the sandbox is not running. Start it with `make sandbox`."
        raise OncallError(message) from error


@contextmanager
def failing_well(module: AnsibleAWSModule) -> Iterator[None]:
    """End the module with a message for people when one of our errors comes."""
    try:
        yield
    except InvalidDefinitionError as error:
        problems = [{"path": p.path, "value": p.value, "rule": p.rule, "way_out": p.way_out} for p in error.problems]
        module.fail_json(msg=str(error), problems=problems)
    except PartialFailureError as error:
        failed_items = [{"item": name, "msg": why} for name, why in error.failed]
        module.fail_json(msg=str(error), failed_items=failed_items)
    except OncallError as error:
        module.fail_json(msg=str(error))


def finish(module: AnsibleAWSModule, outcome: Outcome) -> None:
    """End the module with what came of it."""
    warn_all(outcome.warnings)
    module.exit_json(**outcome.result)


def hide(module: AnsibleAWSModule, *texts: object) -> None:
    """Keep texts out of everything that Ansible prints, where ``no_log`` of an option cannot do so."""
    # Shorter ones without an @ are no addresses, and hiding them would blot out ordinary words.
    module.no_log_values.update(str(text) for text in texts if text and (len(str(text)) >= 6 or "@" in str(text)))


def hide_addresses(module: AnsibleAWSModule, names: list[str] | None) -> None:
    """Keep names out of everything that is printed which are no names but, by mistake, somebody's addresses."""
    hide(module, *(name for name in names or () if without_addresses(name) != name))


def warn_all(sentences: tuple[str, ...]) -> None:
    """Show warnings through Ansible."""
    for sentence in sentences:
        warn(sentence)
