"""Loading a scenario: from a name or path to a settled, checked and frozen whole.

Represents: the joining of a neighbourhood's profile, parameters, levers at the start and policies.
From general to particular: shipped values, policies, scenario files, overrides. The later and the
more particular wins.

Leaves out: building the world, and the standard of submodels, which the caller hands in as
`declarations` (without them every shipped parameter is taken as it stands).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.core.parameters import Setting, settle
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.agenda import Dated, dated_events, settle_agenda
from wijksim.scenario.chain import Chain, Layer, chain_of
from wijksim.scenario.checking import lever_value, word_among
from wijksim.scenario.files import read_bytes
from wijksim.scenario.overrides import Overrides, split_overrides
from wijksim.scenario.parameter_files import (
    check_plausible,
    lever_source,
    overridden,
    parameter_sources,
    shipped_settings,
    start_levers,
)
from wijksim.scenario.place_changes import PlaceBook
from wijksim.scenario.place_types import types_of
from wijksim.scenario.profile import Profile, settle_profile
from wijksim.scenario.schema import ParameterOverride, ScenarioFile
from wijksim.scenario.settled import (
    Declarations,
    InputFile,
    Provenance,
    Scenario,
    first_difference,
)
from wijksim.scenario.shipped import DEFAULT_SUPPLY, find, find_shipped, is_shipped

__all__ = ["Declarations", "Scenario", "first_difference", "load_scenario"]


def load_scenario(
    name_or_path: str | Path,
    *,
    overrides: Mapping[str, Any] | None = None,
    declarations: Declarations | None = None,
) -> Scenario:
    """The settled scenario of a shipped name, such as `carnisse/mixed`, or of a path.

    `overrides` sets single values above all files: a lever's name (its value at the start), a
    parameter's key, `horizon.start`, `horizon.end`, `warm_up_weeks`, `submodels.<name>` or
    `links_cut`. Events after a horizon that an override shortens are left out.
    Raises WijksimError for any mistake, with file and line.
    """
    source = find(str(name_or_path))
    asked = split_overrides(overrides or {}, known_parameters=shipped_settings())
    chain = chain_of(source)
    work = _Settling(chain, asked, declarations)
    start, end = work.horizon()
    profile = settle_profile(work.files, keep=work.keep)
    events = work.events(start, end, profile)
    settings, parameters = work.parameters()
    return Scenario(
        name=source.label.removeprefix("scenarios/").rsplit(".", 1)[0],
        title=work.title(source.label),
        figures=profile.figures,
        texts=profile.texts,
        places=profile.places,
        supply=profile.supply,
        start=start,
        end=end,
        warm_up_weeks=work.warm_up_weeks(),
        levers=work.levers(),
        agenda=tuple(one.entry for one in events),
        parameters=parameters,
        settings=settings,
        submodels=work.submodels(),
        links_cut=work.links_cut(),
        provenance=work.provenance,
        inputs=_inputs(chain),
    )


def _inputs(chain: Chain) -> tuple[InputFile, ...]:
    found = {layer.source.label: layer.sha256 for layer in chain.layers}
    supply = find_shipped(DEFAULT_SUPPLY)
    for source in (*parameter_sources(), lever_source(), *([supply] if supply else [])):
        data = read_bytes(path=source.path, label=source.label)
        found[source.label] = hashlib.sha256(data).hexdigest()
    return tuple(InputFile(name, found[name]) for name in sorted(found))


@dataclass
class _Settling:
    """Settles one part of a scenario after another, and keeps where each value came from."""

    chain: Chain
    asked: Overrides
    declarations: Declarations | None
    provenance: dict[str, Provenance] = field(default_factory=dict)

    def keep(self, key: str, value: Any, where: Where, source: str) -> None:
        self.provenance[key] = Provenance(value, where.file, where.line, source)

    @property
    def files(self) -> list[tuple[ScenarioFile, Layer]]:
        return [(x.form, x) for x in self.chain.scenarios if isinstance(x.form, ScenarioFile)]

    def title(self, label: str) -> dict[str, str]:
        own = self.chain.scenarios[-1].form.title
        return {"nl": label, "en": label} if own is None else {"nl": own.nl, "en": own.en}

    def horizon(self) -> tuple[date, date]:
        days: dict[str, date] = {}
        spot = Where(self.chain.scenarios[-1].source.label)
        for form, layer in self.files:
            if form.horizon is not None:
                days = {"start": form.horizon.start, "end": form.horizon.end}
                spot = layer.node.spot("horizon")
                for key, day in days.items():
                    self.keep(f"horizon.{key}", day, layer.node.spot("horizon", key), form.source)
        for key, day in self.asked.horizon.items():
            days[key] = day
            self.keep(f"horizon.{key}", day, self.asked.where, "")
        if len(days) < 2:
            raise WijksimError(
                "the scenario has no horizon",
                where=spot,
                why="a run needs a first and a last day",
                do="add 'horizon: {start: 2013-01-01, end: 2022-12-31}'",
            )
        if days["end"] < days["start"] or days["end"].year - days["start"].year > 100:
            raise WijksimError(
                f"the horizon runs from {days['start']} to {days['end']}",
                where=spot,
                do="let it end after it starts, within a hundred years",
            )
        return days["start"], days["end"]

    def warm_up_weeks(self) -> int:
        weeks = 0
        for form, layer in self.files:
            if form.warm_up_weeks is not None:
                weeks = form.warm_up_weeks
                self.keep("warm_up_weeks", weeks, layer.node.spot("warm_up_weeks"), form.source)
        if self.asked.warm_up_weeks is not None:
            weeks = self.asked.warm_up_weeks
            self.keep("warm_up_weeks", weeks, self.asked.where, "")
        return weeks

    def levers(self) -> dict[str, LeverValue]:
        settled: dict[str, LeverValue] = {}
        for name, start in start_levers().items():
            settled[name] = start.value
            self.keep(f"levers.{name}", start.value, start.where, start.source)
        for layer in self.chain.layers:
            for name, one in layer.form.levers.items():
                where = layer.node.spot("levers", name)
                settled[name] = lever_value(name, one.value, where)
                source = one.source or layer.form.source or layer.form.why
                self.keep(f"levers.{name}", settled[name], where, source)
        for name, value in self.asked.levers.items():
            settled[name] = value
            self.keep(f"levers.{name}", value, self.asked.where, "")
        return settled

    def events(self, start: date, end: date, profile: Profile) -> tuple[Dated, ...]:
        gone = self._left_out()
        types = types_of(self.chain.layers)
        cut_short = "end" in self.asked.horizon
        found = [
            one
            for layer in self.chain.layers
            for one in dated_events(layer, left_out=gone, types=types)
            # What a shipped file plans for after the end counts as far as it is known before it.
            if one.day <= end or one.known <= end or not (cut_short or is_shipped(layer.source))
        ]
        book = PlaceBook(profile.places, types)
        settled = settle_agenda(found, start=start, end=end, cut_short=cut_short, book=book)
        for index, one in enumerate(settled):
            self.keep(f"agenda.{index}", one.entry, one.where, one.entry.source)
        return settled

    def _left_out(self) -> set[str]:
        named = {e.name for x in self.chain.layers for e in x.form.events if e.name is not None}
        gone: set[str] = set()
        for layer in self.chain.layers:
            for index, name in enumerate(layer.form.leave_out):
                if name not in named:
                    raise WijksimError(
                        f"no event is called '{name}'",
                        where=layer.node.spot("leave_out", index),
                        do=did_you_mean(name, named) or "name an event of a file in the chain",
                    )
                gone.add(name)
        return gone

    def parameters(self) -> tuple[dict[str, Setting], dict[str, float]]:
        settings = shipped_settings()
        for form, layer in self.files:
            for key, one in form.parameters.items():
                where = layer.node.spot("parameters", key)
                settings[key] = overridden(key, one, settings, where, form.source or form.why)
        for key, value in self.asked.parameters.items():
            bare = ParameterOverride(value=value)
            settings[key] = overridden(key, bare, settings, self.asked.where, "")
        for key, setting in settings.items():
            self.keep(f"parameters.{key}", setting.value, setting.where, setting.source)
        if self.declarations is not None:
            return settings, settle(self.declarations.parameters, settings)
        for key, setting in settings.items():
            check_plausible(key, setting)
        return settings, {key: float(one.value) for key, one in settings.items()}

    def submodels(self) -> dict[str, str]:
        chosen: dict[str, str] = {}
        for form, layer in self.files:
            for name, variant in form.submodels.items():
                where = layer.node.spot("submodels", name)
                self._check_variant(name, variant, where)
                chosen[name] = variant
                self.keep(f"submodels.{name}", variant, where, form.source)
        for name, variant in self.asked.submodels.items():
            self._check_variant(name, variant, self.asked.where)
            chosen[name] = variant
            self.keep(f"submodels.{name}", variant, self.asked.where, "")
        return dict(sorted(chosen.items()))

    def _check_variant(self, name: str, variant: str, where: Where) -> None:
        if self.declarations is not None:
            variants = self.declarations.variants
            word_among(name, tuple(variants), "a submodel", where)
            word_among(variant, variants[name], f"submodel {name}", where)

    def links_cut(self) -> tuple[str, ...]:
        cut: dict[str, Where] = {}
        for form, layer in self.files:
            for index, name in enumerate(form.links_cut):
                cut[name] = layer.node.spot("links_cut", index)
        for name in self.asked.links_cut:
            cut[name] = self.asked.where
        links: set[str] = set()
        for name, where in cut.items():
            if self.declarations is not None:
                loops = self.declarations.loops
                word_among(name, (*loops, *self.declarations.links), "a loop or link to cut", where)
                links.update(loops.get(name, (name,)))
            else:
                links.add(name)
            self.keep(f"links_cut.{name}", True, where, "")
        return tuple(sorted(links))
