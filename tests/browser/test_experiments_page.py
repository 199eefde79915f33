"""A sweep is browsed: chosen, read, narrowed to one outcome, shared and taken along."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import cut_off, open_up, violations
from keys import faults_of_focus
from playwright.sync_api import Browser, Page, expect
from servers import patient, serving
from swept import swept_folder

pytestmark = pytest.mark.xdist_group("browser")
ANALYSIS_MILLISECONDS = 200_000
VARIED = """
vary:
  method: {method}
  samples: {samples}
  seed: 1
  factors:
    room.willingness: {{low: 0, high: 1, only: carnisse/bottom-up-self-organisation}}
    governance.patience: {{low: 6, high: 48}}
    needs.onset_debt:
replicates: 2
outcomes: [unmet_need, waiting, cost]
"""


@pytest.fixture(scope="module")
def swept(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    top = tmp_path_factory.mktemp("results")
    for name, method, samples in (("turning", "lhs", 100), ("steps", "morris", 20)):
        swept_folder(top, VARIED.format(method=method, samples=samples), name=name)
    shutil.copytree(top / "steps", top / "empty")
    shutil.rmtree(top / "empty/runs")
    os.utime(top / "empty/ledger", (0, 0))
    with serving(tmp_path_factory.mktemp("server"), "--sweep", str(top)) as address:
        yield address


@pytest.fixture(scope="module")
def without_sweeps(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nothing = str(tmp_path_factory.mktemp("nothing"))
    with serving(tmp_path_factory.mktemp("server"), "--sweep", nothing) as address:
        yield address


@pytest.fixture
def looked(browser: Browser, asked_for: list[str]) -> Iterator[Page]:
    opened = patient(browser.new_page(viewport={"width": 1366, "height": 900}))
    opened.set_default_timeout(20_000)
    opened.on("request", lambda request: asked_for.append(request.url))
    yield opened
    opened.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".report svg[role=img]").first.wait_for(timeout=ANALYSIS_MILLISECONDS)
    page.locator(".report .take").first.wait_for()


@pytest.mark.parametrize(
    ("lang", "head", "words"),
    [
        ("nl", "Blijft het antwoord hetzelfde met andere aannames?", "dekking"),
        ("en", "Does the answer hold under other assumptions?", "coverage"),
    ],
)
def test_a_sweep_is_read_in_both_languages(
    looked: Page, swept: str, axe: str, asked_for: list[str], lang: str, head: str, words: str
) -> None:
    opened(looked, f"{swept}/experiments?lang={lang}&reeks=turning")
    expect(looked.get_by_role("heading", level=1)).to_have_text(head)
    expect(looked.locator("#when")).to_contain_text(words)
    for one in looked.locator(".report summary").all():
        one.click()
    assert looked.locator(".report figure svg[role=img]").count() == (
        looked.locator(".report .take").count()
    )
    assert violations(looked, axe) == []
    assert [one for one in asked_for if not one.startswith((swept, "data:", "blob:"))] == []


def test_a_sweep_and_an_outcome_are_chosen_by_keyboard_and_the_address_restores_them(
    looked: Page, swept: str
) -> None:
    opened(looked, f"{swept}/experiments?lang=en&reeks=turning")
    looked.get_by_label("Sweep").focus()
    looked.keyboard.type("Trial (steps")
    looked.wait_for_function("location.search.includes('reeks=steps')")
    looked.get_by_label("What it is about").focus()
    looked.keyboard.type("Cost")
    looked.wait_for_function("location.search.includes('uitkomst=cost')")
    morris = looked.locator("#moves h4").first
    expect(morris).to_contain_text("Morris", timeout=ANALYSIS_MILLISECONDS)
    expect(looked.locator("#effects tbody tr")).to_have_count(1)
    told = looked.locator("#moves").inner_text()
    opened(looked, looked.url)
    expect(looked.get_by_label("Sweep")).to_have_value("steps")
    expect(looked.locator("#moves")).to_have_text(told, use_inner_text=True)


@pytest.mark.parametrize(
    ("kind", "begin"), [("SVG", b"<"), ("CSV", b"\xef\xbb\xbfoutcome,unit,scenario,mean_diff")]
)
def test_a_figure_is_taken_along(looked: Page, swept: str, kind: str, begin: bytes) -> None:
    opened(looked, f"{swept}/experiments?lang=en&reeks=turning")
    with looked.expect_download() as coming:
        looked.get_by_role("button", name=f"Download as {kind}").first.press("Enter")
    assert coming.value.path().read_bytes().startswith(begin)
    assert coming.value.suggested_filename.startswith("sweep-effects")


@pytest.mark.parametrize(("kind", "begin"), [("HTML", b"<!DOCTYPE html>"), ("PDF", b"%PDF-")])
def test_the_report_of_a_sweep_is_taken_along(
    looked: Page, swept: str, kind: str, begin: bytes
) -> None:
    opened(looked, f"{swept}/experiments?lang=en&reeks=turning")
    with looked.expect_download() as coming:
        looked.get_by_role("button", name=f"Download the report ({kind})").press("Enter")
    assert coming.value.path().read_bytes().startswith(begin)
    assert coming.value.suggested_filename == f"report.{kind.lower()}"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_without_a_sweep_the_page_says_which_command_makes_one(
    looked: Page, without_sweeps: str, axe: str, lang: str
) -> None:
    looked.goto(f"{without_sweeps}/experiments?lang={lang}&reeks=gone")
    first = looked.locator("main pre").first
    expect(first).to_have_text("wijksim sweep first-look --out results/first-look")
    assert violations(looked, axe) == []


@pytest.mark.parametrize(("lang", "told"), [("nl", "niet te lezen"), ("en", "cannot be read")])
def test_a_sweep_without_runs_and_one_that_is_not_here_are_told_without_a_barrier(
    looked: Page, swept: str, axe: str, lang: str, told: str
) -> None:
    looked.goto(f"{swept}/experiments?lang={lang}&reeks=empty")
    expect(looked.get_by_role("alert")).to_contain_text(told, timeout=ANALYSIS_MILLISECONDS)
    assert violations(looked, axe) == []
    opened(looked, f"{swept}/experiments?lang={lang}&reeks=nowhere")
    expect(looked.locator("main .caution").first).to_be_visible()
    open_up(looked)
    looked.emulate_media(color_scheme="dark")
    assert violations(looked, axe) == []


def test_at_four_times_its_size_a_sweep_scrolls_one_way(looked: Page, swept: str) -> None:
    opened(looked, f"{swept}/experiments?lang=nl&reeks=turning")
    looked.set_viewport_size({"width": 320, "height": 256})
    open_up(looked)
    looked.wait_for_function("document.documentElement.scrollWidth <= 320")
    assert cut_off(looked) == []
    assert faults_of_focus(looked, stops=40) == []


def test_no_path_of_the_server_is_shown_or_asked_for(
    looked: Page, swept: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    opened(looked, f"{swept}/experiments?lang=en&reeks=../../../etc")
    expect(looked.locator("main .caution").first).to_be_visible()
    assert str(Path(tmp_path_factory.getbasetemp())) not in looked.content()
    assert "etc" not in looked.locator("main").inner_text().split()


def test_a_phone_shows_the_page_without_scrolling_sideways(looked: Page, swept: str) -> None:
    looked.set_viewport_size({"width": 390, "height": 800})
    opened(looked, f"{swept}/experiments?lang=nl&reeks=turning")
    assert looked.evaluate("document.documentElement.scrollWidth") <= 390
