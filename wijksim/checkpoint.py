"""Checkpoints: the whole state of a run in one file, to go on from later, with the same result.

Represents: all columns, what submodels and observers keep between weeks, and what has been seen so
far, as plain arrays and JSON in one compressed file; never pickled objects. A checkpoint may be
continued by any scenario that had the same past: the same seed, neighbourhood, parameters, levers
at the start, and dated entries as far as they were known.
Leaves out: the event log, which a run that is continued does not keep.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from wijksim.core.errors import Where, WijksimError
from wijksim.core.program import program_sha256
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario

FORM: Final = 1
NUMBERS: Final = (bool, int, float, np.integer, np.floating, np.bool_)
DAMAGE: Final = (
    OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error
)  # fmt: skip
"""What reading a damaged file, or one of another kind, can raise."""


def past_of(scenario: Scenario, *, seed: int, week: int) -> str:
    """A fingerprint of everything that a run depended on before `week`. Names and texts do not."""
    known = [
        {**asdict(entry), "why": "", "source": "", "between": {}}
        for entry in scenario.agenda
        if entry.announced_week < week or entry.week < week
    ]
    whole = {
        "seed": seed,
        "code": scenario.texts.get("code", ""),
        "start": scenario.start.isoformat(),
        "warm_up": scenario.warm_up_weeks,
        "figures": dict(scenario.figures),
        "places": [dict(place) for place in scenario.places],
        "supply": dict(scenario.supply),
        "levers": dict(scenario.levers),
        "parameters": dict(scenario.parameters),
        "submodels": dict(scenario.submodels),
        "links_cut": sorted(scenario.links_cut),
        "known": known,
    }
    text = json.dumps(whole, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def save_checkpoint(model: WijkModel, path: Path) -> None:
    """Write the state of a model to a file, whole or not at all. Raises WijksimError."""
    if model.world.events.keeping:
        raise WijksimError(
            "a run that keeps its event log cannot be saved as a checkpoint",
            do="run it without --events up to the checkpoint",
        )
    world, observation = model.world, model.observation
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, table in world.tables.items():
        for column in table.schema.columns:
            arrays[f"world/{name}/{column.name}"] = table.array(column.name)
    for place, value in _kept(model):
        arrays[place] = np.asarray(value)
    for name, counts in observation.map_before.items():
        arrays[f"map/{name}"] = counts
    meta = {
        "form": FORM,
        "program_sha256": program_sha256(),
        "week": world.week,
        "seed": model.seed,
        "past": past_of(model.scenario, seed=model.seed, week=world.week),
        "levers": world.levers,
        "place_names": world.place_names,
        "institution_names": world.institution_names,
        "weeks_in_period": observation.weeks_in_period,
        "rows": [[day.isoformat(), *row] for day, *row in observation.rows],
    }
    stage = path.with_name(f".{path.name}.part")
    try:
        with stage.open("wb") as handle:
            _write(handle, arrays, meta)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(stage, path)
    except KeyboardInterrupt:
        stage.unlink(missing_ok=True)
        raise
    except OSError as reason:
        stage.unlink(missing_ok=True)
        raise WijksimError(
            f"the checkpoint cannot be written: {reason.strerror}",
            where=Where(str(path)),
            do="choose another file",
        ) from reason


def load_checkpoint(scenario: Scenario, path: Path) -> WijkModel:
    """A model that goes on where the checkpoint stopped.

    Raises WijksimError when the file is not a checkpoint, or of another past than the scenario's.
    """
    meta, arrays = _read(path)
    seed, week = int(meta["seed"]), int(meta["week"])
    if meta["past"] != past_of(scenario, seed=seed, week=week):
        raise WijksimError(
            f"the checkpoint has another past than '{scenario.name}'",
            where=Where(str(path)),
            why="it was made from other figures, parameters, levers or announcements",
            do="make it anew with this scenario, or with one that differs from it only later",
        )
    model = WijkModel(scenario, seed=seed, collect=False, warm_up=False)
    world, observation = model.world, model.observation
    world.week = week
    world.levers = dict(meta["levers"])
    world.place_names[:] = meta["place_names"]
    world.institution_names[:] = meta["institution_names"]
    observation.start()
    observation.weeks_in_period = int(meta["weeks_in_period"])
    observation.rows[:] = [(date.fromisoformat(row[0]), *row[1:]) for row in meta["rows"]]
    try:
        for name, table in world.tables.items():
            for column in table.schema.columns:
                table.array(column.name)[...] = arrays[f"world/{name}/{column.name}"]
        for place, _ in list(_kept(model)):
            if place in arrays:
                _put(model, place, arrays[place])
        for name, counts in observation.map_before.items():
            counts[...] = arrays[f"map/{name}"]
    except (KeyError, ValueError) as reason:
        raise _not_one(path, "it was made by another version of the program") from reason
    return model


def _owners(model: WijkModel) -> dict[str, Any]:
    submodels = {f"submodel/{one.name}": one for one in model.submodels}
    return submodels | {f"observer/{one.name}": one for one in model.observation.observers}


def _kept(model: WijkModel) -> Iterator[tuple[str, Any]]:
    """Arrays and numbers that submodels and observers keep, by a path of attribute names."""
    for name, owner in _owners(model).items():
        for attribute, value in vars(owner).items():
            yield from _leaves(f"{name}/{attribute}", value)


def _leaves(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, (np.ndarray, *NUMBERS)):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{place}/{key}", inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _leaves(f"{place}/{number}", inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _leaves(f"{place}/{field.name}", getattr(value, field.name))
    elif hasattr(value, "__dict__"):
        for attribute, inner in vars(value).items():
            yield from _leaves(f"{place}/{attribute}", inner)


def _put(model: WijkModel, place: str, saved: np.ndarray[Any, Any]) -> None:
    kind, name, *path = place.split("/")
    holder: Any = _owners(model)[f"{kind}/{name}"]
    for step in path[:-1]:
        holder = _inner(holder, step)
    now = _inner(holder, path[-1])
    if isinstance(now, np.ndarray):
        if now.flags.writeable:
            now[...] = saved
    elif isinstance(holder, dict):
        holder[path[-1]] = type(now)(saved.item())
    elif not isinstance(holder, tuple) and not _is_frozen(holder):
        setattr(holder, path[-1], type(now)(saved.item()))


def _is_frozen(holder: Any) -> bool:
    known = getattr(holder, "__dataclass_params__", None)
    return known is not None and bool(known.frozen)


def _inner(holder: Any, step: str) -> Any:
    if isinstance(holder, dict):
        return holder[step]
    if isinstance(holder, list | tuple):
        return holder[int(step)]
    return getattr(holder, step)


def _write(handle: Any, arrays: dict[str, np.ndarray[Any, Any]], meta: dict[str, Any]) -> None:
    with zipfile.ZipFile(handle, "w") as archive:
        _member(archive, "meta.json", json.dumps(meta).encode("utf-8"))
        for place, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            _member(archive, f"{place}.npy", buffer.getvalue())


def _member(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    told = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    archive.writestr(told, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=1)


def _read(path: Path) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            meta = json.loads(archive.read("meta.json"))
            arrays = {
                name.removesuffix(".npy"): np.load(io.BytesIO(archive.read(name)))
                for name in archive.namelist()
                if name.endswith(".npy")
            }
    except FileNotFoundError as reason:
        raise WijksimError("there is no such checkpoint", where=Where(str(path))) from reason
    except DAMAGE as reason:
        raise _not_one(path, "it is damaged or something else") from reason
    if not isinstance(meta, dict) or meta.get("form") != FORM:
        raise _not_one(path, "it is of another form")
    if meta.get("program_sha256") != program_sha256():
        raise _not_one(path, "it was made by another version of the program")
    return meta, arrays


def _not_one(path: Path, why: str) -> WijksimError:
    return WijksimError(
        "this file is no checkpoint that can be used", where=Where(str(path)), why=why,
        do="make it anew with 'wijksim run ... --checkpoint'",
    )  # fmt: skip
