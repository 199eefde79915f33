"""What holds for every page: no barrier, room at four hundred per cent, and a way there and back.

The Experiments page with a sweep is looked at in test_experiments_page.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from accessibility import cut_off, hard_on_a_phone, open_up, violations
from keys import faults_of_focus, go_to
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")
RUN_MILLISECONDS, PAGE_MILLISECONDS = 400_000, 60_000
STOPS = 36
"""So many stops of the Tab key are looked at: all controls of a page but its last figures."""
LANGUAGES = ("nl", "en")


def choose(page: Page, role: str, name: str, *keys: str) -> None:
    """Go to a control by Tab and press keys there."""
    go_to(page, page.get_by_role(role, name=name).first)
    for key in keys:
        page.keyboard.press(key)


@dataclass(frozen=True)
class Case:
    """A page: where it is, what shows that it is ready, and its task by keyboard alone.

    The task ends with words in the address, and `told` names what should come back with them.
    """

    path: str
    ready: str
    task: Callable[[Page], None]
    kept: str
    told: str


CASES = {
    "compare": Case(
        "/",
        "#answer .answers li",
        lambda page: choose(page, "slider", "Crises", "End"),
        "gewicht=1.1.5.1.1",
        ".scores .score span",
    ),
    "neighbourhood": Case(
        "/neighbourhood",
        ".wards[data-painted]",
        lambda page: choose(page, "application", "Map: Roll-out from above", "ArrowRight", "Enter"),
        "op=r",
        ".facts h3",
    ),
    "lives": Case(
        "/lives",
        "figure.drawn svg.life",
        lambda page: choose(page, "button", "A life that differs a little less", "Enter"),
        "wie=",
        "#answer h2",
    ),
    "together": Case(
        "/together",
        "svg.network",
        lambda page: choose(page, "slider", "Moment", "Home", "ArrowRight"),
        "kwartaal=1",
        "#network h2",
    ),
    "experiments": Case(
        "/experiments", "main pre", lambda page: None, "lang=en", "main pre >> nth=0"
    ),
    "make": Case(
        "/make",
        ".lever",
        lambda page: choose(page, "textbox", "Size of the team", "7", "Tab"),
        "knoppen=team.fte-7",
        "main section pre >> nth=0",
    ),
    "method": Case(
        "/method",
        ".lookup tbody tr",
        lambda page: choose(page, "button", "Next step", "Enter"),
        "stap=2",
        ".steps li[aria-current=step]",
    ),
}
each_page = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def opened(page: Page, address: str, case: Case) -> None:
    page.goto(address)
    settled(page, case)


def settled(page: Page, case: Case) -> None:
    page.locator(case.ready).first.wait_for(state="attached", timeout=RUN_MILLISECONDS)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=RUN_MILLISECONDS)


@each_page
def test_no_page_but_the_map_waits_for_a_compiler(
    page: Page, server: str, case: Case, asked_for: list[str]
) -> None:
    opened(page, f"{server}{case.path}?lang=en", case)
    fetched = any("vue-sfc" in one for one in asked_for)
    assert fetched == (case.path == "/neighbourhood")


@each_page
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_on_a_page_stands_in_the_way_by_day_or_night_closed_or_open(
    page: Page, server: str, axe: str, case: Case, lang: str
) -> None:
    opened(page, f"{server}{case.path}?lang={lang}", case)
    faults = violations(page, axe)
    open_up(page)
    page.emulate_media(color_scheme="dark")
    assert faults + violations(page, axe) == []


@each_page
def test_the_focus_is_seen_and_named_on_a_page_that_at_four_times_its_size_scrolls_one_way(
    page: Page, server: str, case: Case
) -> None:
    opened(page, f"{server}{case.path}?lang=nl", case)
    assert faults_of_focus(page, stops=STOPS) == []
    page.set_viewport_size({"width": 320, "height": 256})
    open_up(page)
    page.wait_for_function("document.documentElement.scrollWidth <= 320")
    assert cut_off(page) == []
    assert faults_of_focus(page, stops=STOPS // 2) == []


@each_page
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_shows_all_of_each_table_and_no_head_broken_within_a_word(
    page: Page, server: str, case: Case, lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, f"{server}{case.path}?lang={lang}", case)
    open_up(page)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert cut_off(page) + hard_on_a_phone(page) == []


@each_page
def test_what_was_done_by_keyboard_comes_back_by_back_forward_and_address(
    page: Page, server: str, case: Case
) -> None:
    opened(page, f"{server}{case.path}?lang=en", case)
    case.task(page)
    page.wait_for_function(
        "(kept) => location.search.includes(kept)", arg=case.kept, timeout=PAGE_MILLISECONDS
    )
    page.wait_for_timeout(500)
    told, address = page.locator(case.told).first.inner_text(), page.url
    other = "Make a policy" if case.path == "/method" else "Method"
    page.evaluate("document.activeElement.blur()")
    go_to(page, page.get_by_role("link", name=other, exact=True))
    page.keyboard.press("Enter")
    head = "Make a policy of your own" if other == "Make a policy" else "How the model works"
    expect(page.get_by_role("heading", level=1)).to_have_text(head, timeout=PAGE_MILLISECONDS)
    page.go_back()
    settled(page, case)
    expect(page.locator(case.told).first).to_have_text(told, timeout=PAGE_MILLISECONDS)
    assert page.url == address
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(head, timeout=PAGE_MILLISECONDS)


def test_a_page_loaded_again_in_mid_run_goes_on_and_answers(page: Page, server: str) -> None:
    address = f"{server}/?lang=en&s=no-team&s=mixed"
    page.goto(address)
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible(timeout=RUN_MILLISECONDS)
    page.reload()
    answer = page.locator("#answer .answers li").first
    expect(bar.or_(answer).first).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(answer).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(bar).to_have_count(0, timeout=RUN_MILLISECONDS)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("path", ["/lives", "/together"])
def test_while_two_runs_are_under_way_a_bar_shows_that_work_goes_on(
    page: Page, server: str, path: str
) -> None:
    page.goto(f"{server}{path}?lang=en&wijk=pernis")
    bar = page.get_by_role("progressbar", name="half a minute")
    expect(bar).to_be_visible(timeout=PAGE_MILLISECONDS)
    assert bar.get_attribute("value") is None, "how far it is, is not known"
