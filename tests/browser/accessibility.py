"""What axe finds against WCAG 2.2, levels A and AA."""

from playwright.sync_api import Page

IN_PLACE = "() => !document.getElementById('first-sight')"
"""Whether the app has taken the place of what a page shows at first."""
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, axe: str, *, at_first_sight: bool = False) -> list[str]:
    if not at_first_sight:
        page.wait_for_function(IN_PLACE)
    page.evaluate(axe)
    found = page.evaluate(
        "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}})", LEVELS
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def open_up(page: Page) -> None:
    """Open everything on a page that opens."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


CUT = """() => [...document.querySelectorAll('main *, header *')].filter((one) => {
  const box = one.getBoundingClientRect(), seen = getComputedStyle(one);
  if (!box.width || !box.height || seen.visibility === 'hidden') return false;
  if (one.closest('.scroll, .unseen, .skip, svg, pre') && !one.matches('.scroll')) return false;
  const hides = seen.overflowX === 'hidden' || seen.overflowX === 'clip';
  const full = hides && one.scrollWidth > one.clientWidth + 1 && one.innerText;
  return box.right > innerWidth + 1 || box.left < -1 || full;
}).map((one) => one.outerHTML.slice(0, 160))"""


def cut_off(page: Page) -> list[str]:
    """Elements that stick out of the page, or hold more words than they show.

    Tables in a part of their own that scrolls are left out: what they say has two directions.
    """
    found: list[str] = page.evaluate(CUT)
    return found


BROKEN = """() => [...document.querySelectorAll('main table.stack td')].filter((one) => {
  if (!one.getClientRects().length || getComputedStyle(one).display === 'table-cell') return false;
  const head = getComputedStyle(one, '::before'), words = one.dataset.head.split(/[\\s-]/);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = head.font;
  return parseFloat(head.width) < Math.max(...words.map((word) => pen.measureText(word).width)) - 1;
}).map((one) => one.outerHTML.slice(0, 160))"""
HIDDEN = """() => [...document.querySelectorAll('main table')].filter((one) => {
  const room = one.closest('.scroll'), box = one.getBoundingClientRect();
  return room && box.width && box.width > room.clientWidth + 1;
}).map((one) => one.outerHTML.slice(0, 160))"""


def hard_on_a_phone(page: Page) -> list[str]:
    """Tables of which a part is out of sight, and heads of cells that are broken within a word."""
    found: list[str] = page.evaluate(BROKEN) + page.evaluate(HIDDEN)
    return found
