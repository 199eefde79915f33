"""One resident under two policies: chosen, read, shared and taken along."""

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")
RUN_MILLISECONDS = 400_000


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("figure.drawn svg.life").first).to_be_attached(timeout=RUN_MILLISECONDS)


def at_rest(page: Page) -> list[str]:
    """Where two lives part, once that has stood for a second: name and list come one by one."""
    told: list[str] = []
    while told != (told := page.locator(".parted").all_inner_texts()) or not told:
        page.wait_for_timeout(1_000)
    return told


@pytest.mark.parametrize(
    ("lang", "head", "words"),
    [
        ("nl", "Eén bewoner, twee soorten beleid", "gebeurt in beide levens hetzelfde"),
        ("en", "One resident, two policies", "the same things happen in both lives"),
    ],
)
def test_the_life_that_differs_most_is_told_in_both_languages(
    page: Page, server: str, axe: str, lang: str, head: str, words: str
) -> None:
    opened(page, f"{server}/lives?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_have_text(head)
    expect(page.locator(".parted").first).to_contain_text(words)
    for one in page.locator("figure.drawn summary").all():
        one.click()
    expect(page.locator("figure.drawn table").first).to_be_visible()
    assert violations(page, axe) == []


def test_another_person_is_chosen_by_keyboard_and_the_address_restores_it(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/lives?lang=en")
    name = page.get_by_role("heading", level=2, name="Resident ")
    before = name.inner_text()
    page.get_by_role("button", name="A life that differs a little less").press("Enter")
    expect(name).not_to_have_text(before)
    number = page.get_by_label("Number, 1 to")
    number.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("77")
    page.keyboard.press("Tab")
    expect(name).to_have_text("Resident 77")
    page.wait_for_function("location.search.includes('wie=77')")
    told = at_rest(page)
    opened(page, page.url)
    expect(name).to_have_text("Resident 77")
    assert at_rest(page) == told


def test_children_of_the_lowest_fifth_are_chosen(page: Page, server: str) -> None:
    opened(page, f"{server}/lives?lang=en")
    page.get_by_label("Age at the start").select_option("0-17")
    page.get_by_label("Chances").select_option("1")
    about = page.locator("#answer .note").first
    expect(about).to_contain_text("lowest fifth of chances")
    assert int(about.inner_text().split()[0]) < 18


@pytest.mark.parametrize(
    ("kind", "begin"), [("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"\xef\xbb\xbf")]
)
def test_a_figure_is_taken_along(page: Page, server: str, kind: str, begin: bytes) -> None:
    opened(page, f"{server}/lives?lang=en")
    with page.expect_download() as coming:
        page.get_by_role("button", name=f"Download as {kind}").first.press("Enter")
    assert coming.value.path().read_bytes().startswith(begin)
    assert coming.value.suggested_filename.startswith("carnisse-resident-")


def test_a_phone_shows_a_life_without_scrolling_sideways(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"{server}/lives?lang=nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".narrow-only svg.life")).to_be_visible()
    expect(page.locator(".wide-only svg.life")).to_be_hidden()
