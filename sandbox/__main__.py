"""The command line: ``python -m sandbox``."""

from __future__ import annotations

import argparse
import ipaddress
import logging
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.engine import Engine
from sandbox.moto_bridge import MotoBridge
from sandbox.persistence import Saver, StateFileError, load
from sandbox.rules import Rules
from sandbox.server import Application, listen, make_server
from sandbox.services import OPERATIONS
from sandbox.world import World

LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


def main(arguments: list[str] | None = None) -> int:
    """Run the sandbox until SIGINT or SIGTERM. Returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        rules = _rules(options.rule)
    except ValueError as error:
        parser.error(str(error))
    logging.basicConfig(level=options.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    world = World(
        clock=Clock(options.time_scale), rules=rules, replication_delay_seconds=options.replication_delay_seconds
    )
    try:
        if options.state is not None:
            load(world, options.state)
        return _serve(world, options)
    except StateFileError as error:
        return _fail(str(error))


def _serve(world: World, options: argparse.Namespace) -> int:
    try:
        listener = listen(options.host, options.port)
    except OSError as error:
        return _fail(f"cannot listen on {options.host}:{options.port}: {error.strerror or error}")
    host, port = listener.getsockname()[:2]
    if not ipaddress.ip_address(host).is_loopback:
        sys.stderr.write(f"warning: listening on {host}: anybody who reaches it can do anything with this sandbox\n")
    saver = Saver(world, options.state)
    moto = MotoBridge(world.clock, (host, port))
    engine = Engine(world, moto, OPERATIONS, latency_seconds=options.latency_ms / 1000, written=saver.changed)
    application = Application(engine, Control(engine, saver.changed))

    def ready() -> None:
        shown = f"[{options.host}]" if ":" in options.host else options.host
        print(f"sandbox ready on http://{shown}:{port}", flush=True)

    make_server(application, ready, options.log_level).run(sockets=[listener])
    moto.close()
    try:
        saver.save()
    except OSError as error:
        return _fail(f"cannot write the state file {options.state}: {error.strerror}")
    return 0


def _fail(problem: str) -> int:
    sys.stderr.write(f"sandbox: {problem}\n")
    return 1


def _rules(settings: list[str]) -> Rules:
    """The rules with the ``NAME=VALUE`` settings applied. Raises ``ValueError``."""
    known = sorted(field.name for field in fields(Rules))
    values: dict[str, Any] = {}
    for setting in settings:
        name, found, value = setting.partition("=")
        if not found or name not in known:
            raise ValueError(f"--rule {setting}: NAME=VALUE is needed, with NAME one of {', '.join(known)}")
        values[name] = value
    try:
        return msgspec.convert(values, Rules, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"--rule: {error}") from error


def _number(low: float, high: float) -> Any:
    def number(text: str) -> float:
        value = float(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low:g} and {high:g}")
        return value

    return number


def _port(text: str) -> int:
    return int(_number(0, 65535)(str(int(text))))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A local AWS Systems Manager Incident Manager, with moto's AWS services on the same port.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add("--port", type=_port, default=4600, help="port to listen on, 0 for a free one (default: %(default)s)")
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
