"""What a page shows before its app has come: its head at once, and an answer that is known."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fake_runs import planted, scenario
from waiting import until

from wijksim.dashboard import app
from wijksim.dashboard.first_sight import AtFirstSight, Sight
from wijksim.dashboard.work import Desk

PAGE = '<html><head><title>server</title></head><body><div id="app"></div></body></html>'
PAIR = ("top-down-rollout", "bottom-up-self-organisation")
QUERY = "lang={lang}&wijk=carnisse&s=top-down-rollout&s=bottom-up-self-organisation"


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(workers=1, pairs=2, run=planted, pool=lambda: ThreadPoolExecutor(1))
    monkeypatch.setattr(app, "DESK", made)
    yield made
    made.close()


async def plain_server(scope: Any, receive: Any, send: Any) -> None:
    body = PAGE.encode()
    packed = [name for name, _ in scope["headers"] if name == b"accept-encoding"]
    headers = [(b"content-length", str(len(body)).encode()), (b"packed", str(packed).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body[:9], "more_body": True})
    await send({"type": "http.response.body", "body": body[9:]})


async def empty_server(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"Page not found by Solara router"})


async def never() -> Any:
    raise AssertionError("nothing is sent with a question for a page")


def sent_by(
    server: Any, path: str, query: str = "", method: str = "GET", accept: bytes = b"text/html,*/*"
) -> list[Any]:
    """What a server gives that adds first sights to another."""
    sent: list[Any] = []

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    whole = {**scope, "headers": [(b"accept-encoding", b"gzip"), (b"accept", accept)]}
    served = AtFirstSight(server, app.first_sight, app.lost_sight)
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, served(whole, never, send)).result()
    return sent


def fetched(path: str, query: str = "", method: str = "GET") -> tuple[dict[bytes, bytes], str]:
    """Headers and text of what a server gives that adds first sights."""
    sent = sent_by(plain_server, path, query, method)
    return dict(sent[0]["headers"]), b"".join(one["body"] for one in sent[1:]).decode()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", ("Vergelijk beleid in een wijk", "Wijk", "Uitrol van bovenaf", "Vergelijken")),
     ("en", ("Compare policies in a neighbourhood", "Policies", "Roll-out from above", "Method"))],
)  # fmt: skip
def test_the_first_page_has_head_title_and_choices_in_the_language_that_is_asked_for(
    desk: Desk, lang: str, words: tuple[str, ...]
) -> None:
    headers, page = fetched("/", QUERY.format(lang=lang))
    assert f'<html lang="{lang}">' in page
    assert all(one in page for one in words)
    assert int(headers[b"content-length"]) == len(page.encode())
    assert headers[b"packed"] == b"[]", "a packed page could not be added to"
    assert page.count('<div id="app"') == 1


def test_an_answer_that_is_known_stands_in_the_page_and_nothing_is_run_for_who_only_fetches_it(
    desk: Desk,
) -> None:
    assert 'class="report"' not in fetched("/", QUERY.format(lang="nl"))[1]
    assert not desk.is_at_work
    question = desk.ask([scenario(f"carnisse/{one}") for one in PAIR], lang="nl")
    until(lambda: question.is_whole("nl"))
    page = fetched("/", QUERY.format(lang="nl"))[1]
    assert question.telling is not None
    assert question.telling.parts("nl")[0] in page and "Het antwoord" in page
    assert 'class="report"' not in fetched("/", QUERY.format(lang="en"))[1], "told in Dutch only"


def test_an_answer_that_still_grows_is_left_to_the_app(desk: Desk) -> None:
    question = desk.ask([scenario(f"carnisse/{one}") for one in PAIR], lang="nl")
    until(lambda: question.is_whole("nl"))
    question.done = 1
    assert 'class="report"' not in fetched("/", QUERY.format(lang="nl"))[1]


def test_what_was_found_before_the_runs_failed_is_not_shown_as_an_answer(desk: Desk) -> None:
    question = desk.ask([scenario(f"carnisse/{one}") for one in PAIR], lang="nl")
    until(lambda: question.is_whole("nl"))
    question.done, question.mistake = 1, "the process ended"
    assert 'class="report"' not in fetched("/", QUERY.format(lang="nl"))[1]


@pytest.mark.parametrize("path", ["/static/main.js", "/nowhere", "/../etc/passwd"])
def test_what_is_no_page_is_passed_on_as_it_is(desk: Desk, path: str) -> None:
    assert fetched(path)[1] == PAGE
    assert fetched("/", method="POST")[1] == PAGE


def test_every_page_has_its_head_and_names_itself_in_it(desk: Desk) -> None:
    for where, name, _ in app.PAGES:
        page = fetched(app.address_of(where), "lang=en")[1]
        assert f"<title>{name} · wijksim</title>" in page
        assert page.count('aria-current="page"') == 1


def test_words_from_elsewhere_are_never_read_as_html() -> None:
    bad = "</title><script>alert(1)</script>"
    head = {"lang": '"><b>', "title": bad, "menu": [{"href": "\"'>", "name": bad, "here": True}],
            "other_language": {"href": bad, "lang": bad, "name": bad}}  # fmt: skip
    page = Sight(head, wait=bad).put_into(PAGE)
    assert "<script>alert" not in page and "<b>" not in page and "\"'>" not in page


def test_a_page_without_an_app_stays_as_it_is() -> None:
    assert Sight({"lang": "nl", "title": "x"}, wait="").put_into("<html></html>") == "<html></html>"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", ("Deze pagina bestaat niet", "Naar de eerste pagina", "Vergelijken")),
     ("en", ("This page does not exist", "To the first page", "Compare"))],
)  # fmt: skip
def test_an_address_without_a_page_is_told_so_in_the_readers_language_with_a_way_back(
    lang: str, words: tuple[str, ...]
) -> None:
    start, *parts = sent_by(empty_server, "/nowhere", f"lang={lang}")
    page = b"".join(one["body"] for one in parts).decode()
    assert start["status"] == 404
    assert dict(start["headers"])[b"content-length"] == str(len(page.encode())).encode()
    assert f'<html lang="{lang}">' in page and all(one in page for one in words)
    assert 'href="/?lang=' in page and 'aria-current="page"' not in page
    assert "aria-busy" not in page and "<script" not in page and "not found by" not in page


def test_a_file_that_is_not_there_is_no_page_for_a_reader() -> None:
    start, body = sent_by(empty_server, "/static/main.js", accept=b"*/*")
    assert start["status"] == 404 and body["body"] == b"Page not found by Solara router"


def test_an_address_from_elsewhere_leads_nowhere_else() -> None:
    _, body = sent_by(empty_server, "//elsewhere.example/", 'lang="><script>&wijk=x')
    page = body["body"].decode()
    assert "<script" not in page and "elsewhere" not in page
