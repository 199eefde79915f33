"""What the report says of figures that a comparison may give, down to the odd ones."""

import math
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape

import numpy as np
import pandas as pd
import pytest
from fake_runs import CATALOGUE, SIDE, FakeRun, each_alone, planted, scenario

from wijksim.experiment.compare import Compared, compare_scenarios
from wijksim.experiment.intervals import Stopping, Verdict
from wijksim.outcomes.base import QUINTILES
from wijksim.report.answers import Answer, Teller
from wijksim.report.page import page
from wijksim.report.words import LANGUAGES

BASE, OTHER = "carnisse/no-team", "carnisse/mixed"
Figures = dict[str, list[float]]


def compared(base: Figures, other: Figures, names: tuple[str, ...] = (BASE, OTHER)) -> Compared:
    """A comparison in which runs have given figures, by outcome, in all and in every fifth; all
    others are 1.
    """
    pairs = len(next(iter(base.values())))

    @each_alone
    def runner(one, seed):
        given = base if one.name == names[0] else other
        figures = {named.name: 1.0 for named in CATALOGUE} | {k: v[seed] for k, v in given.items()}
        rows = [
            (day, name, group, value)
            for day in (date(2013, 4, 1), date(2013, 7, 1))
            for name, value in figures.items()
            for group in ("all", *QUINTILES)
        ]
        squares = np.ones((SIDE, SIDE), dtype=np.int64)
        return FakeRun(
            pd.DataFrame(rows, columns=["date", "outcome", "group", "value"]),
            pd.DataFrame([], columns=["outcome", "group", "value"]),
            {"residents": squares, "in_need": squares},
            {"residents": squares, "in_need": squares},
        )

    return compare_scenarios(
        [scenario(one) for one in names], runner=runner, catalogue=CATALOGUE, replicates=pairs
    )


def said(found: Compared, outcome: str, lang: str = "en") -> Answer:
    """What is said of an outcome."""
    about = next(one for one in CATALOGUE if one.name == outcome)
    return Teller(found, lang).answer(found.others[0], about)


def inequality(base: list[float], other: list[float], lang: str = "en") -> Answer:
    return said(
        compared({"unmet_inequality": base}, {"unmet_inequality": other}), "unmet_inequality", lang
    )


@cache
def planted_page(lang: str) -> str:
    names = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
    found = compare_scenarios(
        [scenario(one) for one in names], runner=planted, catalogue=CATALOGUE, replicates=20
    )
    return page(found, lang=lang, command="x")


def test_levels_of_what_is_judged_near_zero_are_distances_and_fit_the_difference() -> None:
    one = inequality([-0.0601, -0.0603] * 10, [-0.0561, -0.0562] * 10)
    assert (one.base, one.value) == ("0.060", "0.056")
    assert one.shown.startswith("−0.004") and one.pairs == "none of 20"
    assert one.called == "unmet_inequality en (distance from zero)"


def test_signs_that_cancel_out_are_not_told_as_a_level_of_zero() -> None:
    one = inequality([-0.05, 0.05] * 10, [0.012, -0.012] * 10)
    assert "0.038 on the index nearer to zero" in one.sentence
    assert "It is 0.012 instead of 0.050." in one.sentence


def test_the_same_distance_on_both_sides_of_zero_is_told_as_that_distance() -> None:
    one = inequality([-0.05] * 20, [0.05] * 20)
    assert "No difference at all. It is 0.050 in both." in one.sentence
    assert (one.base, one.value) == ("0.050", "0.050")


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "distance from zero"), ("nl", "afstand tot nul")]
)
def test_row_and_lower_panel_say_that_they_hold_distances_from_zero(lang: str, told: str) -> None:
    html = planted_page(lang)
    assert f'<th scope="row">unmet_inequality {lang} ({told})' in html
    below = {"en": "Difference", "nl": "Verschil"}[lang]
    assert html.count(f">{below} ({told})<") == 1


def test_levels_are_those_of_the_pairs_that_count() -> None:
    nothing = math.nan
    base = {"waiting": [10.0] * 10 + [30.0] * 10}
    other = {"waiting": [8.0, 8.1] * 5 + [nothing] * 10}
    one = said(compared(base, other), "waiting")
    assert one.difference.pairs == 10
    assert (one.base, one.value) == ("10.0", "8.1")
    assert one.shown.startswith("−1.9")


WIDE = [5.1 + 8.2 * one / 1.0259783520851543 for one in [-1.0, 1.0] * 10]
"""Twenty differences with mean 5.1 and standard deviation 8.2."""


