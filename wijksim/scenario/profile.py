"""The neighbourhood's profile in a chain of files: figures, words, places, supply.

Represents: what a neighbourhood is at the start. A more particular file replaces a figure, a place
of the same name or a part of the supply.

Leaves out: what the figures mean and whether they suffice, which input_data checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wijksim.core.errors import Where, WijksimError
from wijksim.scenario.chain import Layer
from wijksim.scenario.checking import word_among
from wijksim.scenario.place_types import KINDS, OWNERS
from wijksim.scenario.schema import Place, ScenarioFile

_NOT_PHYSICAL: Final = {"source", "note"}
Keep = Callable[[str, Any, Where, str], None]


@dataclass(frozen=True)
class Profile:
    """A settled profile."""

    figures: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    places: tuple[dict[str, Any], ...] = ()
    supply: dict[str, Any] = field(default_factory=dict)


def settle_profile(files: Sequence[tuple[ScenarioFile, Layer]], *, keep: Keep) -> Profile:
    """The profile of a chain of files; `keep` is told where each part comes from.

    Raises WijksimError for places that cannot be told apart or are of no known kind.
    """
    figures: dict[str, float] = {}
    texts: dict[str, str] = {}
    places: dict[str, dict[str, Any]] = {}
    supply: dict[str, Any] = {}
    for form, layer in files:
        for key in ("name", "code", "municipality"):
            if getattr(form, key):
                texts[key] = getattr(form, key)
        for key, one in form.figures.items():
            held: dict[str, Any] = texts if isinstance(one.value, str) else figures
            held[key] = one.value if isinstance(one.value, str) else float(one.value)
            keep(f"figures.{key}", one.value, layer.node.spot("figures", key), one.source)
        for name, (place, where) in _own_places(form, layer).items():
            places[name] = place.model_dump(exclude=_NOT_PHYSICAL)
            keep(f"places.{name}", places[name], where, place.source or form.places_source)
        for key, value in form.supply.items():
            supply[key] = value
            keep(f"supply.{key}", value, layer.node.spot("supply", key), form.source)
    return Profile(figures, texts, tuple(places.values()), supply)


def _own_places(form: ScenarioFile, layer: Layer) -> dict[str, tuple[Place, Where]]:
    found: dict[str, tuple[Place, Where]] = {}
    for index, place in enumerate(form.places):
        where = layer.node.spot("places", index)
        word_among(place.kind, KINDS, "the kind of a place", where)
        word_among(place.owner, OWNERS, "the owner of a place", where)
        if place.name in found or place.kind is None:
            lack = "no kind" if place.kind is None else "a name that another place has"
            raise WijksimError(
                f"place '{place.name}' has {lack}",
                where=where,
                do="give every place a kind and a name of its own",
            )
        found[place.name] = (place, where)
    return found
