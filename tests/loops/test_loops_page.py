"""The page of the loops: each link has a row, and those without an effect are said to have none."""

import re
from pathlib import Path

from wijksim.experiment.loops_catalogue import BY_COUNT, LOOPS, SILENT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "loops.md").read_text("utf-8")
ROW = re.compile(r"^\| `([RB]\d+\.\w+)`[^|]*\| (\w+) \|[^|]*\|[^|]*\| (yes|no) \|", re.MULTILINE)


def test_the_page_has_a_row_for_each_link_on_what_it_is_judged_and_whether_it_moves_that() -> None:
    rows = ROW.findall(PAGE)
    judged = {link: loop.judged(link)[0] for loop in LOOPS.values() for link in loop.links}
    assert len(rows) == len(judged)
    assert {link: outcome for link, outcome, _ in rows} == judged
    assert {link for link, _, answer in rows if answer == "no"} == set(SILENT)


def test_the_page_tells_of_each_link_without_an_effect_why() -> None:
    section = PAGE.split("## Links without an effect of their own")[1].split("\n## ")[0]
    assert {link for link in SILENT if f"`{link}`" in section} == set(SILENT)
    assert set(re.findall(r"^- `([RB]\d+\.\w+)`", section, re.MULTILINE)) == set(SILENT)


def test_the_page_says_by_which_link_alone_a_loop_shows_in_most_seeds() -> None:
    said = re.findall(
        r"\| arc by `([RB]\d+\.\w+)` alone, [^|]*in most seeds \|$", PAGE, re.MULTILINE
    )
    assert said == list(BY_COUNT)
    told = set(re.findall(r"^\| `?([RB]\d+[.\w]*)`? \| \d+ of 30 \|", PAGE, re.MULTILINE))
    assert set(BY_COUNT) <= told, "with the count over fresh seeds"
