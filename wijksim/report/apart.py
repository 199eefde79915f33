"""In what scenarios differ besides policy: numbers and parts of the model, the neighbourhood.

Represents: all that a run depends on from the start, apart from levers and the agenda. A difference
in any of it is a cause of what differs in the outcomes, just as a policy is.

Leaves out: levers and dated entries; see assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wijksim.scenario.settled import Scenario
from wijksim.schedule import STANDARD

KINDS: Final = ("parameters", "submodels", "figures", "places", "supply", "links_cut", "warm_up")


@dataclass(frozen=True)
class Held:
    """What one scenario holds of a thing: its value, None for nothing, with unit and source."""

    value: Any
    unit: str = ""
    source: str = ""


Holdings = dict[tuple[str, str], Held]
"""By kind and name. What a scenario does not name is not in it."""


def differing(scenarios: list[Scenario]) -> list[tuple[str, str, list[Held]]]:
    """Kind, name, and what each scenario holds of it, for all in which they are not the same.

    The order of places counts when the places are the same. Empty when scenarios can differ in
    levers and agenda alone.
    """
    held = [_holdings(one) for one in scenarios]
    names = dict.fromkeys(key for one in held for key in one)
    rows = []
    for kind in KINDS:
        for name in sorted(key[1] for key in names if key[0] == kind):
            found = [one.get((kind, name), _nothing(kind)) for one in held]
            if any(one.value != found[0].value for one in found):
                rows.append((kind, name, found))
    if sum(kind == "places" for kind, _, _ in rows) > 1:
        rows = [row for row in rows if row[:2] != ("places", "")]
    return rows


def _nothing(kind: str) -> Held:
    """What a scenario has that names no such thing: a submodel is then the standard one."""
    return Held(STANDARD if kind == "submodels" else None)


def _holdings(scenario: Scenario) -> Holdings:
    found: Holdings = {}

    def hold(kind: str, name: str, value: Any, *, key: str, unit: str = "") -> None:
        told = scenario.provenance.get(key)
        found[kind, name] = Held(value, unit, told.source if told else "")

    for name, value in scenario.parameters.items():
        unit = scenario.settings[name].unit
        hold("parameters", name, value, key=f"parameters.{name}", unit=unit)
    for name, variant in scenario.submodels.items():
        hold("submodels", name, variant, key=f"submodels.{name}")
    for name, value in scenario.figures.items():
        hold("figures", name, value, key=f"figures.{name}")
    for place in scenario.places:
        name = str(place["name"])
        hold("places", name, _words(place, but=("name",)), key=f"places.{name}")
    order = ", ".join(str(place["name"]) for place in scenario.places)
    hold("places", "", order, key="")
    for name, value in _leaves(scenario.supply):
        hold("supply", name, value, key=f"supply.{name.split('.')[0]}")
    hold("links_cut", "", ", ".join(sorted(scenario.links_cut)) or None, key="")
    hold("warm_up", "", float(scenario.warm_up_weeks), key="warm_up_weeks", unit="week")
    return found


def _words(place: Mapping[str, Any], *, but: tuple[str, ...]) -> str:
    told = (f"{key} {one}" for key, one in place.items() if key not in but and one is not None)
    return ", ".join(told)


def _leaves(tree: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    """Every value in a tree of names, with the names on its way joined by dots."""
    found: list[tuple[str, Any]] = []
    for name, one in tree.items():
        path = f"{above}{name}"
        if isinstance(one, Mapping) and one:
            found += _leaves(one, f"{path}.")
        else:
            found.append((path, one if isinstance(one, int | float) else str(one)))
    return found
