"""What can be looked at: the shipped neighbourhoods and their policies, read once."""

from __future__ import annotations

from functools import cache
from threading import Lock

from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.scenario.shipped import scenario_names
from wijksim.schedule import declarations

_reading = Lock()
"""One reads at a time: visitors who come together would else all read the same files at once."""


def scenario(name: str) -> Scenario:
    """A shipped scenario by its name. Raises WijksimError for one that does not exist."""
    with _reading:
        return _scenario(name)


@cache
def _scenario(name: str) -> Scenario:
    return load_scenario(name, declarations=declarations())


@cache
def policies_by_place() -> dict[str, tuple[str, ...]]:
    """Policies of each neighbourhood that can be compared, because they span the same years."""
    found: dict[str, tuple[str, ...]] = {}
    for name in scenario_names():
        place, _, policy = name.partition("/")
        if policy and policy not in ("at-rest", "case-2011"):
            found[place] = (*found.get(place, ()), policy)
    return found


def scenarios_of(place: str) -> tuple[Scenario, ...]:
    """All policies of a neighbourhood that can be compared."""
    return tuple(scenario(f"{place}/{policy}") for policy in policies_by_place()[place])


def place_title(place: str, lang: str) -> str:
    """The name of a neighbourhood."""
    first = scenario(f"{place}/{policies_by_place()[place][0]}")
    return first.texts.get("name", place) or first.title[lang]


def policy_title(place: str, policy: str, lang: str) -> str:
    """What a policy is called, without the neighbourhood."""
    title = scenario(f"{place}/{policy}").title[lang]
    bare = title.removeprefix(f"{place_title(place, lang)}, ")
    return bare[:1].upper() + bare[1:]
