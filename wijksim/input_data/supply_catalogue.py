"""The catalogue of supply: which disciplines and institutions a neighbourhood has, and how many.

Represents: the rules by which professionals and institutions follow from the figures of a
neighbourhood, as `scenarios/supply/default.yaml` states them with their sources, and what the
profile of one neighbourhood puts in their place.
Source: the steady-state table of Carnisse and norms per inhabitant; see the file itself.
Leaves out: history. Two neighbourhoods with the same figures get the same supply, unless their
profiles say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.entities.domains import (
    DOMAINS,
    N_VALUES,
    Discipline,
    InstitutionKind,
    PlaceKind,
    PlaceOwner,
    TeamBase,
)
from wijksim.scenario.files import read_file
from wijksim.scenario.shipped import find_shipped

DEFAULT = "supply/default"
E = TypeVar("E", bound=IntEnum)


@dataclass(frozen=True)
class DisciplineRule:
    """How many professionals of one discipline there are, and what they can do at the start."""

    discipline: Discipline
    employer: InstitutionKind
    per_1000: Mapping[str, float]
    need_weight: float
    part_time: float
    finder: bool
    base: PlaceKind
    competence: tuple[float, ...]
    breadth: float
    fte: float | None = None


@dataclass(frozen=True)
class InstitutionRule:
    """What one kind of institution is like. `always`: there is one even without paid staff."""

    kind: InstitutionKind
    size_fte: float
    always: bool
    domain: tuple[int, ...]
    municipal: bool
    cost_per_fte: float
    place: PlaceKind
    protocol: float
    mandate: float
    weight: tuple[float, ...]
    label: str
    names: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceRule:
    """A meeting place as a profile gives it; x and y in metres from the north-west corner."""

    name: str
    kind: PlaceKind
    x: float
    y: float
    open_hours: float
    capacity: int
    informality: float
    owner: PlaceOwner
    cost: float
    open: bool


@dataclass(frozen=True)
class EarlierTeam:
    """An integral team that is already there at the start."""

    name: str
    age_years: float
    fte: float
    domain: tuple[int, ...]
    base: TeamBase
    place: str


@dataclass(frozen=True)
class Supply:
    """Everything from which posts, institutions, places and earlier teams are built."""

    disciplines: tuple[DisciplineRule, ...]
    institutions: tuple[InstitutionRule, ...]
    places: tuple[PlaceRule, ...]
    earlier_teams: tuple[EarlierTeam, ...]
    start: Mapping[str, float]
    municipality_weight: tuple[float, ...]
    need_reference: float
    smallest_post: float
    spare_posts: float
    team_rows: int
    spare_places: int


def read_supply(
    *, document: Mapping[str, Any], profile: Mapping[str, Any], file: str = ""
) -> Supply:
    """The supply of one neighbourhood: the default rules, with what its profile replaces.

    `document` is the parsed supply file, `profile` the parsed neighbourhood file, of which the keys
    `places` and `supply` (fte per discipline, institutions per kind, earlier_teams) are read.
    Raises WijksimError for names that nobody knows, missing keys and values outside their bounds.
    """
    own = profile.get("supply", {}) or {}
    _only(own, ("fte", "institutions", "earlier_teams"), "supply", file)
    own_fte = own.get("fte", {}) or {}
    own_kinds = own.get("institutions", {}) or {}
    _only(own_fte, document["disciplines"], "supply.fte", file)
    _only(own_kinds, document["institutions"], "supply.institutions", file)
    teams = own.get("earlier_teams", document.get("earlier_teams", ())) or ()
    start = dict(document["start"])
    weight = _weight(start.pop("municipality_weight"), "start.municipality_weight", file)
    return Supply(
        disciplines=tuple(
            _discipline(name, entry, own_fte.get(name), file)
            for name, entry in document["disciplines"].items()
        ),
        institutions=tuple(
            _institution(name, entry, own_kinds.get(name, {}), file)
            for name, entry in document["institutions"].items()
        ),
        places=tuple(_place(one, file) for one in profile.get("places", ()) or ()),
        earlier_teams=tuple(_earlier_team(one, file) for one in teams),
        start={name: float(value) for name, value in start.items()},
        municipality_weight=weight,
        need_reference=float(document["need_reference"]),
        smallest_post=float(document["smallest_post"]["value"]),
        spare_posts=float(document["spare_posts"]["value"]),
        team_rows=int(document["team_rows"]["value"]),
        spare_places=int(document["spare_places"]["value"]),
    )


def shipped_supply(
    *, places: Sequence[Mapping[str, Any]], own: Mapping[str, Any], name: str = DEFAULT
) -> Supply:
    """The supply by a shipped file of rules, for a profile's places and its `own` supply.

    Raises WijksimError when no such file comes with the program, or when it does not hold.
    """
    source = find_shipped(name)
    if source is None:
        raise WijksimError(
            f"no file of supply is called '{name}'",
            why="without rules nobody works in the neighbourhood",
            do=f"use '{DEFAULT}'",
        )
    document = read_file(path=source.path, label=source.label).plain()
    return read_supply(
        document=document, profile={"places": list(places), "supply": own}, file=source.label
    )


def _discipline(
    name: str, entry: Mapping[str, Any], fte: float | None, file: str
) -> DisciplineRule:
    key = f"disciplines.{name}"
    known = ("employer", "per_1000", "need_weight", "part_time", "finder", "base", "competence")
    _only(entry, (*known, "breadth", "source"), key, file)
    _only(entry["competence"], DOMAINS, f"{key}.competence", file)
    part_time = _number(entry, "part_time", key, file, low=0.1, high=1.0)
    return DisciplineRule(
        discipline=_word(Discipline, name, key, file),
        employer=_word(InstitutionKind, entry["employer"], f"{key}.employer", file),
        per_1000={one: float(value) for one, value in entry["per_1000"].items()},
        need_weight=float(entry.get("need_weight", 0.0)),
        part_time=part_time,
        finder=bool(entry.get("finder", False)),
        base=_word(PlaceKind, entry.get("base", "none"), f"{key}.base", file),
        competence=tuple(float(entry["competence"][domain]) for domain in DOMAINS),
        breadth=_number(entry, "breadth", key, file, low=0.0, high=1.0),
        fte=None if fte is None else float(fte),
    )


def _institution(
    name: str, entry: Mapping[str, Any], own: Mapping[str, Any], file: str
) -> InstitutionRule:
    key = f"institutions.{name}"
    known = ("size_fte", "always", "domains", "municipal", "cost_per_fte", "place", "protocol")
    _only(entry, (*known, "mandate", "weight", "label"), key, file)
    _only(own, ("names", "places"), f"supply.{key}", file)
    for domain in entry["domains"]:
        _only({domain: 1}, DOMAINS, f"{key}.domains", file)
    return InstitutionRule(
        kind=_word(InstitutionKind, name, key, file),
        size_fte=float(entry.get("size_fte", 1.0)),
        always=bool(entry.get("always", False)),
        domain=tuple(int(domain in entry["domains"]) for domain in DOMAINS),
        municipal=bool(entry["municipal"]),
        cost_per_fte=_number(entry, "cost_per_fte", key, file, low=0.0, high=1e6),
        place=_word(PlaceKind, entry["place"], f"{key}.place", file),
        protocol=_number(entry, "protocol", key, file, low=0.0, high=1.0),
        mandate=_number(entry, "mandate", key, file, low=0.0, high=1.0),
        weight=_weight(entry["weight"], f"{key}.weight", file),
        label=str(entry["label"]),
        names=tuple(str(one) for one in own.get("names", ())),
        place_names=tuple(str(one) for one in own.get("places", ())),
    )


def _place(entry: Mapping[str, Any], file: str) -> PlaceRule:
    key = f"places.{entry.get('name', '?')}"
    needed = ("name", "kind", "x", "y", "open_hours", "capacity", "informality", "owner", "cost")
    _only(entry, (*needed, "open", "source", "note"), key, file)
    for one in needed:
        if entry.get(one) is None:
            raise WijksimError(
                f"a place lacks '{one}'",
                where=Where(file=file, key=key),
                why="nobody can go to a place of which this is not known",
                do=f"add '{one}' to the place",
            )
    return PlaceRule(
        name=str(entry["name"]),
        kind=_word(PlaceKind, entry["kind"], f"{key}.kind", file),
        x=float(entry["x"]),
        y=float(entry["y"]),
        open_hours=_number(entry, "open_hours", key, file, low=0.0, high=168.0),
        capacity=int(entry["capacity"]),
        informality=_number(entry, "informality", key, file, low=0.0, high=1.0),
        owner=_word(PlaceOwner, entry["owner"], f"{key}.owner", file),
        cost=_number(entry, "cost", key, file, low=0.0, high=1e8),
        open=bool(entry.get("open", True)),
    )


def _earlier_team(entry: Mapping[str, Any], file: str) -> EarlierTeam:
    key = f"earlier_teams.{entry.get('name', '?')}"
    _only(entry, ("name", "age_years", "fte", "domains", "base", "place", "source"), key, file)
    for domain in entry["domains"]:
        _only({domain: 1}, DOMAINS, f"{key}.domains", file)
    return EarlierTeam(
        name=str(entry["name"]),
        age_years=_number(entry, "age_years", key, file, low=0.0, high=50.0),
        fte=_number(entry, "fte", key, file, low=0.0, high=200.0),
        domain=tuple(int(domain in entry["domains"]) for domain in DOMAINS),
        base=_word(TeamBase, entry.get("base", "remote_office"), f"{key}.base", file),
        place=str(entry.get("place", "")),
    )


def _word(kind: type[E], word: object, key: str, file: str) -> E:
    """The choice of that name, written small in files."""
    names = {one.name.lower(): one for one in kind}
    if str(word) not in names:
        raise WijksimError(
            f"'{word}' is not a {kind.__name__}",
            where=Where(file=file, key=key),
            why="only what the model knows can be built",
            do=did_you_mean(str(word), names) or f"choose from: {', '.join(names)}",
        )
    return names[str(word)]


def _number(
    entry: Mapping[str, Any], name: str, key: str, file: str, *, low: float, high: float
) -> float:
    value = float(entry[name])
    if not low <= value <= high:
        raise WijksimError(
            f"'{name}' is {value}, outside {low} to {high}",
            where=Where(file=file, key=f"{key}.{name}"),
            why="the model has no meaning outside these bounds",
            do=f"choose a value from {low} to {high}",
        )
    return value


def _weight(values: Sequence[float], key: str, file: str) -> tuple[float, ...]:
    weights = tuple(float(one) for one in values)
    if len(weights) != N_VALUES or abs(sum(weights) - 1.0) > 1e-6 or min(weights) < 0.0:
        raise WijksimError(
            f"the weights {weights} are not {N_VALUES} shares that add to 1",
            where=Where(file=file, key=key),
            why="weights over values are shares of attention",
            do=f"give {N_VALUES} numbers from 0 to 1 that add to 1",
        )
    return weights


def _only(
    given: Mapping[str, Any], known: Sequence[str] | Mapping[str, Any], key: str, file: str
) -> None:
    for name in given:
        if name not in known:
            raise WijksimError(
                f"nothing here is called '{name}'",
                where=Where(file=file, key=key),
                why="a setting that nothing reads would change nothing",
                do=did_you_mean(str(name), known) or f"choose from: {', '.join(known)}",
            )
