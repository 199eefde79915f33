"""A page as a tree: words stay words, drawings stay as they were written."""

from wijksim.report.tree import tree


def test_a_drawing_keeps_its_capitals_and_its_escapes() -> None:
    found = tree(
        '<html lang="en"><body><h1>a</h1><svg viewBox="0 0 1 1" aria-label="b">'
        "<clipPath id='c'><rect/></clipPath><text>1 &lt; 2</text></svg></body></html>"
    )
    drawing = found["of"][1]
    assert drawing["alt"] == "b"
    assert "</clipPath><text>1 &lt; 2</text></svg>" in drawing["svg"]
    assert drawing["svg"].startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')


def test_what_only_a_browser_needs_is_left_out() -> None:
    found = tree('<html lang="en"><body><nav>x</nav><a class="skip">y</a><h1>a</h1></body></html>')
    assert [one["tag"] for one in found["of"]] == ["h1"]


def test_a_range_that_keeps_together_on_the_page_keeps_together_on_paper() -> None:
    kept = "(9\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}24)"
    found = tree(f"<html><body><h1>a</h1><p>18\n  {kept}</p></body></html>")
    assert found["of"][1]["of"] == [f"18 {kept}"]
