"""The report of a sweep, read as a reader, a screen reader and an ill-willed file would."""

import io
import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pandas as pd
import pikepdf
import pytest
from swept import BOTTOM, TOP, made_up, number_factor, word_factor

from wijksim.report.pdf import pdf
from wijksim.report.sweeps.drawing import blank, embedded
from wijksim.report.sweeps.page import sweep_page
from wijksim.report.sweeps.teller import SweepTeller
from wijksim.report.sweeps.words_en import EN
from wijksim.report.sweeps.words_nl import NL
from wijksim.sweep.analysis.analyse import LESS, MORE, Analysed, analyse
from wijksim.sweep.analysis.reading import Varied
from wijksim.sweep.analysis.sensitivity import Sensitivity, Word

VOID = {"meta", "br"}
ROOM = Varied("room.willingness", True, "1", 0.0, 1.0, (), (BOTTOM,))
PATIENCE = Varied("governance.patience", True, "month", 6.0, 48.0, (), ())
ILL = "<script>alert('x')</script>"


class Reader(HTMLParser):
    """Reads a page strictly: every element of the page is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.pictures = self.named = self.tables = self.captions = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given.get("href")))
        if tag == "svg" and given.get("aria-hidden") != "true":
            self.pictures += 1
            self.named += given.get("role") == "img" and bool(given.get("aria-label"))
        self.tables += tag == "table"
        self.captions += tag == "caption"
        assert not any(name.startswith("on") or name in ("src", "srcset") for name in given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def found(*, method: str = "lhs", points: int = 100, replicates: int = 3, **plan) -> Analysed:
    draw = np.random.default_rng(1)
    design = pd.DataFrame({ROOM.name: draw.random(points),
                           PATIENCE.name: 6 + 42 * draw.random(points)})  # fmt: skip
    base = 10 + draw.standard_normal((points, replicates))
    box = (design[ROOM.name] >= 0.6) & (design[PATIENCE.name] >= 20)
    other = base + np.where(box, -4.0, 0.5)[:, None] + 0.1 * draw.standard_normal(base.shape)
    return analyse(made_up(design, (ROOM, PATIENCE), {TOP: base, BOTTOM: other},
                           method=method, **plan))  # fmt: skip


def paged(analysed: Analysed, lang: str) -> str:
    return sweep_page(analysed, lang=lang, command="wijksim analyse x", versions={"wijksim": "1"})


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_is_whole_and_readable_without_sight_or_network(lang: str) -> None:
    page = paged(found(), lang)
    seen = read(page)
    assert len(seen.ids) == len(set(seen.ids)), "every id is used once"
    assert {one[1:] for one in seen.links} <= set(seen.ids), "every link leads somewhere"
    assert seen.pictures == seen.named >= 5, "every picture has a text"
    assert seen.tables == seen.captions, "every table has a caption"
    assert not {"script", "img", "iframe", "link", "image"} & seen.tags
    assert not re.search(r"url\((?!#)", page) and "@import" not in page, "nothing is fetched"
    steps = zip(seen.headings, seen.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), "headings skip no level"
    assert "nan" not in re.sub(r"<[^>]*>", " ", page).lower().split()
    assert not re.search(r"#0[0-9a-e]0[0-9a-e]0[0-9a-e]\b", page), "colours are those of the page"


def painted(made: pikepdf.Pdf) -> set[str]:
    """Every colour, as #rrggbb, that a PDF draws with, on its pages and in its drawings."""
    drawn = [*made.pages, *(one for one in made.objects if is_drawing(one))]
    steps = [one for source in drawn for one in pikepdf.parse_content_stream(source)]
    colours = (one.operands for one in steps if str(one.operator).lower() in ("scn", "rg"))
    return {
        "#" + "".join(f"{round(255 * float(part)):02x}" for part in colour)
        for colour in colours
        if len(colour) == 3
    }


def is_drawing(one: Any) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"


@pytest.mark.parametrize(("lang", "method"), [("en", "lhs"), ("nl", "sobol")])
def test_it_is_a_pdf_as_well_with_each_picture_in_its_own_colours(lang: str, method: str) -> None:
    page = paged(found(method=method), lang)
    paper = dict(re.findall(r"(--\w+): (#\w+)", page.split("@media", maxsplit=1)[0]))
    with pikepdf.open(io.BytesIO(pdf(page))) as made:
        parts = [str(one.S) for one in made.objects if one_of_structure(one)]
        colours = painted(made)
    assert parts.count("/Table") == read(page).tables
    assert parts.count("/Figure") == read(page).pictures >= 4
    assert {paper["--matters"], paper["--other"], paper["--soft"]} <= colours
    assert "#000000" not in colours, "a picture has lost a colour"


