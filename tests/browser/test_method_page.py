"""The method page: loops to walk through, numbers to search, limits to read."""

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(
    ("lang", "head"), [("nl", "Hoe het model werkt"), ("en", "How the model works")]
)
def test_the_method_is_told_in_both_languages(
    page: Page, server: str, axe: str, lang: str, head: str
) -> None:
    page.goto(f"{server}/method?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_have_text(head)
    expect(page.locator(".lookup tbody tr").first).to_be_visible()
    assert violations(page, axe) == []


def test_one_walks_through_a_loop_and_searches_a_number_by_keyboard(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/method?lang=en")
    here = page.locator(".steps li[aria-current=step]")
    first = here.inner_text()
    page.get_by_role("button", name="Next step").press("Enter")
    expect(here).not_to_have_text(first)
    page.get_by_label("Search in name, meaning and source").focus()
    page.keyboard.type("population moves in, to and from")
    expect(page.locator(".lookup tbody th").first).to_have_text("population.turnover")


def test_the_name_of_a_file_is_as_large_as_its_sentence_on_a_projector_too(
    page: Page, server: str
) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{server}/method?lang=en")
    name = page.locator("main p code").first
    name.wait_for(timeout=60_000)
    size = "(one) => parseFloat(getComputedStyle(one).fontSize)"
    assert name.evaluate(size) == pytest.approx(0.86 * name.locator("xpath=..").evaluate(size))


@pytest.mark.parametrize("width", [390, 1366])
def test_what_a_number_means_and_where_it_is_from_can_be_read_whole(
    page: Page, server: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server}/method?lang=nl")
    page.locator(".lookup tbody tr").first.wait_for(timeout=60_000)
    wide = page.locator(".lookup .scroll").evaluate("(one) => one.scrollWidth - one.clientWidth")
    assert wide <= 0, "the table is wider than the page"
