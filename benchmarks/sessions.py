"""Many visitors of the dashboard at once, each with runs of their own: how long does a page wait?

Most speak the server's own protocol over a socket: they open the page, which starts a comparison
that nobody else asked for, and ask the server for a sign of life while it runs. Some have a real
browser. How long an answer takes is measured at the visitor and, apart from what the visitor's own
process needs, at the server. Memory is weighed before they come, while they are there, and five
seconds after they left. Run it as `python benchmarks/sessions.py` (27 and 3).
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import psutil
import websockets
from browsers import Looker, look_all

from wijksim.dashboard.shelf import policies_by_place

_EACH = 0.5
"""Seconds between two questions of one visitor."""
_AFTER = 5.0
"""Seconds after the last visitor left."""
_CALM = 0.1
"""Processors used by a server that has nothing to do, at most."""


def questions() -> list[str]:
    """Addresses of comparisons that are all different: every pair of policies, place by place."""
    known = policies_by_place()
    pairs = (itertools.permutations(policies, 2) for policies in known.values())
    return [
        f"?lang=nl&wijk={place}&s={one}&s={other}"
        for of_all_places in zip(*pairs, strict=False)
        for place, (one, other) in zip(known, of_all_places, strict=True)
    ]


@dataclass
class Visitor:
    """One visitor: what was asked for, how long answers took, and which addresses came back."""

    query: str
    opened_in: float = 0.0
    waits: list[float] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)


def _message(kind: str, content: dict[str, object], session: str) -> str:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "username": "",
        "session": session,
        "date": "",
        "version": "5.3",
    }
    return json.dumps(
        {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
            "buffers": [],
        }
    )


async def visit(address: str, visitor: Visitor, *, seconds: float) -> None:
    """Open a page and ask for a sign of life until `seconds` have passed."""
    began = time.perf_counter()
    kernel, page, comm = (uuid.uuid4().hex for _ in range(3))
    url = f"{address.replace('http', 'ws', 1)}/jupyter/api/kernels/{kernel}/channels"
    cookie = {"Cookie": f"solara-session-id={uuid.uuid4()}"}
    url = f"{url}?session_id={page}"
    async with websockets.connect(url, additional_headers=cookie, max_size=2**28) as socket:
        answers: asyncio.Queue[str] = asyncio.Queue()

        async def listen() -> None:
            async for raw in socket:
                text = raw if isinstance(raw, str) else raw.decode("utf-8", "ignore")
                visitor.shown.update(re.findall(r"wijk=[a-z-]+(?:&s=[a-z-]+)+", text))
                for word in ("finished", "app-status"):
                    if f'"method": "{word}"' in text or f'"method":"{word}"' in text:
                        answers.put_nowait(word)

        ears = asyncio.create_task(listen())

        async def ask(what: dict[str, object], answer: str) -> None:
            content = {"comm_id": comm, "data": what}
            await socket.send(_message("comm_msg", content, page))
            while await asyncio.wait_for(answers.get(), 300) != answer:
                pass

        opening = {"comm_id": comm, "target_name": "solara.control", "data": {}}
        await socket.send(_message("comm_open", opening, page))
        themes = {"light": {}, "dark": {}}
        args = {"path": f"/{visitor.query}", "appName": "__default__", "dark": False}
        await ask({"method": "run", "args": {**args, "themes": themes}}, "finished")
        visitor.opened_in = time.perf_counter() - began
        while time.perf_counter() - began < seconds:
            await asyncio.sleep(_EACH)
            asked = time.perf_counter()
            await ask({"method": "app-status", "sent_at": asked}, "app-status")
            visitor.waits.append(time.perf_counter() - asked)
        ears.cancel()
    await asyncio.to_thread(_close, f"{address}/_solara/api/close/{kernel}?session_id={page}")


def _close(url: str) -> None:
    with urlopen(Request(url, data=b"", method="POST"), timeout=60) as answer:
        answer.read()


def resident_mib(process: int) -> float:
    """Memory of a process and of those that it started, in MiB, shared pages counted by part."""
    total = 0.0
    for one in [process, *_children(process)]:
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
        total += int(found.group(1)) / 1024 if found else 0.0
    return total


def _children(process: int) -> list[int]:
    found = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        for one in thread.read_text(encoding="ascii").split():
            found += [int(one), *_children(int(one))]
    return found


@dataclass
class Seen:
    """What a crowd of visitors met with."""

    visitors: list[Visitor]
    lookers: list[Looker]
    served: list[float]
    """Waits as the server saw them, in seconds, in order of length."""
    before_mib: float
    peak_mib: float
    after_mib: float

    @property
    def waits(self) -> list[float]:
        """All waits for a sign of life, in seconds, in order of length."""
        return sorted(one for visitor in self.visitors for one in visitor.waits)

    @property
    def strangers(self) -> int:
        """Visitors who were shown an address that is not their own, but for the other language."""
        return sum(
            any(not visitor.query.endswith(one) for one in visitor.shown)
            for visitor in self.visitors
        ) + sum(not one.is_own for one in self.lookers)


async def crowd(
    address: str, process: int, *, sessions: int, browsers: int, seconds: float
) -> Seen:
    """So many visitors at once, each with a question of their own, for so long."""
    asked = questions()
    visitors = [Visitor(query) for query in asked[:sessions]]
    lookers = [Looker(query) for query in asked[sessions : sessions + browsers]]
    await asyncio.to_thread(until_calm, address, process)
    before = peak = resident_mib(process)

    async def weigh() -> None:
        nonlocal peak
        while True:
            peak = max(peak, await asyncio.to_thread(resident_mib, process))
            await asyncio.sleep(2)

    scales = asyncio.create_task(weigh())
    await asyncio.gather(
        look_all(address, lookers, seconds=seconds),
        *(visit(address, one, seconds=seconds) for one in visitors),
    )
    scales.cancel()
    with urlopen(f"{address}/timed", timeout=60) as answer:
        waits = sorted(json.loads(answer.read()))
    await asyncio.sleep(_AFTER)
    return Seen(visitors, lookers, waits, before, peak, resident_mib(process))


def until_calm(address: str, process: int, *, most: float = 900.0) -> None:
    """Wait until the server has done what it does ahead. Raises TimeoutError after `most` seconds.

    Between two runs its processors may rest for a while, so it is asked as well.
    """
    until, calm = time.monotonic() + most, 0
    while calm < 3:
        if time.monotonic() > until:
            raise TimeoutError(f"the server is still at work after {most:.0f} s")
        used = _processor_seconds(process)
        time.sleep(1)
        with urlopen(f"{address}/at-work", timeout=60) as answer:
            rests = not json.loads(answer.read())
        calm = calm + 1 if rests and _processor_seconds(process) - used < _CALM else 0


def _processor_seconds(process: int) -> float:
    total = 0.0
    for one in [process, *_children(process)]:
        try:
            used = psutil.Process(one).cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system
    return total


def served(port: int, *, pairs: int, log: Path) -> subprocess.Popen[bytes]:
    """A server of the dashboard on this machine, that answers."""
    script = Path(__file__).with_name("timed_server.py")
    words = [str(script), "--port", str(port), "--pairs", str(pairs)]
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, *words], stdout=file, stderr=file)
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return process
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def measure(*, sessions: int, seconds: float, pairs: int, port: int, browsers: int = 0) -> Seen:
    """Start a server, let a crowd come and go, and stop it."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        process = served(port, pairs=pairs, log=log)
        try:
            address = f"http://127.0.0.1:{port}"
            told = {"sessions": sessions, "browsers": browsers, "seconds": seconds}
            return asyncio.run(crowd(address, process.pid, **told))
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
            told = log.read_text(encoding="utf-8")
            if "Traceback" in told:
                print(told[-3000:], file=sys.stderr)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Many visitors of the dashboard at once.")
    parser.add_argument("--sessions", type=int, default=27)
    parser.add_argument("--browsers", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--port", type=int, default=18765)
    seen = measure(**vars(parser.parse_args()))
    opened = sorted(one.opened_in for one in seen.visitors)
    print(f"{len(seen.visitors)} visitors and {len(seen.lookers)} browsers")
    print(f"a page is there: median {statistics.median(opened):.2f} s, last {opened[-1]:.2f} s")
    for place, one in enumerate(seen.lookers, 1):
        print(
            f"browser {place}: page {one.opened_in:.2f} s, first answer {one.first_in:.2f} s, "
            f"mistakes {len(one.mistakes)}"
        )
    for where, waits in (("at the visitor", seen.waits), ("at the server", seen.served)):
        print(
            f"a sign of life, {where}: median {1000 * statistics.median(waits):.0f} ms (at most "
            f"150 asked), 19 in 20 within {1000 * waits[int(0.95 * len(waits))]:.0f} ms, "
            f"{len(waits)} asked"
        )
    print(
        f"memory: {seen.before_mib:.0f} MiB before, {seen.peak_mib:.0f} at most (1,536 asked), "
        f"{seen.after_mib:.0f} within {_AFTER:.0f} s after"
    )
    print(f"visitors who were shown another's question: {seen.strangers}")
    print(f"load of this machine in the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
