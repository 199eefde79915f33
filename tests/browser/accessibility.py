"""What axe finds against WCAG 2.2, levels A and AA."""

from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, axe: str) -> list[str]:
    page.wait_for_selector("html[lang]")
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
