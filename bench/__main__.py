"""``python -m bench``: measure the budgets, print a table, write ``build/bench.json``."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.estate import write_inventory
from bench.load import get_contact_per_second
from bench.modules import THEIRS, invocations
from bench.processes import BenchError, Measured, measure, sandbox

RESULT = Path("build/bench.json")


def main() -> int:
    """Run the measurements that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--teams", type=int, nargs="*", default=[25, 100], help="sizes of the generated estates")
    parser.add_argument("--latency-ms", type=int, nargs="*", default=[0, 40], help="added to every AWS call")
    arguments = parser.parse_args()
    console = Console()
    results: dict[str, Any] = {"machine": f"{platform.python_version()} on {platform.platform()}"}
    try:
        results["runs"] = {name: asdict(run) for name, run in _runs(arguments.teams, arguments.latency_ms, console)}
        console.print("measuring single modules …")
        results["invocations"] = invocations()
        console.print("measuring the sandbox under load …")
        results["sandbox_get_contact"] = get_contact_per_second()
    except BenchError as error:
        console.print(f"[red]Not measured:[/red] {error}")
        return 1
    console.print(_table(results["runs"]))
    console.print(_invocations_table(results["invocations"]))
    for name, run in results["runs"].items():
        console.print(f"[bold]{name}[/bold]: {_by_operation(run['calls'])}")
    console.print(f"[bold]sandbox, GetContact[/bold]: {results['sandbox_get_contact']}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2) + "\n")
    console.print(f"The same as JSON: {RESULT}")
    return 0


def _runs(sizes: list[int], latencies: list[int], console: Console) -> list[tuple[str, Measured]]:
    runs: list[tuple[str, Measured]] = []
    with sandbox() as url:
        console.print("measuring the onboarding of one team …")
        measure(url, "ansible-playbook", "-i", "inventory/sandbox", "playbooks/enable_account.yml")
        onboard = ("ansible-playbook", "-i", "inventory/sandbox", "playbooks/onboard_team.yml", "-l", "platform")
        runs.append(("onboard one team of 8", measure(url, *onboard)))
        runs.append(("the same, no change", measure(url, *onboard)))
    for teams in sizes:
        with TemporaryDirectory() as folder:
            inventory = write_inventory(Path(folder) / "inventory", teams)
            state = f"{folder}/state.json"
            site = ("ansible-playbook", "-i", str(inventory), "playbooks/site.yml")
            with sandbox("--state", state) as url:
                console.print(f"measuring {teams} teams …")
                runs.append((f"{teams} teams, first apply", measure(url, *site)))
            for latency in latencies:
                with sandbox("--state", state, "--latency-ms", str(latency)) as url:
                    check = measure(url, *site, "--check")
                    runs.append((f"{teams} teams, check, {latency} ms", check))
    return runs


def _table(runs: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table("run", title="ansible-playbook, whole run")
    for heading in ("seconds", "calls", "writes", "peak MB"):
        table.add_column(heading, justify="right")
    for name, run in runs.items():
        calls = run["calls"]
        writes = sum(count for operation, count in calls.items() if not _reads(operation))
        table.add_row(name, f"{run['seconds']:.1f}", str(sum(calls.values())), str(writes), f"{run['peak_mb']:.0f}")
    return table


def _invocations_table(seconds: Mapping[str, float]) -> Table:
    """Compare with the fastest of the modules that are not ours: at most 1.1 times its seconds is the budget."""
    fastest = min(seconds[module] for module in THEIRS)
    table = Table("module", title="one invocation that changes nothing, median")
    for heading in ("seconds", "times the fastest of amazon.aws"):
        table.add_column(heading, justify="right")
    for module, median in seconds.items():
        table.add_row(module, f"{median:.3f}", f"{median / fastest:.2f}")
    return table


def _reads(operation: str) -> bool:
    return operation.split(":")[1].startswith(("Get", "List"))


def _by_operation(calls: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {operation.split(':')[1]}" for operation, count in sorted(calls.items()))


if __name__ == "__main__":
    sys.exit(main())
