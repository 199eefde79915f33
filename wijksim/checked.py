"""The front door to scenarios: loading with all that the model declares held against the file.

Represents: what users of Python get as `wijksim.load_scenario`, the same check as the commands do.
Parameters, submodels and links that no part of the model knows are refused.

Leaves out: loading for parts of the model that stand below the schedule; see `loading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wijksim.scenario import loading
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations


def load_scenario(
    name_or_path: str | Path, *, overrides: Mapping[str, Any] | None = None
) -> Scenario:
    """The settled scenario of a shipped name, such as `carnisse/mixed`, or of a path.

    `overrides` sets single values above all files: a lever's name (its value at the start), a
    parameter's key, `horizon.start`, `horizon.end`, `warm_up_weeks`, `submodels.<name>` or
    `links_cut`. Events after a horizon that an override shortens are left out.
    Raises WijksimError for any mistake, with file and line.
    """
    return loading.load_scenario(name_or_path, overrides=overrides, declarations=declarations())
