"""Many visitors at once: each sees what they asked for, and the server stays within its memory."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import without
from sessions import Seen, measure

from wijksim.dashboard import vendored

pytestmark = pytest.mark.xdist_group("browser")


def crowd(*, sessions: int, seconds: float, pairs: int) -> Seen:
    if not vendored.is_complete():
        without("'make assets' was not run")
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    # In a thread of its own: a browser that other tests opened keeps an event loop in this one.
    with ThreadPoolExecutor(1) as apart:
        told = {"sessions": sessions, "seconds": seconds, "pairs": pairs, "port": port}
        seen = apart.submit(measure, **told).result()
    assert all(one.shown and one.waits for one in seen.visitors), "everybody was served"
    assert seen.strangers == 0, "somebody was shown another's question"
    assert seen.peak_mib <= 1536
    return seen


def test_visitors_who_come_together_each_see_their_own_question() -> None:
    crowd(sessions=3, seconds=8, pairs=2)


@pytest.mark.slow
def test_thirty_visitors_each_see_their_own_question_within_a_memory_of_a_gigabyte_and_a_half() -> (
    None
):
    seen = crowd(sessions=30, seconds=100, pairs=10)
    print(f"{1000 * seen.waits[len(seen.waits) // 2]:.0f} ms, {seen.peak_mib:.0f} MiB")
