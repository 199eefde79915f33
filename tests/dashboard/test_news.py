"""Pages that wait hear of a change at once, each in its own event loop, and otherwise sleep."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from wijksim.dashboard.news import News

PATIENCE_SECONDS = 30


def test_all_who_wait_hear_of_a_change_and_look_no_more_often() -> None:
    news, looks, done = News(), [], threading.Event()
    asleep = threading.Semaphore(0)

    def page(number: int) -> int:
        def true() -> bool:
            looks.append(number)
            asleep.release()
            return done.is_set()

        asyncio.run(asyncio.wait_for(news.until(true), PATIENCE_SECONDS))
        return number

    with ThreadPoolExecutor(3) as pages:
        waiting = [pages.submit(page, number) for number in range(3)]
        for _ in waiting:
            assert asleep.acquire(timeout=PATIENCE_SECONDS)
        done.set()
        news.tell()
        assert [one.result(PATIENCE_SECONDS) for one in waiting] == [0, 1, 2]
    assert len(looks) <= 6


def test_a_page_that_has_gone_is_forgotten() -> None:
    news = News()

    async def gone() -> None:
        waits = asyncio.ensure_future(news.until(lambda: False))
        await asyncio.sleep(0)
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)

    with ThreadPoolExecutor(1) as page:  # browser tests leave a loop running in this thread
        page.submit(asyncio.run, gone()).result(PATIENCE_SECONDS)
    news.tell()
    assert not news._waiting
