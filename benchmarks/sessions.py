"""Many visitors of the dashboard at once, each with runs of their own: how long does a page wait?

Visitors speak the server's own protocol over a socket, without a browser: they open the page, which
starts a comparison that nobody else asked for, and ask the server for a sign of life while it runs.
Leaves out: real browsers (tests/browser has them). Run it as
`python benchmarks/sessions.py --sessions 30`.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
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

import websockets

from wijksim.dashboard.shelf import policies_by_place

_EACH = 0.5
"""Seconds between two questions of one visitor."""


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
            await ask({"method": "app-status"}, "app-status")
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
        )


async def crowd(address: str, process: int, *, sessions: int, seconds: float) -> Seen:
    """So many visitors at once, each with a question of their own, for so long."""
    visitors = [Visitor(query) for query in questions()[:sessions]]
    peak = 0.0

    async def weigh() -> None:
        nonlocal peak
        while True:
            peak = max(peak, await asyncio.to_thread(resident_mib, process))
            await asyncio.sleep(2)

    scales = asyncio.create_task(weigh())
    await asyncio.gather(*(visit(address, one, seconds=seconds) for one in visitors))
    scales.cancel()
    await asyncio.sleep(5)
    return Seen(visitors, peak, resident_mib(process))


def served(port: int, *, pairs: int, log: Path) -> subprocess.Popen[bytes]:
    """A server of the dashboard on this machine, that answers."""
    words = ["dashboard", "--port", str(port), "--replicates", str(pairs), "--no-browser"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "wijksim", *words], stdout=file, stderr=file
        )
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return process
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def measure(*, sessions: int, seconds: float, pairs: int, port: int) -> Seen:
    """Start a server, let a crowd come and go, and stop it."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        process = served(port, pairs=pairs, log=log)
        try:
            address = f"http://127.0.0.1:{port}"
            return asyncio.run(crowd(address, process.pid, sessions=sessions, seconds=seconds))
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
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--port", type=int, default=18765)
    given = parser.parse_args()
    seen = measure(
        sessions=given.sessions, seconds=given.seconds, pairs=given.pairs, port=given.port
    )
    waits = [1000 * one for one in seen.waits]
    opened = sorted(one.opened_in for one in seen.visitors)
    print(f"{given.sessions} visitors, {given.pairs} pairs of runs each, {given.seconds:.0f} s")
    print(f"a page is there: median {statistics.median(opened):.2f} s, last {opened[-1]:.2f} s")
    print(
        f"a sign of life: median {statistics.median(waits):.0f} ms (at most 150 asked), "
        f"19 in 20 within {waits[int(0.95 * len(waits))]:.0f} ms, {len(waits)} asked"
    )
    print(f"memory: {seen.peak_mib:.0f} MiB at most (1,536 asked), {seen.after_mib:.0f} after")
    print(f"visitors who were shown another's question: {seen.strangers}")


if __name__ == "__main__":
    main()
