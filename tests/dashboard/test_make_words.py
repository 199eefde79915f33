"""The form tells levers in the reader's language: choices, units, numbers and days."""

import pytest

from wijksim.dashboard.pages.make_words import CHOICES, UNITS, day_told, is_outside, told_lever
from wijksim.dashboard.shelf import scenario
from wijksim.scenario.levers import BY_NAME


def test_every_choice_and_every_unit_of_a_lever_has_words() -> None:
    assert {one.name: one.choices for one in BY_NAME.values() if one.choices} == {
        name: tuple(words) for name, words in CHOICES.items()
    }
    assert {one.unit for one in BY_NAME.values()} - set(UNITS) == {"1", "choice"}


@pytest.mark.parametrize(
    ("lang", "about", "later"),
    [
        ("nl", "0–1 · op die dag 0,4", "verandert weer: 0,25 vanaf 25 mei 2018"),
        ("en", "0–1 · on that day 0.4", "changes again: 0.25 from 25 May 2018 on"),
    ],
)
def test_numbers_and_days_are_written_as_the_reader_writes_them(
    lang: str, about: str, later: str
) -> None:
    told = told_lever(BY_NAME["data.sharing"], 0.4, [("2018-05-25", 0.25)], lang)
    assert told["about"].replace("\N{NO-BREAK SPACE}", " ") == about
    assert told["later"] == later


def test_a_choice_is_offered_in_words_and_kept_as_the_file_has_it() -> None:
    told = told_lever(BY_NAME["team.base"], "remote_office", [], "nl")
    assert {"value": "remote_office", "name": "kantoor ergens anders"} in told["choices"]
    assert (told["base"], told["about"]) == ("kantoor ergens anders", "")


def test_a_day_outside_the_years_of_the_policy_is_answered_with_the_days_there_are() -> None:
    start = scenario("carnisse/mixed")
    told = "Kies een dag van 1 januari 2013 tot en met 31 december 2022."
    assert day_told("1999-01-01", start, "nl") == day_told("banaan", start, "nl") == told
    assert day_told("2013-01-01", start, "nl") == day_told("2022-12-31", start, "en") == ""


def test_what_is_typed_is_marked_when_it_is_no_number_within_the_bounds_of_its_lever() -> None:
    low, high = BY_NAME["team.fte"].bounds
    for typed in (str(high + 1), str(low - 1), "nan", "inf", "unknown"):
        assert is_outside(BY_NAME["team.fte"], typed)
    for typed in ("", str(low), str(high)):
        assert not is_outside(BY_NAME["team.fte"], typed)
    assert not is_outside(BY_NAME["team.base"], "desk")
