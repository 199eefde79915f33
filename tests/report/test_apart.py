"""Scenario files that differ in more than their policy: the page names it and claims no less."""

import re
from html import unescape
from pathlib import Path

import pytest
from fake_runs import CATALOGUE, planted, scenario

from wijksim.experiment.compare import compare_scenarios
from wijksim.report.page import page
from wijksim.report.words import LANGUAGES

NUMBERS = (
    "parameters:\n  ties.chance: {value: 0.3, source: 'assumption: mine'}\n"
    "submodels: {casework: triage}\n"
)
NEIGHBOURHOOD = (
    "figures: {population.inhabitants: {value: 11000, unit: resident, source: counted anew}}\n"
    "places:\n  - {name: A new hall, kind: community_centre, owner: residents}\n"
    "supply: {disciplines: {social_worker: {fte: 3}}}\n"
    "links_cut: [R2]\n"
    "warm_up_weeks: 52\n"
)


def told(folder: Path, other: str, lang: str = "en") -> str:
    """The words of the page on a file that adds nothing, and one that adds something."""
    paths = [folder / "one.yaml", folder / "other.yaml"]
    for path, more in zip(paths, ("", other), strict=True):
        title = f"title: {{nl: {path.stem}, en: {path.stem}}}\n"
        path.write_text(f"schema: 1\n{title}extends: carnisse/no-team\n{more}", encoding="utf-8")
    compared = compare_scenarios(
        [scenario(str(path)) for path in paths],
        runner=planted,
        catalogue=CATALOGUE,
        replicates=2,
    )
    html = page(compared, lang=lang, command="x")
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("lang", "named", "mark"),
    [
        ("en", ("ties.chance: 0.25", "ties.chance: 0.3"), "assumption mine"),
        ("nl", ("ties.chance: 0,25", "ties.chance: 0,3"), "aanname mine"),
    ],
)
def test_numbers_and_parts_of_the_model_that_differ_are_named_with_their_source(
    tmp_path: Path, lang: str, named: tuple[str, ...], mark: str
) -> None:
    text = told(tmp_path, NUMBERS, lang)
    for one in (*named, "casework: standard", "casework: triage", mark):
        assert one in text
    assert LANGUAGES[lang]["no_settings"] not in text
    assert LANGUAGES[lang]["part_start"] not in text
    assert LANGUAGES[lang]["part_apart"] in text
    assert LANGUAGES[lang]["assumed_of"].format(baseline="one") in text


def test_another_neighbourhood_a_cut_link_and_a_shorter_warm_up_are_named(tmp_path: Path) -> None:
    text = told(tmp_path, NEIGHBOURHOOD)
    assert "population.inhabitants: 11065" in text and "counted anew" in text
    assert "A new hall: none" in text and "A new hall: kind community_centre" in text
    assert "disciplines.social_worker.fte: 3" in text
    assert "links cut: none" in text and "links cut: R2" in text
    assert "weeks before the start: 104 week" in text and "weeks before the start: 52" in text
    assert LANGUAGES["en"]["part_start"] not in text
    assert LANGUAGES["en"]["assumed_of"].format(baseline="one") not in text


def test_where_only_a_lever_differs_the_policy_is_named_as_the_cause(tmp_path: Path) -> None:
    text = told(tmp_path, "levers: {team.fte: 5}\n")
    assert LANGUAGES["en"]["part_start"] in text and "team.fte: 5" in text
    assert LANGUAGES["en"]["part_apart"] not in text


def test_files_that_hold_the_same_have_no_such_rows(tmp_path: Path) -> None:
    text = told(tmp_path, "")
    assert LANGUAGES["en"]["no_settings"] in text and LANGUAGES["en"]["never_part"] in text
