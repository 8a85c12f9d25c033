"""The command line: ``python -m sandbox``."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.engine import Engine
from sandbox.moto_bridge import MotoBridge
from sandbox.persistence import Saver, StateFileError, load
from sandbox.rules import Rules
from sandbox.server import Application, ListenError, listen, make_server
from sandbox.services import OPERATIONS
from sandbox.world import World

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


def main(arguments: list[str] | None = None) -> int:
    """Run the sandbox until SIGINT or SIGTERM. Returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        rules = Rules.from_settings(options.rule)
    except ValueError as error:
        parser.error(f"--rule {error}")
    logging.basicConfig(level=options.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    world = World(
        clock=Clock(options.time_scale), rules=rules, replication_delay_seconds=options.replication_delay_seconds
    )
    saver = Saver(world, options.state)
    try:
        if options.state is not None:
            load(world, options.state)
        listener = listen(options.host, options.port)
        saver.save()
        _serve(world, saver, listener, options)
        saver.save()
    except (ListenError, StateFileError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 1
    return 0


def _serve(world: World, saver: Saver, listener: socket.socket, options: argparse.Namespace) -> None:
    host, port = listener.getsockname()[:2]
    if not ipaddress.ip_address(host).is_loopback:
        sys.stderr.write(f"warning: listening on {host}: anybody who reaches it can do anything with this sandbox\n")
    moto = MotoBridge(world.clock, (host, port))
    engine = Engine(world, moto, OPERATIONS, latency_seconds=options.latency_ms / 1000, written=saver.changed)
    application = Application(engine, Control(engine, saver.changed))

    def ready() -> None:
        shown = f"[{options.host}]" if ":" in options.host else options.host
        print(f"sandbox ready on http://{shown}:{port}", flush=True)

    make_server(application, ready, options.log_level).run(sockets=[listener])
    moto.close()


def _number(low: float, high: float, kind: type[int] | type[float] = float) -> Callable[[str], float]:
    def number(text: str) -> float:
        with contextlib.suppress(ValueError):
            value = kind(text)
            if low <= value <= high:
                return value
        raise argparse.ArgumentTypeError(f"{text} is not a number between {low:.0f} and {high:.0f}")

    return number


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, without the usage."""
        self.exit(2, f"sandbox: {message}; see --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m sandbox",
        description="A local AWS Systems Manager Incident Manager, with moto's AWS services on the same port.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add(
        "--port",
        type=_number(0, 65535, int),
        default=4600,
        help="port to listen on, 0 for a free one (default: %(default)s)",
    )
    add(
        "--latency-ms",
        type=_number(0, 600_000),
        default=0.0,
        metavar="N",
        help="milliseconds that every AWS call takes longer",
    )
    add("--time-scale", type=_number(0, 1e6), default=1.0, metavar="X", help="how many times faster time passes")
    add(
        "--state",
        type=Path,
        metavar="FILE",
        help="keep the state of ssm-contacts and ssm-incidents, the inbox and the clock in this JSON file; "
        "the state of moto's services is not kept",
    )
    add(
        "--replication-delay-seconds",
        type=_number(0, 1e6),
        default=0.2,
        metavar="N",
        help="how long a replication set is being created, updated or deleted (default: %(default)s)",
    )
    add(
        "--rule",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a rule that AWS does not publish, see sandbox/rules.py; can be repeated",
    )
    add("--log-level", choices=LOG_LEVELS, default="warning", help="(default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
