"""The command `sweep`: thin, and heavy modules are imported inside them."""

from __future__ import annotations

import json
import os
import shlex
import traceback
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from wijksim.commands.extras import needs_extra
from wijksim.core.errors import WijksimError

STOPPED = 130
SOME_FAILED = 1
"""Exit code of a sweep that was done, with runs that failed."""


class Engine(StrEnum):
    """Who does the runs."""

    LOCAL = "local"
    DASK = "dask"


AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for programs.")]


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands."""
    app.command(
        epilog="Examples: `wijksim sweep first-look --out results/first`; "
        "`wijksim sweep first-look --out results/first --resume`; "
        "`wijksim sweep --status results/first`"
    )(sweep)


def sweep(
    experiment: Annotated[
        Path | None,
        typer.Argument(metavar="EXPERIMENT", help="A file, or a shipped name such as first-look."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the results. Made if needed.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=256, help="Runs at the same time. Changes no result.")
    ] = None,
    engine: Annotated[
        Engine | None, typer.Option(help="Who does the runs: processes of this machine, or Dask.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Dask's scheduler: tcp://HOST:PORT, a file, or slurm."
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Do only what is missing.")] = False,
    part: Annotated[
        str | None,
        typer.Option("--slice", metavar="K/N", help="Do part K of N, as one task of an array."),
    ] = None,
    only: Annotated[
        int | None,
        typer.Option(metavar="UNIT", help="Run one unit here, show what it gives, write nothing."),
    ] = None,
    status: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Tell how far the sweep in a folder is.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run an experiment: many points, many replicates, and nothing lost when it stops."""
    if status is not None:
        _tell_status(status, as_json)
        return
    if experiment is None:
        raise WijksimError("no experiment is named", do="give a file, or --status with a folder")
    from wijksim.outcomes.catalogue import OUTCOMES
    from wijksim.results import run_branches
    from wijksim.schedule import declarations

    with needs_extra("sweep"):
        from wijksim.sweep.experiment import duration, load_experiment
        from wijksim.sweep.plan import make_plan

        found = load_experiment(experiment, declarations=declarations(), catalogue=OUTCOMES)
    plan = make_plan(found)
    if only is not None:
        from wijksim.sweep.one_unit import figures_of

        _tell_unit(figures_of(plan, only, runner=run_branches), as_json)
        return

    from wijksim.commands.progress import shown_progress
    from wijksim.sweep.running import run_sweep
    from wijksim.sweep.slices import slice_of

    folder = out or Path("results") / experiment.stem
    cores = jobs or _processors()
    sliced = None if part is None else slice_of(part)
    chosen = _engine(engine, scheduler, jobs, cores)
    seconds = found.units * found.seconds_per_unit
    elsewhere = scheduler is not None and jobs is None
    typer.echo(
        f"{found.runs:,} runs: {found.design.rows:,} points, {found.replicates:,} replicates, "
        f"{len(found.scenarios)} scenarios; about "
        + (
            f"{duration(seconds)} of work, shared by the workers"
            if elsewhere
            else f"{duration(seconds / cores)} on {cores} processor{'s' if cores > 1 else ''}"
        ),
        err=True,
    )
    try:
        with shown_progress() as tell:
            end = run_sweep(
                plan, folder, engine=chosen, runner=run_branches, resume=resume,
                part=sliced, tell=tell,
            )  # fmt: skip
    except KeyboardInterrupt as stop:
        words = ["wijksim", "sweep", str(experiment), "--out", str(folder), "--resume"]
        words += [] if engine is None else ["--engine", engine]
        words += [] if scheduler is None else ["--scheduler", scheduler]
        again = shlex.join(words)
        typer.echo(f"Stopped. Finished chunks are kept; go on with: {again}", err=True)
        raise typer.Exit(STOPPED) from stop
    if as_json:
        _print({"out": str(folder), **asdict(end)})
    else:
        typer.echo(f"{end.finished:,} runs are in {folder}, {end.failed:,} failed")
        if end.failed:
            from wijksim.sweep.ledger import failures

            first = next(failures(folder))
            typer.echo(f"Each failed run with its error: {folder / 'failures'}", err=True)
            typer.echo(f"To see the first fail again: {first['reproduce']}", err=True)
    if end.failed:
        raise typer.Exit(SOME_FAILED)


def _engine(engine: Engine | None, scheduler: str | None, jobs: int | None, cores: int) -> Any:
    """The `SweepEngine` that was asked for.

    Raises WijksimError when what was asked for cannot be.
    """
    if scheduler is None and engine is not Engine.DASK:
        from wijksim.sweep.engines.local import LocalEngine

        return LocalEngine(jobs=cores)
    if engine is Engine.LOCAL:
        raise WijksimError(
            "processes of this machine have no scheduler", do="leave out --engine or --scheduler"
        )
    with needs_extra("cluster"):
        from wijksim.sweep.engines.dask_places import SLURM, dask_engine
    if scheduler == SLURM and jobs is None:
        raise WijksimError("how many SLURM jobs?", do="add --jobs N: each is one worker")
    if scheduler not in (None, SLURM) and jobs is not None:
        raise WijksimError(
            "a scheduler that runs already has the workers that it has",
            do="leave out --jobs, and start as many workers as you like",
        )
    return dask_engine(scheduler=scheduler, jobs=cores)


def _tell_status(folder: Path, as_json: bool) -> None:
    from wijksim.sweep.status import status_of

    found = status_of(folder)
    if as_json:
        _print(asdict(found))
    else:
        typer.echo(found.sentence())


def _tell_unit(figures: Any, as_json: bool) -> None:
    failed = [one for one in figures if isinstance(one.found, Exception)]
    if as_json:
        _print([one.told() for one in figures])
    else:
        for one in figures:
            typer.echo(one.text())
    for one in failed:
        typer.echo("".join(traceback.format_exception(one.found)), err=True)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _print(content: Any) -> None:
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, default=str))


def _processors() -> int:
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return max(1, os.cpu_count() or 1)
