"""A scenario file chooses each rival form by a word: trust, queue, reaction; alone and together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from books import check_books

from wijksim.core.errors import WijksimError
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import SCHEDULE, STANDARD, declarations

ROOT = Path(__file__).resolve().parents[2]
FORMS: Sequence[tuple[str, str]] = (
    ("casework", "triage"),
    ("cooperation", "counting"),
    ("cooperation", "holding"),
    ("cooperation", "conversation"),
    ("finding_help", "counting"),
    ("governance", "incidents"),
)
ALL: Mapping[str, str] = {**dict(FORMS), "cooperation": "counting+holding+conversation"}
MOVED: Mapping[str, str] = {
    "casework": "requests.intake_week",
    "cooperation": "pairs.trust",
    "finding_help": "residents.trust",
    "governance": "municipality.reflex",
}
"""The column that a form is about."""
HARD: Mapping[str, float] = {
    **{f"budget.{one}": 0.5 for one in ("income", "debt")},
    "governance.control": 1.0,
}
"""Queues and alarm; announced cuts bring fear: so every form has something to decide."""


@cache
def lived(chosen: tuple[tuple[str, str], ...], folder: Path) -> World:
    """Two years of Carnisse with these words in its scenario file."""
    words = ", ".join(f"{name}: {form}" for name, form in chosen)
    path = folder / f"mine-{'-'.join(f'{name}-{form}' for name, form in chosen)}.yaml"
    path.write_text(
        "schema: 1\nextends: carnisse/no-team\n"
        f"title: {{nl: Mijn vormen, en: My forms}}\nsubmodels: {{{words}}}\n",
        encoding="utf-8",
    )
    scenario = load_scenario(path, declarations=declarations())
    assert scenario.submodels == dict(chosen)
    short = replace(
        scenario, warm_up_weeks=0, start=date(2014, 1, 6), end=date(2016, 1, 3),
        levers={**scenario.levers, **HARD},
    )  # fmt: skip
    model = WijkModel(short, seed=1, collect=False)
    while model.running:
        model.step()
    check_books(model)
    return model.world


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


def column(world: World, name: str) -> np.ndarray:
    table, one = name.split(".")
    return world.tables[table].array(one)


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_one_word_chooses_the_rival_form_and_people_stay_the_same_people(
    name: str, form: str, folder: Path
) -> None:
    plain, rival = lived((), folder), lived(((name, form),), folder)
    assert not np.array_equal(column(plain, MOVED[name]), column(rival, MOVED[name]))
    assert (plain.residents.id == rival.residents.id).mean() > 0.95


def test_all_rival_forms_hold_together_in_one_file(folder: Path) -> None:
    plain, rival = lived((), folder), lived(tuple(ALL.items()), folder)
    for name, moved in MOVED.items():
        assert not np.array_equal(column(plain, moved), column(rival, moved)), name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("casework: triaj", "triage"),
        ("cooperation: conversation+holding", "holding+conversation"),
    ],
)
def test_a_form_that_does_not_exist_and_words_in_another_order_are_refused_with_the_choices(
    tmp_path: Path, written: str, told: str
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "schema: 1\nextends: carnisse/no-team\n"
        f"title: {{nl: Fout, en: Wrong}}\nsubmodels: {{{written}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(WijksimError) as refused:
        load_scenario(path, declarations=declarations())
    assert told in str(refused.value)


@pytest.mark.parametrize("page", ["README.md", "docs/odd.md"])
def test_readers_find_every_rival_form(page: str) -> None:
    offered = {
        (stage.name, one)
        for stage in SCHEDULE
        for one in stage.variants
        if one not in (STANDARD, "none") and "+" not in one
    }
    assert offered == set(FORMS)
    lines = (ROOT / page).read_text("utf-8").splitlines()
    for name, form in offered:
        assert any(f"`{name}`" in line and f"`{form}`" in line for line in lines), (name, form)
    assert any(f"`{ALL['cooperation']}`" in line for line in lines), "how words are joined"
