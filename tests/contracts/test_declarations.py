"""Every submodel says what it touches, and the firewall between levers and virtues holds."""

import pytest
from worlds import small_world

from wijksim.core.errors import DeclarationError
from wijksim.entities.world import SCHEMAS, Scope
from wijksim.outcomes.catalogue import OBSERVERS, OUTCOMES
from wijksim.report.words import UNITS
from wijksim.schedule import SCHEDULE, STANDARD, all_parameters, check_declarations

OF_RESIDENTS = ("needs", "ties", "day_paths", "informal_care", "population")
"""Submodels that move needs, ties and wellbeing of residents: no lever reaches them directly."""

VIRTUES = (
    "residents.need",
    "residents.trust",
    "residents.awareness",
    "residents.wellbeing",
    "residents.self_reliance",
    "residents.own_strength",
    "residents.network_help",
    "residents.tie_strength",
    "residents.experience",
    "residents.known_trust",
    "pairs.trust",
    "pairs.recognition",
)
PROVEN_LEVER_BY_LEVER = {
    "finding_help": {
        "residents.trust", "residents.awareness", "residents.known_trust", "residents.experience",
    },
}  # fmt: skip
"""A submodel that owns virtues and reads levers: asking reads doors and forms, while these four
move by turns in care, ties and hours of talk. That no lever of it enters one of them is shown for
each lever and each of them in test_lever_channels.py, without exemption."""


def test_every_column_has_one_owner_and_every_lever_a_reader() -> None:
    check_declarations()


@pytest.mark.parametrize("stage", SCHEDULE, ids=lambda stage: stage.name)
def test_a_submodel_that_moves_residents_reads_no_lever(stage) -> None:
    if stage.name in OF_RESIDENTS:
        for variant in stage.variants.values():
            assert variant.levers == (), f"{stage.name} reads {variant.levers}"


def test_no_lever_reaches_an_update_of_need_trust_reach_wellbeing_or_quality() -> None:
    for stage in SCHEDULE:
        submodel = stage.variants[STANDARD]
        owned = set(submodel.writes) & set(VIRTUES)
        proven = PROVEN_LEVER_BY_LEVER.get(stage.name, set())
        if submodel.levers:
            assert owned <= proven, f"{stage.name} reads levers and owns {owned - proven}"


def test_the_update_of_residents_trust_knows_no_lever() -> None:
    """Finding help owns trust and reads levers, so its trust file is looked at by itself."""
    from pathlib import Path

    import wijksim.submodels.finding_help_trust as trust

    text = Path(trust.__file__).read_text(encoding="utf-8")
    assert "lever" not in text


@pytest.mark.parametrize("stage", SCHEDULE, ids=lambda stage: stage.name)
def test_a_submodel_cannot_write_what_it_only_reads(stage) -> None:
    submodel = stage.variants[STANDARD]()
    world = small_world()
    scope = Scope(world=world, declared=submodel)
    for column in submodel.reads:
        table, name = column.split(".")
        if column in (*submodel.writes, *submodel.adds_to):
            continue
        with pytest.raises(ValueError, match="read-only"):
            getattr(getattr(scope, table), name)[...] = 0


def test_reading_a_lever_that_was_not_declared_is_refused() -> None:
    submodel = SCHEDULE[0].variants[STANDARD]()
    scope = Scope(world=small_world(), declared=submodel)
    with pytest.raises(DeclarationError):
        scope.lever("no.such.lever")


@pytest.mark.parametrize("stage", SCHEDULE, ids=lambda stage: stage.name)
def test_every_submodel_can_be_replaced_by_none(stage) -> None:
    none = stage.variants["none"]
    assert none.name == stage.variants[STANDARD].name
    assert set(none.levers) <= set(stage.variants[STANDARD].levers)


def test_every_outcome_says_its_unit_direction_and_the_difference_that_matters() -> None:
    assert len({outcome.name for outcome in OUTCOMES}) == len(OUTCOMES)
    for outcome in OUTCOMES:
        assert outcome.unit and outcome.definition and outcome.nl and outcome.en
        assert outcome.better in ("lower", "higher", "neither")
        assert outcome.matters > 0 and outcome.reason
    assert sum(outcome.key for outcome in OUTCOMES) == 5


MEAN_OF = {
    "unmet_intensity": "residents.need",
    "wellbeing": "residents.wellbeing",
    "self_reliance": "residents.self_reliance",
    "resident_trust": "residents.trust",
    "awareness": "residents.awareness",
    "professional_trust": "pairs.trust",
    "recognition": "pairs.recognition",
    "breadth": "professionals.breadth",
    "role_flexibility": "professionals.role_flexibility",
    "strain": "professionals.strain",
    "practices": "professionals.practices",
    "survival_pressure": "institutions.survival_pressure",
}
"""Outcomes that are the mean of one column, and so stay within its bounds."""


def test_only_means_of_what_lies_between_0_and_1_are_told_on_a_scale_of_0_to_1() -> None:
    bounds = {
        f"{one.table}.{column.name}": column.bounds for one in SCHEMAS for column in one.columns
    }
    told = {one.name for one in OUTCOMES if "0 to 1" in UNITS["en"].get(one.unit, "")}
    assert told == {one.name for one in OUTCOMES if "0 tot 1" in UNITS["nl"].get(one.unit, "")}
    assert told and {name: bounds.get(MEAN_OF.get(name, "")) for name in told} == dict.fromkeys(
        told, (0, 1)
    )


def test_observers_write_nothing() -> None:
    for observer in OBSERVERS:
        assert observer.writes == () and observer.adds_to == () and observer.levers == ()


def test_every_parameter_and_column_has_a_unit_and_a_meaning() -> None:
    for parameter in all_parameters():
        assert parameter.unit and parameter.doc
    for schema in SCHEMAS:
        for column in schema.columns:
            assert column.unit and column.doc, f"{schema.table}.{column.name}"
