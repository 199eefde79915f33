"""Many visitors at once: each sees what they asked for, and the server stays within its memory."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from browsers import chromium
from servers import without
from sessions import Seen, measure

from wijksim.dashboard import vendored

GIVEN_BACK = 0.6
"""At most this share of what a crowd added may still be held five seconds after it left."""
ROOM_MIB = 100.0
"""Or this much: the answers that are kept, and what the model loads when it runs longer."""
pytestmark = pytest.mark.xdist_group("browser")


def crowd(*, sessions: int, seconds: float, pairs: int, browsers: int = 0) -> Seen:
    if not vendored.is_complete():
        without("'make assets' was not run")
    if browsers and chromium() is None:
        without("there is no chromium")
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    # In a thread of its own: a browser that other tests opened keeps an event loop in this one.
    with ThreadPoolExecutor(1) as apart:
        told = {"sessions": sessions, "browsers": browsers, "seconds": seconds, "pairs": pairs}
        seen = apart.submit(measure, port=port, **told).result()
    assert all(one.shown and one.waits for one in seen.visitors), "everybody was served"
    assert all(one.opened_in == one.opened_in for one in seen.lookers), "browsers too"
    assert len(seen.served) == len(seen.waits), "the server's clock saw every sign of life"
    assert seen.strangers == 0, "somebody was shown another's question"
    assert seen.peak_mib <= 1536
    assert not any(one.mistakes for one in seen.lookers)
    return seen


def test_visitors_who_come_together_each_see_their_own_question() -> None:
    crowd(sessions=3, seconds=8, pairs=2)


@pytest.mark.slow
def test_thirty_visitors_each_see_their_own_question_within_a_memory_of_a_gigabyte_and_a_half() -> (
    None
):
    seen = crowd(sessions=27, browsers=3, seconds=100, pairs=10)
    print(f"{1000 * seen.served[len(seen.served) // 2]:.0f} ms, {seen.peak_mib:.0f} MiB")
    grown = seen.peak_mib - seen.before_mib
    assert seen.after_mib - seen.before_mib <= max(GIVEN_BACK * grown, ROOM_MIB)