@pytest.mark.parametrize(
    ("lang", "alone", "together"),
    [
        ("en", "between +1.1 and +9.1 weeks", "a wider interval counts: from −0.3 to +10.5"),
        ("nl", "tussen +1,1 en +9,1 weken", "een ruimere marge: van −0,3 tot +10,5"),
    ],
)
def test_what_the_shown_interval_would_decide_alone_says_why_it_does_not(
    lang: str, alone: str, together: str
) -> None:
    found = compared({"waiting": [20.0] * 20}, {"waiting": [20.0 + one for one in WIDE]})
    one = said(found, "waiting", lang)
    assert one.verdict is Verdict.UNSURE
    assert alone in one.sentence and together in one.sentence


def test_an_interval_that_decides_nothing_by_itself_needs_no_wider_one() -> None:
    wide = [20.0 + 2.0 * one for one in WIDE]
    one = said(compared({"waiting": [26.0] * 20}, {"waiting": wide}), "waiting")
    assert one.verdict is Verdict.UNSURE and "wider" not in one.sentence


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_where_nothing_can_differ_one_pair_is_enough_to_say_so(lang: str) -> None:
    same = compared({"waiting": [9.0]}, {"waiting": [9.0]}, names=(BASE, BASE))
    html = unescape(page(same, lang=lang, command="x"))
    words = LANGUAGES[lang]
    assert words["never_part"] in html
    assert html.count(f">{words['verdict_small']}</span>") == 5
    assert said(same, "waiting", lang).verdict is Verdict.SMALL
    for key in ("lead_unsure", "stop_asked_wide"):
        assert words[key].split("{names}")[0] not in html


def test_one_pair_of_scenarios_that_can_differ_stays_undecided() -> None:
    found = compared({"waiting": [9.0]}, {"waiting": [9.0]})
    assert said(found, "waiting").verdict is Verdict.UNSURE


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_an_outcome_without_a_figure_is_not_called_known_or_uncertain(lang: str) -> None:
    nothing = {"crises": [math.nan] * 20}
    found = replace(compared(nothing, nothing), stopping=Stopping(20, None, ()))
    html, words = page(found, lang=lang, command="x"), LANGUAGES[lang]
    assert html.count(words["lead_none"].format(names=f"crises {lang}")) == 2
    assert words["stop_narrow_some"].format(pairs=20) in html
    assert words["stop_narrow"].format(pairs=20) not in html
    assert words["lead_unsure"].split("{names}")[0] not in html


@pytest.mark.parametrize(("lang", "told"), [("en", "+0.97 weeks"), ("nl", "+0,97 weken")])
def test_what_is_smaller_than_what_matters_is_not_written_like_it(lang: str, told: str) -> None:
    other = [9.967, 9.966] * 10
    one = said(compared({"waiting": [9.0] * 20}, {"waiting": other}), "waiting", lang)
    assert one.verdict is Verdict.SMALL
    assert told in one.sentence
    assert one.matters == {"en": "1.00", "nl": "1,00"}[lang] and one.matters in one.sentence


def test_what_is_plainly_smaller_keeps_its_decimals() -> None:
    one = said(compared({"waiting": [9.0] * 20}, {"waiting": [9.2, 9.3] * 10}), "waiting")
    assert "+0.2 weeks" in one.sentence and one.matters == "1.0"


JUST = [20.0 + 0.6 + one for one in WIDE]
"""What is just told from 20 when five differences are looked at together."""


def test_a_difference_is_told_by_a_wider_interval_among_more_policies() -> None:
    three = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
    base, other = {"waiting": [20.0] * 20}, {"waiting": JUST}
    assert said(compared(base, other), "waiting").verdict is Verdict.LIKELY
    among = said(compared(base, other, (BASE, OTHER, *three)), "waiting")
    assert among.verdict is Verdict.UNSURE and "a wider interval counts" in among.sentence


def test_a_fifth_is_told_by_a_wider_interval_than_all_residents() -> None:
    found = compared({"waiting": [20.0] * 20}, {"waiting": JUST})
    about = next(one for one in CATALOGUE if one.name == "waiting")
    fifth = Teller(found, "en").answer(found.others[0], about, QUINTILES[0])
    assert said(found, "waiting").verdict is Verdict.LIKELY
    assert fifth.verdict is Verdict.UNSURE


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_who_gains_says_that_a_wider_interval_than_the_line_counts(lang: str) -> None:
    told = {"en": "a wider interval than the line", "nl": "ruimere marge dan de lijn"}
    assert told[lang] in planted_page(lang)


@pytest.mark.parametrize(("lang", "told"), [("en", "which side of zero"), ("nl", "kant van nul")])
def test_the_page_says_where_the_side_of_zero_is_shown(lang: str, told: str) -> None:
    html = unescape(planted_page(lang))
    line = next(one for one in html.splitlines() if told in one)
    assert f"'{LANGUAGES[lang]['time']}'" in line
