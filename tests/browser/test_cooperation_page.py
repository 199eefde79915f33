"""Who works with whom: read at any moment, by keyboard too, shared and taken along."""

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")
RUN_MILLISECONDS = 400_000


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("svg.network")).to_have_count(2, timeout=RUN_MILLISECONDS)


@pytest.mark.parametrize(
    ("lang", "head", "words"),
    [
        ("nl", "Wie met wie samenwerkt", "het meeste contact is tussen"),
        ("en", "Who works with whom", "have most contact"),
    ],
)
def test_the_network_is_drawn_and_told_in_both_languages(
    page: Page, server: str, axe: str, lang: str, head: str, words: str
) -> None:
    opened(page, f"{server}/together?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_have_text(head)
    expect(page.locator("#network figcaption").first).to_contain_text(words)
    for one in page.locator("figure.drawn summary").all():
        one.click()
    assert violations(page, axe) == []


def test_the_moment_moves_by_keyboard_and_the_address_restores_it(page: Page, server: str) -> None:
    opened(page, f"{server}/together?lang=en")
    slider = page.get_by_role("slider", name="Moment")
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('kwartaal=3')")
    moment = page.locator(".moment output").inner_text()
    expect(page.locator("#network h2")).to_have_text(f"Contacts on {moment}")
    expect(page.locator("#network figcaption").first).to_contain_text("there is no team")
    expect(page.locator("#travels h2")).to_have_text("How requests travelled in 2013")
    told = page.locator("#network figcaption").first.inner_text()
    opened(page, page.url)
    expect(page.locator("#network h2")).to_have_text(f"Contacts on {moment}")
    expect(page.locator("#network figcaption").first).to_have_text(told)


@pytest.mark.parametrize(
    ("kind", "begin"), [("PNG", b"\x89PNG"), ("CSV", b"\xef\xbb\xbffrom,to,contacts,trust")]
)
def test_the_network_is_taken_along(page: Page, server: str, kind: str, begin: bytes) -> None:
    opened(page, f"{server}/together?lang=en")
    with page.expect_download() as coming:
        page.get_by_role("button", name=f"Download as {kind}").first.press("Enter")
    assert coming.value.path().read_bytes().startswith(begin)
    assert coming.value.suggested_filename.startswith("carnisse-network-")


def test_a_phone_shows_the_page_without_scrolling_sideways(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"{server}/together?lang=nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_table_that_is_opened_moves_no_chart_and_hides_no_column(page: Page, server: str) -> None:
    opened(page, f"{server}/together?lang=nl")
    tops = (
        "all => all.slice(0, 3).map((one) => "
        "Math.round(one.getBoundingClientRect().y + window.scrollY))"
    )
    before = page.locator("#courses svg.chart").evaluate_all(tops)
    assert len(set(before)) == 1, "charts beside each other line up"
    page.locator("#courses summary").first.click()
    expect(page.locator("#courses table").first).to_contain_text("31 december 2012")
    assert page.locator("#courses svg.chart").evaluate_all(tops) == before
    page.locator("#network summary").first.click()
    box = page.locator("#network .scroll").first
    assert box.evaluate("one => one.scrollWidth <= one.clientWidth")
