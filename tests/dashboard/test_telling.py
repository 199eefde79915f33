"""An answer is told once in each language, whoever looks; what one waits for is made first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import solara
from fake_runs import planted, scenario
from waiting import PATIENCE_SECONDS, until

from wijksim.dashboard import telling
from wijksim.dashboard.address import View
from wijksim.dashboard.pages.compare import Answered
from wijksim.dashboard.work import Desk
from wijksim.report.comparison import Comparison

POLICIES = ("carnisse/no-team", "carnisse/mixed")


@pytest.fixture
def desk() -> Any:
    made = Desk(workers=1, pairs=1, run=planted, pool=lambda: ThreadPoolExecutor(1))
    yield made
    made.close()


def test_visitors_who_look_at_one_answer_share_its_report_and_its_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, str]] = []
    report, tables = Comparison.report, telling.report_tables

    def counted(answer: Comparison, *, lang: str = "en") -> str:
        made.append(("report", f"{lang} {threading.current_thread().name}"))
        return report(answer, lang=lang)

    def tabled(answer: Comparison, lang: str) -> Any:
        made.append(("files", f"{lang} {threading.current_thread().name}"))
        return tables(answer, lang)

    monkeypatch.setattr(Comparison, "report", counted)
    monkeypatch.setattr(telling, "report_tables", tabled)
    both = tuple(map(scenario, POLICIES))
    question = desk.ask(both, lang="nl")
    until(lambda: question.is_whole("nl"))
    pages = [
        solara.render(Answered(View(), lambda _: None, desk, both), handle_error=False)[1]
        for _ in range(3)
    ]
    assert made == [("report", "nl teller_0"), ("files", "nl teller_0")]
    for one in pages:
        one.close()


def test_the_answer_is_there_before_its_files_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = threading.Event()
    tables = telling.report_tables

    def late(answer: Comparison, lang: str) -> Any:
        waits.wait(PATIENCE_SECONDS)
        return tables(answer, lang)

    monkeypatch.setattr(telling, "report_tables", late)
    question = desk.ask(tuple(map(scenario, POLICIES)), lang="en")
    until(lambda: question.done == 1)
    assert question.telling is not None and "answers" in question.telling.parts("en")[0]
    assert question.telling.files("en") is None and not question.is_whole("en")
    waits.set()
    until(lambda: question.is_whole("en"))
    assert question.telling.files("en")


def test_an_answer_is_told_anew_in_another_language_when_somebody_asks(desk: Desk) -> None:
    both = tuple(map(scenario, POLICIES))
    question = desk.ask(both, lang="nl")
    until(lambda: question.is_whole("nl"))
    assert not question.is_whole("en")
    assert desk.ask(both, lang="en") is question
    until(lambda: question.is_whole("en"))
    assert question.telling is not None
    assert question.telling.parts("en") != question.telling.parts("nl")
