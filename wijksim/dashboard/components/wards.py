"""The twin maps with one clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("wards.vue")
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
) -> None:
    """One or two runs on maps: `runs` are as `Frames.sent` has them, all of one neighbourhood.

    `names` and `stems` are what each run is called, by readers and as the begin of a file.
    `chosen` is a letter and a row (b block, p place, i institution, t team, n initiative,
    h professional, r resident); `person` has its `key` and for each run what the album knows.
    """
