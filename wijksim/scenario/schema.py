"""The forms of the files: what may stand in a scenario, policy, neighbourhood or parameter file.

Represents: the shape alone, strict and closed; what a value may be is checked where it is settled
(levers against their bounds, parameters against their declarations, dates against the horizon).

Leaves out: the meaning of a neighbourhood's figures and supply, which belongs to input_data.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

VERSION: Final = 1


def _words(value: Any) -> Any:
    """Numbers and dates where text is meant: a source may be just a year."""
    plain = isinstance(value, int | float | dt.date) and not isinstance(value, bool)
    return str(value) if plain else value


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _both_languages(value: Any) -> Any:
    return {"nl": value, "en": value} if isinstance(_words(value), str) else value


def _bare_value(value: Any) -> Any:
    return value if isinstance(value, dict) else {"value": value}


Text = Annotated[str, BeforeValidator(_words), Field(max_length=4000)]
Name = Annotated[str, BeforeValidator(_words), Field(min_length=1, max_length=200)]
Names = Annotated[list[Name], BeforeValidator(_one_or_more)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Range = Annotated[list[Number], Field(min_length=2, max_length=2)]
LeverSetting = Number | Annotated[str, Field(max_length=200)]


class Form(BaseModel):
    """What all forms share: no unknown keys, no guessing of types, no change afterwards."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Title(Form):
    """A title in Dutch and English."""

    nl: Text
    en: Text


TitleText = Annotated[Title, BeforeValidator(_both_languages)]


class Quantity(Form):
    """A figure with its unit and source."""

    value: LeverSetting
    unit: Text
    source: Text
    note: Text = ""


class ParameterValue(Form):
    """A parameter in a parameter file."""

    value: Number
    unit: Text
    bounds: Range
    source: Text


class ParameterOverride(Form):
    """A parameter in a scenario: what is left out stays as the shipped file has it."""

    value: Number
    unit: Text | None = None
    bounds: Range | None = None
    source: Text | None = None


Override = Annotated[ParameterOverride, BeforeValidator(_bare_value)]


class LeverStart(Form):
    """A lever at the start, as a policy or scenario sets it: the bare value, or with its source."""

    value: LeverSetting
    source: Text = ""


LeverStartValue = Annotated[LeverStart, BeforeValidator(_bare_value)]


class PlaceForm(Form):
    """A meeting place. `x` and `y` are metres east and south of the north-west corner."""

    kind: Name | None = None
    x: Number | None = None
    y: Number | None = None
    open_hours: Annotated[Number, Field(ge=0, le=168)] | None = None
    capacity: Annotated[int, Field(ge=0, le=100_000)] | None = None
    informality: Annotated[Number, Field(ge=0, le=1)] | None = None
    owner: Name | None = None
    cost: Annotated[Number, Field(ge=0, le=100_000_000)] | None = None
    source: Text = ""


class Place(PlaceForm):
    """A place in a neighbourhood's profile; `open` says whether it is open at the start."""

    name: Name
    open: bool = True
    note: Text = ""


class PlaceEvent(PlaceForm):
    """What happens on a date to a named place, or to every place of a kind: open, close, ...

    `vacant` tells of a named place that closes for good that the building stays: residents may
    take it over.
    """

    name: Name | None = None
    every: Name | None = None
    what: Name
    vacant: bool | None = None


class PlaceType(Form):
    """A type of place of one's own: people use it as they use a known kind, on its own terms."""

    like: Name
    open_hours: Annotated[Number, Field(ge=0, le=168)] | None = None
    capacity: Annotated[int, Field(ge=0, le=100_000)] | None = None
    informality: Annotated[Number, Field(ge=0, le=1)] | None = None
    owner: Name | None = None
    cost: Annotated[Number, Field(ge=0, le=100_000_000)] | None = None
    source: Text = ""


class Event(Form):
    """A dated entry. From `announced` on, people and institutions can act on what is coming.

    `between` gives, for levers under `set`, the lowest and highest value with which this would
    still be the same policy: how far the value is an assumption.
    """

    date: dt.date
    announced: dt.date | None = None
    name: Name | None = None
    why: Text = ""
    set: dict[str, LeverSetting] = Field(default_factory=dict)
    between: dict[str, Range] = Field(default_factory=dict)
    places: list[PlaceEvent] = Field(default_factory=list)
    shocks: dict[str, Annotated[Number, Field(ge=0, le=10)]] = Field(default_factory=dict)
    source: Text = ""


class Horizon(Form):
    """First and last day of the run."""

    start: dt.date
    end: dt.date


class Written(Form):
    """What any file of a chain may say of itself."""

    version: int = Field(default=VERSION, alias="schema", ge=1)
    title: TitleText | None = None
    why: Text = ""
    source: Text = ""
    extends: Names = Field(default_factory=list)


class Policy(Written):
    """Levers at the start, dated entries, and the types of place that those may add."""

    place_types: dict[str, PlaceType] = Field(default_factory=dict)
    levers: dict[str, LeverStartValue] = Field(default_factory=dict)
    events: list[Event] = Field(default_factory=list)
    leave_out: Names = Field(default_factory=list)


class Neighbourhood(Written):
    """A neighbourhood's profile: figures, places, and what differs from the default supply."""

    name: Text = ""
    code: Text = ""
    municipality: Text = ""
    figures: dict[str, Quantity] = Field(default_factory=dict)
    places_source: Text = ""
    places: list[Place] = Field(default_factory=list)
    supply: dict[str, Any] = Field(default_factory=dict)


class ScenarioFile(Policy, Neighbourhood):
    """A scenario joins a neighbourhood and policies, and may itself say all that they may say."""

    policy: Names = Field(default_factory=list)
    horizon: Horizon | None = None
    warm_up_weeks: Annotated[int, Field(ge=0, le=2600)] | None = None
    parameters: dict[str, Override] = Field(default_factory=dict)
    submodels: dict[str, Name] = Field(default_factory=dict)
    links_cut: Names = Field(default_factory=list)


class ParameterFile(Form):
    """A file of parameters."""

    version: int = Field(default=VERSION, alias="schema", ge=1)
    parameters: dict[str, ParameterValue]


class LeverFile(Form):
    """The situation at the start, lever by lever."""

    version: int = Field(default=VERSION, alias="schema", ge=1)
    levers: dict[str, Quantity]
