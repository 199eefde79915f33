"""The first page answers in Dutch and English, by keyboard too, and asks nobody else anything."""

import csv
import io

import pytest
from accessibility import IN_PLACE, violations
from playwright.sync_api import Browser, Page, Route, expect

from wijksim.dashboard.taken import as_sheet

pytestmark = pytest.mark.xdist_group("browser")
ANSWER_MILLISECONDS = 400_000


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#answer .answers li").first).to_be_visible(timeout=ANSWER_MILLISECONDS)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=ANSWER_MILLISECONDS)


def test_the_start_page_shows_an_answer_in_dutch(
    page: Page, server: str, axe: str, asked_for: list[str]
) -> None:
    opened(page, server)
    assert page.evaluate("document.documentElement.lang") == "nl"
    expect(page.get_by_role("heading", level=1)).to_have_text("Vergelijk beleid in een wijk")
    assert violations(page, axe) == []
    expect(page.get_by_role("navigation", name="Pagina's")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(0)
    outside = [one for one in asked_for if not one.startswith((server, "data:", "blob:"))]
    assert asked_for and outside == [], "no request leaves this machine"


def test_the_same_view_in_english_is_one_click_away(page: Page, server: str, axe: str) -> None:
    opened(page, server + "/?lang=nl")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare policies in a neighbourhood")
    expect(page.locator("#answer .answers li").first).to_be_visible(timeout=ANSWER_MILLISECONDS)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert violations(page, axe) == []


PLACES = """(top) => ['.masthead', 'h1', '.controls', '.choices .note', '.report', '.answers li']
  .map((one) => document.querySelector(top + ' ' + one).getBoundingClientRect())
  .map((one) => [one.left, one.top, one.width, one.height].map(Math.round))"""


@pytest.mark.parametrize("width", [390, 1366])
def test_an_answer_that_is_known_can_be_read_before_the_app_has_come_and_nothing_moves_then(
    browser: Browser, page: Page, server: str, axe: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, server + "/?lang=nl")
    told, places = page.locator("#answer").inner_text(), page.evaluate(PLACES, "#app")
    early = browser.new_page(viewport={"width": width, "height": 900})
    early.route("**/*.min.js", lambda route: route.abort())
    early.goto(server + "/?lang=nl")
    expect(early.locator("#first-sight #answer")).to_be_visible()
    assert early.locator("#answer").inner_text() == told
    assert early.evaluate(PLACES, "#first-sight") == places
    assert violations(early, axe, at_first_sight=True) == []
    early.close()


def test_who_reached_a_link_by_keyboard_at_first_sight_stays_on_it_when_the_app_has_come(
    page: Page, server: str
) -> None:
    opened(page, server + "/?lang=nl")
    held: list[Route] = []
    page.route("**/*.min.js", lambda route: held.append(route), times=1)
    page.evaluate("location.reload()")
    page.locator("#first-sight nav a").nth(2).focus()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.wait_for_function(IN_PLACE)
    expect(page.locator("#app nav.pages a").nth(2)).to_be_focused()


def test_weights_move_by_keyboard_and_the_score_says_so(page: Page, server: str) -> None:
    opened(page, server + "/?lang=en")
    score = page.locator(".score span").first
    before = score.inner_text()
    sliders = page.locator(".weight input")
    for place in range(sliders.count()):
        sliders.nth(place).focus()
        page.keyboard.press("Home")
    expect(score).to_have_text("All weights are zero.")
    sliders.first.focus()
    page.keyboard.press("End")
    expect(score).not_to_have_text("All weights are zero.")
    assert before != ""


def test_a_choice_is_kept_in_the_address_without_a_step_back(page: Page, server: str) -> None:
    opened(page, server + "/?lang=en")
    steps = page.evaluate("history.length")
    page.get_by_label("Roll-out from above", exact=True).uncheck()
    expect(page.get_by_text("Tick one more")).to_be_visible()
    page.wait_for_function("!location.search.includes('top-down-rollout')")
    assert page.evaluate("history.length") == steps


def test_the_report_can_be_taken_along(page: Page, server: str) -> None:
    opened(page, server + "/?lang=en")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the report (HTML)").press("Enter")
    path = coming.value.path()
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_report_can_be_taken_along_as_pdf(page: Page, server: str) -> None:
    opened(page, server + "/?lang=en")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the report (PDF)").press("Enter")
    assert coming.value.suggested_filename == "report.pdf"
    assert coming.value.path().read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["PNG", "SVG", "CSV"])
