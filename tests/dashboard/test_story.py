"""What the method page tells is complete in both languages and true to the model."""

from wijksim.dashboard.pages.method import assumptions
from wijksim.dashboard.story import LOOPS, PARTS, WORDS
from wijksim.schedule import declarations


def test_every_loop_of_the_model_can_be_walked_through() -> None:
    assert {one.name for one in LOOPS} == set(declarations().loops)
    assert all(len(one.steps) >= 3 for one in LOOPS)


def test_all_is_told_in_both_languages() -> None:
    told = [text for pair in (*PARTS, *WORDS) for text in pair]
    told += [step for one in LOOPS for step in one.steps]
    assert all(one.nl and one.en and one.nl != one.en for one in told)


def test_every_number_is_shown_with_its_meaning_unit_and_source() -> None:
    rows = assumptions("en")
    assert len(rows) > 100
    assert all(len(row) == 6 and all(row) for row in rows)


def test_numbers_stand_as_a_reader_of_the_language_writes_them() -> None:
    english, dutch = (
        {name: (value, unit) for name, _, value, unit, *_ in assumptions(lang)}
        for lang in ("en", "nl")
    )
    assert english["care.hours_light"] == ("0.14", "h/week")
    assert dutch["care.hours_light"] == ("0,14", "uur/week")
    assert dutch["care.severity_heavy"] == ("0,6", "–"), "a bare 1 would be no unit to a reader"
