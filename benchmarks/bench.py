"""Measure how fast wijksim is, beside what is aimed at; with --check compare with what was kept.

Run it by `make bench`. Figures are medians, with the minimum beside them: what else runs on the
machine adds time and never takes any away. `--check` looks at ratios within this one run only,
because seconds differ from machine to machine; they are ratios of minima, which are steadier.
See docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import sweeping
from against_mesa import against_mesa
from end_to_end import help_seconds, pairs_up_to, scale, whole_run
from measuring import (
    Timing,
    child_cpu_seconds,
    copy_bandwidth,
    first_compile,
    first_week,
    peak_mib,
    repeat,
)
from pairing import measure as measure_pairing
from pairing import show as show_pairing
from rich.console import Console
from rich.table import Table

KEPT = Path(__file__).with_name("kept.json")
SCENARIO = "carnisse/bottom-up-self-organisation"
MAY_FALL = 0.25
"""A ratio may be so much lower than the kept one, as a share of it."""
PAIRS_ASKED = 100


@dataclass
class Report:
    """Rows of the table, and the ratios that are kept."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        minimum: float | None = None,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:
        """One measured figure, with what is aimed at when there is such a thing."""
        aim = ""
        if at_most is not None:
            aim = f"≤ {at_most:g}: {'met' if value <= at_most else 'missed'}"
        if at_least is not None:
            aim = f"≥ {at_least:g}: {'met' if value >= at_least else 'missed'}"
        least = "" if minimum is None else f"{minimum:.4g}"
        self.rows.append((name, f"{value:.4g} {unit}", least, aim))
        self.values[f"{name} ({unit})"] = value

    def timed(
        self, name: str, timing: Timing, unit: str = "s", *, at_most: float | None = None
    ) -> None:
        """A duration: its median and its minimum."""
        factor = {"s": 1.0, "ns": 1e9}[unit]
        self.add(
            name,
            factor * timing.median,
            unit,
            minimum=factor * timing.minimum,
            at_most=at_most,
        )

    def show(self, console: Console) -> None:
        """Print the table."""
        table = Table(title="wijksim, measured")
        for heading in ("what", "median", "minimum", "aim"):
            table.add_column(heading, overflow="fold")
        for row in self.rows:
            style = "bold red" if row[3].endswith("missed") else None
            table.add_row(*row, style=style)
        console.print(table)


def measure_mesa(report: Report, *, times: int) -> None:
    """The submodels of the reference, three ways."""
    mesa = against_mesa(SCENARIO, times=times)
    report.timed("day paths, ties, needs: kernels, per agent-week", mesa.kernels, "ns")
    report.timed("the same as Mesa's guide writes it", mesa.plain, "ns")
    report.timed("the same in Mesa tuned by hand", mesa.tuned, "ns")
    report.add("kernels against plain Mesa", mesa.times_plain, "times", at_least=100)
    report.add("kernels against tuned Mesa", mesa.times_tuned, "times", at_least=50)
    report.ratios["times_plain_mesa"] = mesa.plain.minimum / mesa.kernels.minimum
    report.ratios["times_tuned_mesa"] = mesa.tuned.minimum / mesa.kernels.minimum


def measure_run(report: Report, *, times: int) -> None:
    """A whole run, its parts, and its share of what memory could do."""
    run = whole_run(SCENARIO, times=times)
    report.timed("Carnisse, ten years, one thread, warm", run.run, at_most=0.7)
    report.timed("its warm-up and set-up", run.warm_up)
    report.add("agent-weeks a second", run.agent_weeks / run.run.median / 1e6, "million")
    report.add("all parts, per agent-week", 1e9 * run.run.median / run.agent_weeks, "ns")
    for name, cost in sorted(run.ns_by_part.items(), key=lambda part: -part[1]):
        report.add(f"- {name.replace('_', ' ')}", cost, "ns")
    report.add("observers, of a step", 100 * run.observers_share, "%", at_most=10)
    more = run.with_events.median / run.run.median - 1.0
    report.add("event log, more time", 100 * more, "%", at_most=30)
    bandwidth = copy_bandwidth(times=times)
    of_bandwidth = run.resident_bytes * run.weeks / run.run.median / bandwidth
    report.add("memory bandwidth of a copy", bandwidth / 1e9, "GB/s")
    report.add("all columns of residents once a week, of it", 100 * of_bandwidth, "%")
    report.ratios["share_of_bandwidth"] = of_bandwidth * run.run.median / run.run.minimum


def measure_starts(report: Report, *, times: int) -> None:
    """New processes: memory, the first week, help, and the first compilation."""
    # The first new process may have to compile; the memory that this takes is not that of a run.
    first_week(SCENARIO)
    report.add("peak memory of a new process", peak_mib(SCENARIO), "MiB", at_most=350)
    before = child_cpu_seconds()
    start = repeat(lambda: first_week(SCENARIO), times=times)
    report.timed("start to first week, warm", start, at_most=2.0)
    report.add("- of which processor time, mean", (child_cpu_seconds() - before) / times, "s")
    command = str(Path(sys.executable).with_name("wijksim"))
    asked = help_seconds([command, "--help"], times=times)
    report.timed("wijksim --help", asked, at_most=0.4)