def test_each_figure_of_the_answer_can_be_taken_along(page: Page, server: str, kind: str) -> None:
    opened(page, server + "/?lang=en")
    figures = page.locator(".report figure")
    buttons = page.locator(".report figure").get_by_role("button", name=f"Download as {kind}")
    expect(buttons).to_have_count(figures.count())
    with page.expect_download() as coming:
        buttons.last.press("Enter")
    begin = {"PNG": b"\x89PNG", "SVG": b"<svg", "CSV": b"\xef\xbb\xbfrow,column,share"}
    assert coming.value.path().read_bytes().startswith(begin[kind])
    assert coming.value.suggested_filename == (
        f"map-change-carnisse-bottom-up-self-organisation.{kind.lower()}"
    )


def test_who_saw_the_runs_end_can_take_the_figures_along(page: Page, server: str) -> None:
    page.goto(f"{server}/?lang=en&wijk=pernis&s=no-team&s=mixed")
    figures, taken = page.locator(".report figure"), page.locator(".report figure .take")
    page.locator("#answer .answers li").first.wait_for(timeout=ANSWER_MILLISECONDS)
    expect(taken.first).to_be_visible(timeout=ANSWER_MILLISECONDS)
    expect(taken).to_have_count(figures.count())


def test_a_figure_that_is_taken_along_says_which_line_is_which_policy(
    page: Page, server: str
) -> None:
    opened(page, server + "/?lang=en")
    with page.expect_download() as coming:
        page.locator("#time figure").first.get_by_role("button", name="Download as SVG").click()
    drawn = coming.value.path().read_text(encoding="utf-8")
    for policy in page.locator("#time .lines li").all_inner_texts():
        assert f">{policy.strip()}</text>" in drawn
    with page.expect_download() as coming:
        page.locator("#map figure").last.get_by_role("button", name="Download as SVG").click()
    drawn = coming.value.path().read_text(encoding="utf-8")
    last = page.locator("#map .swatches li").last.inner_text().strip()
    assert f">{last}</text>" in drawn


def test_tables_on_the_dutch_page_open_in_a_dutch_spreadsheet(page: Page, server: str) -> None:
    opened(page, server + "/?lang=nl")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Downloaden als CSV").first.press("Enter")
    head, first = coming.value.path().read_text(encoding="utf-8-sig").splitlines()[:2]
    assert head.startswith("fifth;carnisse/top-down-rollout;")
    assert all(float(one.replace(",", ".")) < 100 for one in first.split(";"))
    assert "." not in first
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download de verschillen (CSV)").press("Enter")
    head, first = coming.value.path().read_text(encoding="utf-8-sig").splitlines()[:2]
    assert head.startswith("outcome;group;scenario;") and "," in first and "." not in first


AS_SAVED = """csv => new Promise((saved) => {
  const real = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blob.text().then(saved); return real(blob); };
  window.wijksimTake("CSV", { name: "x", csv });
  URL.createObjectURL = real;
})"""


def test_the_browser_and_the_server_write_one_dutch_form(page: Page, server: str) -> None:
    page.goto(server + "/method?lang=nl")
    page.wait_for_function("() => window.wijksimTake")
    text = 'a,"b, ""c""",d;e\n0.5,1e-05,-1.5e-05\n,12,v1.2\n"x;y\nz",\'=1;1,2013-01-21\n'
    saved = page.evaluate(AS_SAVED, text).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(saved), delimiter=";")) == [
        ["a", 'b, "c"', "d;e"],
        ["0,5", "1e-05", "-1,5e-05"],
        ["", "12", "v1.2"],
        ["x;y\nz", "'=1;1", "2013-01-21"],
    ]
    both = (saved, as_sheet(text, "nl").removeprefix("\ufeff"))
    one, other = (list(csv.reader(io.StringIO(each), delimiter=";")) for each in both)
    assert one == other


def test_a_phone_shows_the_page_without_scrolling_sideways(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, server)
    wide = page.evaluate("document.querySelector('main#inhoud').getBoundingClientRect().right")
    assert wide <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_by_night_every_control_is_drawn_for_the_night(page: Page, server: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server}/?lang=en")
    page.locator(".choice input").first.wait_for()
    drawn = page.eval_on_selector_all(
        "main input, main select", "all => all.map((one) => getComputedStyle(one).colorScheme)"
    )
    assert drawn and set(drawn) == {"light dark"}
