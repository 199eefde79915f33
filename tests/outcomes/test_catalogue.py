"""All observers together: they say what they declared, and watching does not disturb."""

import numpy as np
from watching import Watch
from worlds import shipped_settings, small_world

from wijksim.core.parameters import check_setting
from wijksim.entities.world import SCHEMAS
from wijksim.outcomes.base import (
    ALL,
    COHORT,
    DOMAIN_GROUPS,
    HOUSEHOLD_GROUPS,
    PAYER_GROUPS,
    QUINTILES,
    THRESHOLD_GROUPS,
    VALUE_GROUPS,
)
from wijksim.outcomes.catalogue import OBSERVERS, OUTCOMES

GROUPS = {
    ALL,
    COHORT,
    *QUINTILES,
    *HOUSEHOLD_GROUPS,
    *DOMAIN_GROUPS,
    *PAYER_GROUPS,
    *THRESHOLD_GROUPS,
    *VALUE_GROUPS,
}


def test_every_threshold_of_the_file_fits_its_declaration() -> None:
    settings = shipped_settings()
    declared = {one.key: one for observer in OBSERVERS for one in observer.parameters}
    for key, parameter in declared.items():
        check_setting(parameter, settings[key])
    assert {key for key in settings if key.startswith("outcomes.")} <= set(declared)


def test_the_five_key_outcomes_are_those_fixed_before_any_run() -> None:
    assert {one.name for one in OUTCOMES if one.key} == {
        "unmet_need",
        "unmet_inequality",
        "waiting",
        "cost",
        "crises",
    }


def test_every_outcome_says_in_two_languages_what_it_is_and_which_difference_matters() -> None:
    assert len({one.name for one in OUTCOMES}) == len(OUTCOMES)
    for one in OUTCOMES:
        assert one.en and one.nl and one.definition and one.reason and one.unit
        assert one.matters > 0
        assert one.better in ("lower", "higher", "neither")
        assert one.summary in ("mean", "last", "once")


def test_observers_give_all_that_they_declare_and_nothing_else() -> None:
    for kind in OBSERVERS:
        watch = Watch(small_world(households=10), kind()).weeks(13)
        quarter, final = watch.figures(), watch.final()
        given = {outcome for outcome, _ in (*quarter, *final)}
        assert given == {one.name for one in kind.outcomes}, kind.name
        assert {group for _, group in (*quarter, *final)} <= GROUPS
        once = {one.name for one in kind.outcomes if one.summary == "once"}
        assert {outcome for outcome, _ in final} == once


def test_watching_changes_nothing_in_the_world() -> None:
    watched, alone = small_world(households=10), small_world(households=10)
    for world in (watched, alone):
        world.residents.need[:, 1] = 0.7
        world.professionals.present[:] = 1
    for kind in OBSERVERS:
        Watch(watched, kind()).weeks(13).figures()
        watched.week -= 13
    for schema in SCHEMAS:
        for column in schema.columns:
            before = getattr(alone, schema.table).array(column.name)
            after = getattr(watched, schema.table).array(column.name)
            assert np.array_equal(before, after), f"{schema.table}.{column.name}"
