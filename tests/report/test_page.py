"""The report, read as a reader, a screen reader and an ill-willed file would."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fake_runs import CATALOGUE, no_effect, planted, restless, scenario, scenario_file

from wijksim.experiment.compare import compare_scenarios
from wijksim.experiment.engine import Runner
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.report.outcomes_nl import MEANINGS_NL
from wijksim.report.page import page
from wijksim.report.words import LANGUAGES, UNITS, number

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"
ROOT = Path(__file__).resolve().parents[2]
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed in order, every id is used once."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.unnamed_pictures = 0
        self.tables = self.captions = 0
        self.fetched: list[str] = []
        self.said: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.lang = given.get("lang") or self.lang
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given.get("href")))
        if tag == "svg" and given.get("aria-hidden") != "true":
            self.unnamed_pictures += not (given.get("role") == "img" and given.get("aria-label"))
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.fetched += [str(v) for k, v in given.items() if k in ("src", "srcset", "data")]
        assert not any(name.startswith("on") for name in given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)


@cache
def made(runner: Runner = planted, lang: str = "en", names: tuple[str, ...] = (TOP, BOTTOM)) -> str:
    compared = compare_scenarios(
        [scenario(one) for one in names], runner=runner, catalogue=CATALOGUE, replicates=20
    )
    return page(compared, lang=lang, command="wijksim compare a b --seed 0")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def words(text: str) -> str:
    return " ".join(" ".join(read(text).said).split())


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_can_be_read_without_seeing_it(lang: str) -> None:
    reader = read(made(lang=lang))
    assert reader.lang == lang
    assert reader.headings[0] == 1 and reader.headings.count(1) == 1
    steps = zip(reader.headings, reader.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert reader.unnamed_pictures == 0
    assert reader.tables == reader.captions > 4
    assert len(set(reader.ids)) == len(reader.ids)
    assert {link[1:] for link in reader.links} <= set(reader.ids)


def test_the_page_stands_alone_without_scripts() -> None:
    reader = read(made())
    assert "script" not in reader.tags and "link" not in reader.tags
    assert reader.fetched == [] and "url(" not in made() and "@import" not in made()


def test_the_answer_comes_first_and_names_who_does_better_on_what() -> None:
    text = words(made())
    answer, groups = text.index("The answer"), text.index("Residents are divided")
    lead = text[answer:groups]
    assert "better on unmet_need en, worse on waiting en" in lead
    assert "without a difference that matters on" in lead and "cost en" in lead
    assert "no forecast" in lead


@pytest.mark.parametrize("lang", LANGUAGES)
def test_inequality_says_that_it_is_compared_by_its_distance_from_zero(lang: str) -> None:
    assert LANGUAGES[lang]["by_distance"] in words(made(lang=lang))


def test_what_cannot_be_told_is_said() -> None:
    assert "Cannot tell" in words(made(restless))
    assert "Niet te zeggen" in words(made(restless, "nl"))


def test_scenarios_that_do_the_same_show_no_difference_at_all() -> None:
    text = words(made(no_effect))
    assert "No difference at all" in text
    assert "Clearly" not in text and "Probably" not in text


def test_who_gains_and_who_loses_is_told_by_fifth() -> None:
    assert "better: 2, 3, 4 and 5; no difference that matters: 1." in words(made())


def test_four_scenarios_each_get_an_answer() -> None:
    names = (TOP, BOTTOM, "carnisse/mixed", "carnisse/no-team")
    text = made(names=names)
    assert read(text).unnamed_pictures == 0
    assert text.count('class="lead"') == 3


def test_the_dotted_line_is_told_of_where_it_is_drawn_and_nowhere_else() -> None:
    at_once, later = made(), made(names=("carnisse/no-team", "carnisse/mixed"))
    assert 'class="parting"' not in at_once and "dotted" not in words(at_once)
    assert 'class="parting"' in later and "A dotted upright line marks" in words(later)


@pytest.mark.parametrize(("lang", "told"), [("en", "−3 to −1"), ("nl", "−3 tot −1")])
def test_no_dash_stands_beside_a_minus_sign_in_a_legend(lang: str, told: str) -> None:
    text = words(made(lang=lang))
    assert told in text and "– −" not in text


def test_the_limits_the_command_and_the_assumptions_are_in_it() -> None:
    text = words(made())
    assert "Origin is no predictor" in text
    assert "wijksim compare a b --seed 0" in text
    assert re.search(r"\d+ of \d+ parameters are assumptions", text)
    assert "team.fte: 11" in text
    assert "governance.patience: 18 (9 … 24)" in text


def test_text_from_a_file_cannot_become_markup(tmp_path: Path) -> None:
    ill = '<script>alert("x")</script><img src=x onerror=alert(1)> & "quoted"'
    one = scenario_file(tmp_path, name="a", title=ill)
    two = scenario_file(tmp_path, name="b", title="plain")
    compared = compare_scenarios(
        [scenario(str(one)), scenario(str(two))],
        runner=planted,
        catalogue=CATALOGUE,
        replicates=2,
    )
    for lang in LANGUAGES:
        text = page(compared, lang=lang, command=f"wijksim compare {ill}")
        reader = read(text)
        assert "script" not in reader.tags and "img" not in reader.tags
        assert 'alert("x")' in " ".join(reader.said)


def test_the_same_comparison_gives_the_same_page() -> None:
    first = made()
    made.cache_clear()
    assert made() == first


def test_both_languages_say_the_same_things() -> None:
    english, dutch = LANGUAGES["en"], LANGUAGES["nl"]
    assert list(english) == list(dutch)
    for key, text in english.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", dutch[key])), key


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert number(12345.678, decimals=1, lang="en") == "12,345.7"
    assert number(12345.678, decimals=1, lang="nl") == "12.345,7"
    assert number(-0.04, decimals=1, lang="en", sign=True) == "0.0"
    assert number(float("nan"), decimals=1, lang="en") == "–"


def test_few_pairs_are_called_a_weak_basis_and_nothing_is_then_clear() -> None:
    compared = compare_scenarios(
        [scenario(TOP), scenario(BOTTOM)], runner=planted, catalogue=CATALOGUE, replicates=6
    )
    few = words(page(compared, lang="en", command="x"))
    assert "A weak basis: the number of pairs of runs is only 6." in few and "Clearly" not in few
    assert "all 6" in few and "100%" not in few
    assert "weak basis" not in words(made()) and "Clearly" in words(made())


def test_dutch_says_langer_and_minder_where_a_reader_would() -> None:
    text = words(made(lang="nl"))
    assert "weken langer" in text and "minder per 100 bewoners" in text
    assert "weken hoger" not in text


def test_every_key_outcome_is_explained_in_dutch() -> None:
    assert {one.name for one in OUTCOMES if one.key} <= set(MEANINGS_NL)


def test_no_unit_of_an_outcome_is_left_in_english_for_a_dutch_reader() -> None:
    assert {one.unit for one in OUTCOMES} - {"%"} <= set(UNITS["nl"])


def test_on_a_phone_every_figure_of_the_answer_stands_beside_its_name() -> None:
    template = (ROOT / "wijksim/report/templates/report.html.j2").read_text("utf-8")
    for table in re.findall(r'<table class="[a-z ]*stack">.*?</table>', template, flags=re.DOTALL):
        cells = re.findall(r"<td[^>]*>", table)
        assert cells and all("data-head=" in cell for cell in cells), table


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "people in a weak position bear more"), ("nl", "een zwakke positie dragen meer")],
)
def test_below_zero_says_who_bears_more_and_not_who_gets_less_of_what_they_need(
    lang: str, told: str
) -> None:
    text = words(made(lang=lang))
    assert told in text and "minder vaak de hulp" not in text and "vaker te weinig" not in text


def test_unmet_need_is_told_in_needs_for_one_resident_may_have_two() -> None:
    for outcome in (one for one in OUTCOMES if one.name in ("unmet_need", "recovery_time")):
        for told, asked in (
            (f"{outcome.definition} {outcome.reason}", r"\bone need to a\s+hundred residents"),
            (" ".join(MEANINGS_NL[outcome.name]), "één zorgvraag op de honderd bewoners"),
        ):
            assert re.search(asked, told)
            assert not re.search("resident in a hundred|110 people|Hoeveel mensen|110 mensen", told)


@pytest.mark.parametrize(
    ("lang", "counted"),
    [("en", "1 January 2013 to 18 December 2022"), ("nl", "1 januari 2013 tot en met 18 december")],
)
def test_the_key_figures_name_the_last_day_that_they_count(lang: str, counted: str) -> None:
    assert scenario(TOP).end.isoformat() == "2022-12-31"
    assert counted in words(made(lang=lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pairs", [1, 2, 3])
def test_the_map_says_when_there_are_too_few_pairs_for_a_colour(lang: str, pairs: int) -> None:
    both = [scenario(TOP), scenario(BOTTOM)]
    compared = compare_scenarios(both, runner=planted, catalogue=CATALOGUE, replicates=pairs)
    told = words(page(compared, lang=lang, command="x"))
    assert (LANGUAGES[lang]["map_chance_few"] in told) == (pairs < 3)
    assert (LANGUAGES[lang]["map_chance_text"] in told) == (pairs >= 3)
