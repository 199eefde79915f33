"""The command `analyse`: thin, and heavy modules are imported inside it."""

from __future__ import annotations

import json
import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from wijksim.commands.extras import needs_extra


class Lang(StrEnum):
    """The language of the report."""

    NL = "nl"
    EN = "en"


def add_to(app: typer.Typer) -> None:
    """Give the command line this command."""
    app.command(
        epilog="Examples: `wijksim sweep first-look --out results/first`, then "
        "`wijksim analyse results/first`; `wijksim analyse results/first --lang nl --out "
        "results/verslag`; `wijksim analyse results/first --json --force`"
    )(analyse)


def analyse(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that `wijksim sweep` wrote.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the report. Left out: DIR/analysis."),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the report.")] = Lang.EN,
    force: Annotated[bool, typer.Option("--force", help="Replace what is already there.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answer as JSON, for programs.")
    ] = False,
) -> None:
    """Tell what a sweep shows: effects and how sure, what moves them, where they hold, regret."""
    from wijksim.files import check_target
    from wijksim.sweep.running import read_plan

    plan = read_plan(folder)
    target = out or folder / "analysis"
    check_target(target, force=force)

    from wijksim.outcomes.catalogue import OUTCOMES
    from wijksim.progress import shown

    with needs_extra("sweep"):
        from wijksim.report.sweeps.written import told, write
        from wijksim.sweep.analysis.analyse import analyse as analyse_it
        from wijksim.sweep.analysis.reading import read_sweep

    swept = read_sweep(folder, catalogue=OUTCOMES)
    missing = int(plan["runs"]) - swept.done
    if missing:
        typer.echo(
            f"{missing:,} of {int(plan['runs']):,} runs are not done; this is about the others. "
            "Go on with: wijksim sweep ... --resume",
            err=True,
        )
    with shown("Answers") as tell:
        found = analyse_it(swept, tell=tell)
    command = shlex.join(["wijksim", "analyse", str(folder), "--lang", lang.value])
    write(found, target, lang=lang.value, command=command, force=force)
    if as_json:
        _print({"out": str(target), **told(found, lang=lang.value, command=command)})
    else:
        typer.echo(f"Read {target / 'report.html'}")


def _print(content: Any) -> None:
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, default=str))
