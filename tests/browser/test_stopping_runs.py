"""Runs that are under way can be stopped and asked for again, and survive a page opened anew."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from servers import serving

pytestmark = pytest.mark.xdist_group("browser")
MOMENT_MILLISECONDS = 120_000


@pytest.fixture(scope="module")
def slow_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("slow"), "--replicates", "200") as address:
        yield address


def test_runs_can_be_stopped_and_asked_for_again(page: Page, slow_server: str) -> None:
    page.goto(slow_server + "/?lang=en&wijk=carnisse&s=mixed&s=no-team")
    page.get_by_role("button", name="Stop the runs").click(timeout=MOMENT_MILLISECONDS)
    expect(page.get_by_role("alert")).to_have_text("You stopped the runs.")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.get_by_role("button", name="Try again").press("Enter")
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=MOMENT_MILLISECONDS)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_page_that_is_opened_anew_in_mid_run_shows_how_far_it_is(
    page: Page, slow_server: str
) -> None:
    page.goto(slow_server + "/?lang=en&wijk=carnisse&s=mixed&s=no-team")
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=MOMENT_MILLISECONDS)
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=MOMENT_MILLISECONDS)
