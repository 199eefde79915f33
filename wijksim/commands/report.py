"""The command `report`: another form of a finished report, with the same words and figures."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from wijksim.commands.extras import needs_extra


def add_to(app: typer.Typer) -> None:
    """Give the command line this command."""
    app.command(
        epilog="Example: `wijksim compare carnisse/no-team carnisse/mixed --out results/mine`, "
        "then `wijksim report results/mine`. For a sweep: `wijksim report results/first/analysis`. "
        "The language is that of the report: `wijksim compare ... --lang nl`."
    )(report)


def report(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The folder that `wijksim compare` or `wijksim analyse` wrote."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The PDF to write. Left out: DIR/report.pdf."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file already there.")] = False,
) -> None:
    """Give a report as a PDF for everybody: tagged, also for screen readers."""
    from wijksim.core.errors import Where, WijksimError
    from wijksim.files import check_new_file

    source = folder / "report.html"
    try:
        html = source.read_text(encoding="utf-8")
    except (OSError, ValueError) as reason:
        raise WijksimError(
            "there is no readable report here",
            where=Where(str(source)[:300]),
            do="make it with: wijksim compare SCENARIO SCENARIO --out DIR, or for a sweep with: "
            "wijksim analyse SWEEP --out DIR",
        ) from reason
    target = out or folder / "report.pdf"
    check_new_file(target, force=force)
    with needs_extra("pdf", why="a PDF needs a package more than a page in HTML"):
        from wijksim.report.pdf import pdf

    made = pdf(html)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, stage = tempfile.mkstemp(prefix=".wijksim-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        Path(stage).chmod(0o644)
        os.replace(stage, target)
    finally:
        Path(stage).unlink(missing_ok=True)
    typer.echo(f"Read {target}")