def one_of_structure(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"


def test_both_languages_have_the_same_texts_with_the_same_gaps() -> None:
    assert list(EN) == list(NL)
    for key, text in EN.items():
        gaps = re.findall(r"\{(\w+)\}", text)
        assert sorted(gaps) == sorted(re.findall(r"\{(\w+)\}", NL[key])), key


def test_an_ill_willed_title_is_shown_and_not_run() -> None:
    page = paged(found(title={"en": ILL, "nl": ILL}, titles={}), "en")
    assert "<script" not in page and "&lt;script&gt;" in page


def test_a_box_of_conditions_reads_as_a_sentence_in_both_languages() -> None:
    titles = {TOP: {"en": "Carnisse, roll-out", "nl": "Carnisse, uitrol"},
              BOTTOM: {"en": "Carnisse, bottom-up", "nl": "Carnisse, van onderop"}}  # fmt: skip
    analysed = found(titles=titles)
    about = analysed.about("unmet_need", BOTTOM)
    told = {lang: SweepTeller(analysed, lang).condition(about, LESS) for lang in ("en", "nl")}
    assert re.fullmatch(
        r"Bottom-up leaves less unmet need when willingness to concede room is at least "
        r"0\.\d+ and patience at least \d+ months\.",
        told["en"]["sentence"],
    )
    assert re.fullmatch(
        r"Van onderop laat minder zorgvragen onvervuld als de bereidheid om ruimte te geven "
        r"minstens 0,\d+ en het geduld minstens \d+ maanden is\.",
        told["nl"]["sentence"],
    )
    assert told["en"]["lead"] == told["en"]["sentence"], "it is sure enough for the answer"
    assert "Coverage" in told["en"]["figures"] and "dichtheid" in told["nl"]["figures"]


@pytest.mark.parametrize(
    ("seeds", "caveat"),
    [([0.0], "box_chance"), ([-16.0, 16.0], "box_open"), ([-0.01, 0.01], "")],
)
def test_what_is_so_in_every_point_or_in_none_is_told_with_what_chance_leaves_of_it(
    seeds: list[float], caveat: str
) -> None:
    design = pd.DataFrame({ROOM.name: np.linspace(0.0, 1.0, 60)})
    level = np.full((60, len(seeds)), 20.0)
    blocks = {TOP: level, BOTTOM: level - 1.3 + np.array(seeds)}
    analysed = analyse(made_up(design, [ROOM], blocks))
    about, teller = analysed.about("unmet_need", BOTTOM), SweepTeller(analysed, "en")
    always, never = teller.condition(about, LESS), teller.condition(about, MORE)
    assert "in every point" in always["sentence"] and "in no point" in never["sentence"]
    assert always["other"] == never["other"] == (EN[caveat] if caveat else "")
    assert f"whatever the conditions. {always['other']}" in paged(analysed, "en")


@pytest.mark.parametrize("word", [Word.CONVERGED, Word.NOT_YET])
def test_sensitivity_of_one_run_per_point_is_told_with_a_word_on_chance(word: Word) -> None:
    analysed = found(points=10)
    outcome = analysed.swept.outcomes[0]
    one = Sensitivity("morris", word, 20, 0, 0.05, 40, math.nan, ())
    for lang, words in (("en", EN), ("nl", NL)):
        teller = SweepTeller(analysed, lang)
        assert words["sens_one"] in teller.sensitivity(one, outcome)
        assert words["sens_one"] not in teller.sensitivity(replace(one, blur=0.01), outcome)


def test_a_box_without_figures_on_unseen_points_is_a_hint_and_no_answer() -> None:
    analysed = found()
    about = analysed.about("unmet_need", BOTTOM)
    untested = {"tested_coverage": math.nan, "tested_density": math.nan, "tested_low": math.nan}
    box = replace(about.conditions[LESS].boxes[0], **untested)
    about.conditions[LESS] = replace(about.conditions[LESS], boxes=(box,))
    told = SweepTeller(analysed, "en").condition(about, LESS)
    assert told["lead"] == "" and EN["box_weak"] in told["figures"]


def test_too_little_to_tell_is_told_as_such() -> None:
    page = paged(found(points=8, replicates=1), "en")
    assert "Cannot tell" in page and "Set &#39;replicates&#39; to 2 or more" in page
    assert "and a box needs 40 at least" in page
    assert "fewer than ten points" in page
    assert "too few points for a line per factor" in page


def test_too_few_samples_of_a_design_show_lines_without_an_interval() -> None:
    page = paged(found(method="sobol", points=28), "en")
    read(page)
    assert re.search(r"[+−-]\d+\.\d+ \(cannot tell\)", page), (
        "seven samples, and eight are the least"
    )
    assert "nan" not in re.sub(r"<[^>]*>", " ", page).lower().split()


def test_an_unfinished_sweep_says_so_first() -> None:
    page = paged(found(runs=10_000), "nl")
    assert "Deze reeks is niet af: 9.400 van de 10.000 berekeningen ontbreken" in page


def test_a_single_scenario_has_levels_and_nothing_to_choose() -> None:
    draw = np.random.default_rng(2)
    design = pd.DataFrame({"x.one": draw.random(60), "x.two": np.resize(["none", "added"], 60)})
    factors = (number_factor("x.one"), word_factor("x.two", "none", "added"))
    level = (3 * design["x.one"]).to_numpy()[:, None] + 0.1 * draw.standard_normal((60, 2))
    analysed = analyse(made_up(design, factors, {TOP: level}))
    page = paged(analysed, "en")
    read(page)
    assert "there is one scenario, so nothing to choose" in page
    slopes = {one.factor: one for one in analysed.about("unmet_need", TOP).slopes}
    assert slopes["x.one"].change == pytest.approx(3.0, abs=0.2)
    assert slopes["x.two"].step == "added" and slopes["x.two"].low < 0 < slopes["x.two"].high


@pytest.mark.parametrize("spread", [0.01, 30.0])
def test_no_table_of_regret_where_chance_leaves_the_difference_open(spread: float) -> None:
    luck = np.random.default_rng(3)
    design = pd.DataFrame({ROOM.name: np.linspace(0.0, 1.0, 20)})
    blocks = {
        name: level + spread * luck.standard_normal((20, 2))
        for name, level in ((TOP, 20.0), (BOTTOM, 17.0))
    }
    shown = paged(analyse(made_up(design, [ROOM], blocks)), "en")
    part = shown.partition('<section id="regret"')[2].partition("</section>")[0]
    open_still = EN["regret_unsure"].partition(": ")[2] in part
    assert open_still == ("<table" not in part) == (spread > 1.0)


def regret_told(levels: dict[str, np.ndarray[Any, Any]], lang: str = "en") -> str:
    """What is told of regret in unmet need; each option has one level per point, and no luck."""
    design = pd.DataFrame({ROOM.name: np.linspace(0.0, 1.0, 100)})
    blocks = {name: np.repeat(level[:, None], 2, axis=1) for name, level in levels.items()}
    titles = {name: {"en": name, "nl": name} for name in levels}
    analysed = analyse(made_up(design, [ROOM], blocks, titles=titles))
    outcome = analysed.swept.outcomes[0]
    return SweepTeller(analysed, lang).regret(outcome, analysed.regrets[outcome.name])


HALF = np.where(np.arange(100) < 50, -10.0, 10.0)
FLAT = np.zeros(100)


def test_options_that_win_and_lose_by_turns_are_not_called_the_same() -> None:
    told = regret_told({TOP: FLAT, BOTTOM: HALF})
    assert "no scenario has clearly the least to regret" in told and "depends on the point" in told
    assert "no difference" not in told and "maakt" not in regret_told(
        {TOP: FLAT, BOTTOM: HALF}, "nl"
    )
    assert "makes no difference which is chosen" in regret_told({TOP: FLAT, BOTTOM: FLAT + 0.2})


def test_options_that_lie_close_in_regret_are_named_and_the_far_one_is_not() -> None:
    near = regret_told({TOP: FLAT, BOTTOM: FLAT + 0.2, "far": FLAT + 60})
    assert f"{TOP} and {BOTTOM} are behind" in near and "which of these is chosen" in near
    apart = regret_told({TOP: FLAT, BOTTOM: HALF, "far": FLAT + 60})
    assert f"{TOP} and {BOTTOM} lie close together" in apart and "depends on the point" in apart


def test_chance_between_two_scenarios_that_both_beat_the_baseline_leaves_regret_open() -> None:
    luck = 8.0 * np.random.default_rng(4).standard_normal((20, 2))
    blocks = {TOP: np.full((20, 2), 100.0), BOTTOM: 20.0 + luck, "third": 20.0 - luck}
    titles = {name: {"en": name, "nl": name} for name in blocks}
    blocks["third"] += np.array([-3.0, 3.0])
    analysed = analyse(
        made_up(pd.DataFrame({ROOM.name: np.linspace(0.0, 1.0, 20)}), [ROOM], blocks, titles=titles)
    )
    others = [analysed.about("unmet_need", one).effect for one in (BOTTOM, "third")]
    assert [one.word.value for one in others if one] == ["less", "less"]
    assert SweepTeller(analysed, "en").regret_is_open(analysed.swept.outcomes[0])


def test_letters_of_a_figure_are_as_wide_as_those_by_which_its_lines_were_set() -> None:
    figure, axes = blank(2.0, name="letters")
    axes.set_xlabel("weeks")
    drawn = str(embedded(figure, name="letters", alt="nothing"))
    asked = set(re.findall(r"font-family: ([^;\"]*)", drawn))
    assert asked == {"'DejaVu Sans', Verdana, sans-serif"}
