"""The map's pictures tell of a run what its tables say, small enough to send once."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from wijksim.dashboard.frames import (
    LAYERS,
    MANY,
    Frames,
    Recorder,
    numbered,
    packed,
    unpacked,
)
from wijksim.dashboard.neighbours import EVERY_FRAMES
from wijksim.dashboard.pages.neighbourhood import looked_up
from wijksim.dashboard.pages.neighbourhood_words import words_of
from wijksim.dashboard.shelf import scenario
from wijksim.entities.domains import Discipline, HouseholdType, InstitutionKind, PlaceKind
from wijksim.model import WijkModel

LOOKS = 4


@cache
def lived() -> tuple[WijkModel, Frames]:
    short = replace(scenario("carnisse/mixed"), warm_up_weeks=4)
    model = WijkModel(short, seed=0, collect=False)
    recorder = Recorder(model.world)
    for _ in range(LOOKS):
        model.run_until(week=model.world.week + 4)
        recorder.look()
    return model, recorder.frames()


def test_what_is_packed_comes_out_the_same() -> None:
    values = np.random.default_rng(1).integers(0, 256, (5, 40)).astype(np.uint8)
    assert np.array_equal(unpacked(packed(values), frames=5), values)


def test_a_neighbourhood_of_more_than_255_blocks_keeps_each_block_apart() -> None:
    blocks = np.arange(400)[None]
    assert np.array_equal(unpacked(packed(numbered(blocks)), frames=1, size=MANY), blocks)


@pytest.mark.parametrize("strange", [-1, 65_536])
def test_a_number_that_does_not_fit_is_refused_and_not_cut_off(strange: int) -> None:
    with pytest.raises(ValueError, match="65,535"):
        numbered(np.array([[strange]]))
    with pytest.raises(ValueError, match="one or two bytes"):
        packed(np.array([[strange]]))


def test_a_home_stands_in_its_own_block() -> None:
    model, frames = lived()
    cell = model.world.households.cell[model.world.residents.household]
    assert np.array_equal(unpacked(frames.sent["cell"], frames=1, size=MANY)[0], cell)


def test_a_dot_stands_for_each_resident_and_no_other() -> None:
    model, frames = lived()
    here = model.world.residents.present > 0
    for layer in LAYERS:
        dots = unpacked(frames.sent["layers"][layer], frames=LOOKS)
        assert np.array_equal(dots[-1] > 0, here), layer


def test_need_and_reach_say_what_the_tables_say() -> None:
    model, frames = lived()
    residents = model.world.residents
    here = residents.present > 0
    in_need = here & (residents.need.max(axis=1) >= 0.3)
    need = unpacked(frames.sent["layers"]["need"], frames=LOOKS)[-1]
    reach = unpacked(frames.sent["layers"]["reach"], frames=LOOKS)[-1]
    assert np.array_equal(need >= 3, in_need)
    assert np.array_equal(reach >= 2, in_need)
    assert np.array_equal(reach == 2, in_need & (residents.formal_hours.sum(axis=1) > 0))
    assert frames.sent["totals"]["need"][-1] == round(float(in_need.sum() / here.sum()), 4)
    assert frames.sent["totals"]["residents"][-1] == here.sum()


def test_a_block_has_the_mean_of_those_who_live_there() -> None:
    model, frames = lived()
    residents = model.world.residents
    cell = model.world.households.cell[residents.household]
    block = int(cell[0])
    there = (residents.present > 0) & (cell == block)
    mean = unpacked(frames.sent["means"]["trust"], frames=LOOKS)[-1][block] / 254
    assert abs(mean - residents.trust[there].mean()) < 0.003


def test_looking_changes_nothing_in_the_run() -> None:
    model, _ = lived()
    other = WijkModel(model.scenario, seed=0, collect=False)
    other.run_until(week=model.world.week)
    assert np.array_equal(other.world.residents.need, model.world.residents.need)


def test_the_album_knows_a_residents_ties_and_a_professionals_clients() -> None:
    model, frames = lived()
    residents, requests = model.world.residents, model.world.requests
    row = int(np.flatnonzero((residents.tie >= 0).any(axis=1) & (residents.present > 0))[0])
    pages = looked_up([frames], f"r{row}")["runs"][0]
    assert len(pages) == 1 + (LOOKS - 1) // EVERY_FRAMES
    last = pages[-1]
    kept = residents.tie[row][(residents.tie[row] >= 0) & (residents.tie_strength[row] > 0)]
    assert last["ties"] == kept.tolist() and last["id"] == residents.id[row]
    carried = (requests.state > 0) & (requests.handler >= 0)
    post = int(requests.handler[carried][0])
    clients = looked_up([frames], f"h{post}")["runs"][0][-1]
    assert set(clients) <= set(requests.resident[carried & (requests.handler == post)].tolist())
    assert clients
    assert looked_up([frames], "r99999999")["runs"][0][0]["id"] == -1


def test_a_run_is_sent_as_plain_text_of_little_size() -> None:
    _, frames = lived()
    per_frame = len(json.dumps(frames.sent["layers"])) / LOOKS
    assert per_frame < 4 * len(unpacked(frames.sent["cell"], frames=1, size=MANY)[0])


def test_every_kind_on_the_map_has_a_name_in_both_languages() -> None:
    for lang in ("nl", "en"):
        words = words_of(lang)
        assert len(words["places"]) == len(PlaceKind)
        assert len(words["houses"]) == len(InstitutionKind)
        assert len(words["posts"]) == len(Discipline)
        assert len(words["households"]) == len(HouseholdType)
        assert set(words["classes"]) == set(words["told"]) == set(words["means"]) == set(LAYERS)