def measure_many(report: Report, *, residents: int, pairs: int, times: int) -> None:
    """Many pairs of runs in two processes, and many neighbourhoods in one."""
    found = scale(SCENARIO, residents=residents, times=times)
    report.timed("one neighbourhood, per agent-week", found.one, "ns")
    report.timed(f"{found.residents:,.0f} residents in parts", found.many, "ns")
    report.add("growth of cost with size", found.growth, "times", at_most=1.25)
    report.ratios["one_over_many"] = found.one.minimum / found.many.minimum
    seconds, asked = pairs_up_to(PAIRS_ASKED, measured=pairs, jobs=2)
    report.add(f"{pairs} pairs, two processes", seconds, "s")
    how = "measured" if pairs == PAIRS_ASKED else "extrapolated"
    report.add(f"{PAIRS_ASKED} pairs, two processes, {how}", asked, "s", at_most=75)


def measure_sweep(report: Report, *, runs: int, model: bool) -> None:
    """What a sweep of short runs costs beside them: of the model, or shorter ones without it."""
    found = sweeping.measure(runs, model=model)
    kind = "a quarter in Pernis" if model else "nothing but time"
    name = f"{found.runs:,} runs of {kind}, {found.milliseconds:.0f} ms each, swept"
    report.add(f"{name}, on the clock", found.clock, "s")
    report.add("- processor time beside the runs", 100 * found.overhead, "%", at_most=5)
    report.add("- the same, processes started", 100 * found.overhead_with_start, "%")
    report.add("- two processes at a chunk, of the time", 100 * found.busy, "%", at_least=90)
    report.add("- two processors used by it", 100 * found.busy_with_start, "%")
    report.add("- peak memory of the first process", found.peak_mib, "MiB", at_most=500)
    report.add("- grown from a tenth to the end", found.late_mib - found.early_mib, "MiB")


def fallen(ratios: dict[str, float], kept: dict[str, float]) -> list[str]:
    """Which ratios are more than a quarter below what was kept, in words."""
    return [
        f"{name}: {ratios[name]:.3g}, and {value:.3g} was kept"
        for name, value in sorted(kept.items())
        if name in ratios and ratios[name] < (1.0 - MAY_FALL) * value
    ]


def main() -> int:
    """Measure; gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure the speed and memory of wijksim.")
    parser.add_argument("--check", action="store_true", help="fail when a kept ratio fell by 25%%")
    parser.add_argument("--keep", action="store_true", help="keep the ratios of this run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures there")
    parser.add_argument("--quick", action="store_true", help="the ratios to Mesa and one run only")
    parser.add_argument("--pairs", type=int, default=20, help="pairs that are really run")
    parser.add_argument("--residents", type=int, default=100_000, help="size of the large one")
    parser.add_argument("--times", type=int, default=5, help="how often each is measured")
    chosen = parser.parse_args()
    if min(chosen.pairs, chosen.times) < 1 or chosen.residents < 1:
        parser.error("--pairs, --times and --residents are whole numbers from 1 on")
    console, report = Console(), Report()
    if not chosen.quick:
        measure_starts(report, times=chosen.times)
    # Before the reference: its objects by the thousand would be looked through during a run.
    measure_run(report, times=chosen.times)
    measure_mesa(report, times=chosen.times)
    if not chosen.quick:
        before = child_cpu_seconds()
        compiled = repeat(lambda: first_compile(SCENARIO), times=1)
        report.timed("first compile to first week", compiled, at_most=45)
        report.add("- of which processor time, compiling", child_cpu_seconds() - before, "s")
        measure_many(
            report, residents=chosen.residents, pairs=chosen.pairs, times=min(3, chosen.times)
        )
        measure_sweep(report, runs=sweeping.RUNS, model=False)
        measure_sweep(report, runs=sweeping.RUNS_OF_MODEL, model=True)
    report.show(console)
    if not chosen.quick:
        show_pairing(measure_pairing(pairs=max(2, chosen.pairs))[0], console)
    if chosen.json is not None:
        found = {"values": report.values, "ratios": report.ratios}
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if chosen.keep:
        KEPT.write_text(json.dumps(report.ratios, indent=2) + "\n", encoding="utf-8")
    if chosen.check:
        if not KEPT.exists():
            console.print(f"nothing was kept in {KEPT.name} to compare with; use --keep first")
            return 1
        lower = fallen(report.ratios, json.loads(KEPT.read_text(encoding="utf-8")))
        for line in lower:
            console.print(f"[bold red]clearly slower[/] {line}")
        return 1 if lower else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
