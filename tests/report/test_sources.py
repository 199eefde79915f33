"""A Dutch reader finds no English in sources, reasons and units, and no figure that differs."""

import re
from collections import Counter
from functools import cache

import pytest

from wijksim.report.assumptions import is_assumed
from wijksim.report.meanings import meanings
from wijksim.report.sources import OWN, bare, catalogue, told
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.shipped import scenario_names
from wijksim.schedule import all_parameters, declarations


@cache
def shown() -> frozenset[str]:
    """What a report or a page can show of the shipped scenarios: sources, reasons and units."""
    texts: set[str] = set()
    for name in scenario_names():
        scenario = load_scenario(name, declarations=declarations())
        texts |= {text for one in scenario.settings.values() for text in (one.source, one.unit)}
        texts |= {scenario.provenance[f"levers.{one}"].source for one in scenario.levers}
        texts |= {text for one in scenario.agenda for text in (one.why, one.source)}
    return frozenset(texts - {"", "1"})


def figures(text: str) -> Counter[str]:
    """The figures in a text, however a language writes them: 11,065 as well as 11.065.

    A rate such as 1/week is a unit and no figure.
    """
    found = re.findall(r"\d[\d.,]*", text.removeprefix("1/"))
    return Counter(re.sub(r"[.,]", "", one) for one in found)


def test_every_source_reason_and_unit_that_can_be_shown_has_a_dutch_text() -> None:
    known = catalogue("nl", "sources_*.po")
    assert len(shown()) > 600
    assert sorted(shown() - set(known)) == []
    assert sorted(set(known) - shown()) == [OWN], "a text that is shown nowhere"


def test_a_translation_has_the_figures_of_its_source_and_calls_an_assumption_one() -> None:
    for text in shown():
        dutch = told(text, "nl")
        assert figures(dutch) == figures(text), (text, dutch)
        assert ("aanname" in dutch.lower()) == ("assumption" in text.lower()), (text, dutch)
        assert ("afgesteld" in dutch.lower()) == ("calibrated" in text.lower()), (text, dutch)


def test_every_number_of_the_model_has_a_meaning_in_dutch_with_the_same_figures() -> None:
    english = {one.key: one.doc for one in all_parameters()}
    assert len(english) > 500 and meanings("en") == english
    known = catalogue("nl", "meanings_*.po")
    assert sorted(set(english.values()) - set(known)) == []
    assert sorted(set(known) - set(english.values())) == [], "a text that is shown nowhere"
    for key, text in english.items():
        assert figures(meanings("nl")[key]) == figures(text), (key, text, meanings("nl")[key])


def test_what_somebody_wrote_in_a_file_of_their_own_is_shown_as_it_was_written() -> None:
    mine = "zelf geteld in 2024"
    assert told(mine, "nl") == told(mine, "en") == mine
    shipped = load_scenario("carnisse/mixed", declarations=declarations()).settings[
        "needs.turn_debt"
    ]
    changed = OWN.format(value="0.26", source=shipped.source)
    assert told(changed, "en") == changed
    assert told(changed, "nl").startswith("hier gezet; meegeleverde waarde 0,26: ")
    assert told(changed, "nl").endswith(told(shipped.source, "nl"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_assumption_is_told_without_the_word_that_its_mark_already_says(lang: str) -> None:
    for text in shown():
        assert not bare(told(text, lang)).startswith(("assumption:", "aanname:"))
        assert bare(told(text, lang))


@pytest.mark.parametrize("said", ["assumption", "Assumption", "aanname", "Aanname"])
def test_an_assumption_counts_as_one_in_either_language_and_its_badge_says_so_once(
    said: str,
) -> None:
    assert is_assumed(f"{said}: twee keer het begin")
    assert bare(f"{said}: twee keer het begin") == "twee keer het begin"
    assert not is_assumed("zelf geteld")
