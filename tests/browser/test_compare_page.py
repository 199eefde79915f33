"""The first page answers in Dutch and English, by keyboard too, and asks nobody else anything."""

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect

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
