"""The report as PDF, by what a screen reader finds in it and what an ill-willed file attempts."""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fake_runs import CATALOGUE, planted, scenario, scenario_file

from wijksim.core.errors import WijksimError
from wijksim.experiment.compare import compare_scenarios
from wijksim.report.page import page
from wijksim.report.pdf import drawing_style, pdf
from wijksim.report.pdf_rows import with_row_heads
from wijksim.report.tree import tree

NAMES = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
HOSTILE = '#panic() $x$ *b* </svg> = Heading ] #read("/etc/passwd") \\u{41} <b>&amp;'


@cache
def html(lang: str) -> str:
    compared = compare_scenarios(
        [scenario(one) for one in NAMES], runner=planted, catalogue=CATALOGUE, replicates=4
    )
    return page(compared, lang=lang, command="wijksim compare a b --seed 0")


@cache
def made(lang: str) -> bytes:
    return pdf(html(lang))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def parts(node: Any) -> list[Any]:
    """All elements of the structure that a screen reader follows."""
    found = [node] if "/S" in node else []
    inner = node.get("/K", [])
    for one in inner if isinstance(inner, pikepdf.Array) else [inner]:
        if isinstance(one, pikepdf.Dictionary) and ("/S" in one):
            found += parts(one)
    return found


def structure(content: pikepdf.Pdf) -> list[Any]:
    return parts(content.Root.StructTreeRoot)


def scope(head: Any) -> str:
    return next(str(one.Scope) for one in head.A if str(one.O) == "/Table")


def headers(cell: Any) -> list[str]:
    return [str(name) for one in cell.A if str(one.O) == "/Table" for name in one.Headers]


def kinds(content: pikepdf.Pdf) -> list[str]:
    return [str(one.S) for one in structure(content)]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_screen_reader_finds_language_title_order_and_a_text_for_each_figure(lang: str) -> None:
    found = opened(made(lang))
    assert str(found.Root.Lang) == lang
    assert found.Root.MarkInfo.Marked is True
    assert found.Root.ViewerPreferences.DisplayDocTitle is True
    with found.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert tree(html(lang))["title"] in str(about["dc:title"])
    alts = [str(one.Alt) for one in structure(found) if "/Alt" in one]
    asked = re.findall(r'<svg [^>]*role="img"', html(lang))
    assert len(alts) == len(asked) > 5 and all(alts)


def test_its_headings_tables_and_header_cells_are_those_of_the_page() -> None:
    found = opened(made("en"))
    tags = kinds(found)
    assert tags.count("/H1") == html("en").count("<h2")
    assert tags.count("/Table") == html("en").count("<table")
    asked = html("en").count('<th scope="col"'), html("en").count('<th scope="row"')
    scopes = [scope(one) for one in structure(found) if str(one.S) == "/TH"]
    assert (scopes.count("/Column"), scopes.count("/Row")) == asked and asked[1] > 50
    with found.open_outline() as outline:
        assert [one.title for one in outline.root][:2] == ["The answer", "Who gains, who loses"]


def test_each_figure_in_a_table_is_read_with_its_row_and_its_column() -> None:
    found = opened(made("nl"))
    rows = [one for one in structure(found) if str(one.S) == "/TR"]
    known = pikepdf.NameTree(found.Root.StructTreeRoot.IDTree)
    headed = 0
    for head, *others in (list(row.K) for row in rows if str(row.K[1].S) == "/TD"):
        if str(head.S) == "/TH":
            headed += 1
            assert known[str(head.ID)].objgen == head.objgen, "a reader finds the head by its name"
            assert all(str(head.ID) in headers(cell) for cell in others)
        assert all(len(headers(cell)) == 1 + (str(head.S) == "/TH") for cell in others)
    assert headed > 50


def test_tables_that_are_not_those_of_the_page_are_no_guess() -> None:
    with pytest.raises(ValueError, match="other tables"):
        with_row_heads(made("en"), [[True]])


def test_the_same_report_gives_the_same_bytes_without_a_moment_of_making() -> None:
    assert pdf(html("en")) == made("en")
    assert "/CreationDate" not in opened(made("en")).docinfo


def test_a_name_that_looks_like_a_command_stays_a_name(tmp_path: Path) -> None:
    ill = scenario_file(tmp_path, name="ill", title=HOSTILE)
    plain = scenario_file(tmp_path, name="plain", title="y")
    compared = compare_scenarios(
        [scenario(str(one)) for one in (plain, ill)],
        runner=planted,
        catalogue=CATALOGUE,
        replicates=4,
    )
    text = page(compared, lang="en", command=HOSTILE)
    assert HOSTILE.lower() in tree(text)["title"].lower()
    with opened(pdf(text)).open_metadata() as about:
        assert HOSTILE.lower() in str(about["dc:title"]).lower()


def test_drawings_have_the_colours_of_the_page_and_ask_for_no_variables() -> None:
    assert "#1b6e4b" in drawing_style() and "var(" not in drawing_style()


def test_a_page_that_is_no_report_is_refused() -> None:
    with pytest.raises(WijksimError, match="no report"):
        pdf("<p>hello</p>")
