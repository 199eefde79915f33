"""The command `dashboard`: the model in a browser; what serves it is loaded when asked for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Tongue(StrEnum):
    """The language to begin in."""

    NL = "nl"
    EN = "en"


def add_to(app: typer.Typer) -> None:
    """Give the command line this command."""
    app.command(epilog="Example: `wijksim dashboard --lang en --port 8080`")(dashboard)


def dashboard(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of this machine.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on. As it is, only this machine can look.")
    ] = "127.0.0.1",
    lang: Annotated[Tongue, typer.Option(help="Language to begin in.")] = Tongue.NL,
    replicates: Annotated[
        int, typer.Option(min=2, max=200, help="Pairs of runs for each answer.")
    ] = 10,
    sweep: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="A folder that `wijksim sweep` wrote, or one that holds such folders; may be "
            "given more than once. Left out: those in `results`.",
        ),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser as well.")] = True,
) -> None:
    """Compare and explore in a browser, without the internet."""
    from wijksim.dashboard.command import serve

    serve(
        host=host,
        port=port,
        lang=lang.value,
        pairs=replicates,
        browse=browser,
        sweeps=tuple(sweep or ()),
    )
