"""The twin maps with one clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import ipyvue
import ipyvuetify
import solara
import traitlets

HERE: Final = Path(__file__).parent
SCRIPTS: Final = ("data", "look", "drawing", "signs", "steering", "words", "facts", "taken")
"""Files in `map`, each with a part of what the maps can do, and named in wards.vue."""
SHARED: Final = (
    "lang", "words", "layers", "names", "stems", "runs", "person", "week", "layer", "apart", "ties",
    "chosen",
)  # fmt: skip
"""What page and browser both know; who changes it tells the other."""


@cache
def whole() -> str:
    """The text of wards.vue with those files at the begin of its script, as browsers get it."""
    scripts = "".join((HERE / f"map/{name}.js").read_text("utf-8") for name in SCRIPTS)
    text = (HERE / "wards.vue").read_text("utf-8")
    return text.replace("<script>\n", f"<script>\n{scripts}", 1)


def _text(_: object) -> ipyvue.Template:
    return ipyvue.Template(template=whole())


Maps: Any = type(
    "Maps",
    (ipyvuetify.VuetifyTemplate,),
    {
        **{name: traitlets.Any().tag(sync=True) for name in SHARED},
        "_text": traitlets.default("template")(_text),
    },
)
"""What a browser shows of `Wards`."""


def Wards(
    lang: str,
    words: dict[str, Any],
    layers: list[dict[str, str]],
    names: list[str],
    stems: list[str],
    runs: list[dict[str, Any]],
    person: dict[str, Any],
    week: int,
    on_week: Callable[[int], None],
    layer: str,
    on_layer: Callable[[str], None],
    apart: bool,
    on_apart: Callable[[bool], None],
    ties: bool,
    on_ties: Callable[[bool], None],
    chosen: str,
    on_chosen: Callable[[str], None],
) -> solara.Element:
    """One or two runs on maps: `runs` are as `Frames.sent` has them, all of one neighbourhood.

    `names` and `stems` are what each run is called, by readers and as the begin of a file.
    `chosen` is a letter and a row (b block, p place, i institution, t team, n initiative,
    h professional, r resident); `person` has its `key` and for each run what the album knows.
    """
    return Maps.element(
        lang=lang, words=words, layers=layers, names=names, stems=stems, runs=runs, person=person,
        week=week, on_week=on_week, layer=layer, on_layer=on_layer, apart=apart, on_apart=on_apart,
        ties=ties, on_ties=on_ties, chosen=chosen, on_chosen=on_chosen,
    )  # fmt: skip
