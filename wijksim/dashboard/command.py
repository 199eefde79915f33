"""Starting the dashboard: a server on this machine, that asks nothing of any other."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Sequence
from multiprocessing import active_children
from pathlib import Path
from threading import Thread, Timer
from typing import Final

from wijksim.core.errors import Where, WijksimError
from wijksim.dashboard import vendored
from wijksim.dashboard.first_sight import AtFirstSight
from wijksim.dashboard.memory import be_thrifty
from wijksim.dashboard.sweeps import SWEEPS_SETTING

PAIRS_SETTING: Final = "WIJKSIM_DASHBOARD_PAIRS"
"""Through the environment, because the server imports the app by its name."""
TURN_SECONDS: Final = 0.001
"""So long one visitor's page is made before another thread may go on; Python's own is 0.005, and an
answer passes through several threads."""
SETTINGS: Final = {
    "SOLARA_APP": "wijksim.dashboard.app",
    "SOLARA_MODE": "production",
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/nothing-is-fetched",
    "SOLARA_ASSETS_PROXY_CACHE_DIR": str(vendored.HERE),
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "wijksim",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    "SOLARA_SESSION_HTTP_ONLY": "true",
}


def serve(
    *, host: str, port: int, lang: str, pairs: int, browse: bool, sweeps: Sequence[Path] = ()
) -> None:
    """Serve until stopped. Raises WijksimError when something that it needs is not there."""
    if importlib.util.find_spec("solara") is None:
        raise WijksimError(
            "the dashboard is not installed",
            do="pip install 'wijksim[dashboard]'",
        )
    if not vendored.is_complete():
        raise WijksimError(
            "the files that the browser needs are not there",
            why="a checkout does not contain them; an installed wheel does",
            do="run 'python -m wijksim.dashboard.vendored' once (it needs Node.js with npm)",
        )
    for one in sweeps:
        if not one.is_dir():
            raise WijksimError(
                "there is no such folder with a sweep",
                where=Where(str(one)),
                do="give the folder that 'wijksim sweep ... --out' wrote",
            )
    _check_free(host, port)
    shelf = os.pathsep.join(str(one.resolve()) for one in sweeps)
    os.environ.update(SETTINGS | {PAIRS_SETTING: str(pairs), SWEEPS_SETTING: shelf})
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host
    address = f"http://{shown}:{port}/?lang={lang}"
    print(f"The dashboard: {address}   (stop with Ctrl-C)", flush=True)
    if browse:
        opener = Timer(2.0, webbrowser.open, [address])
        opener.daemon = True
        opener.start()
    signal.signal(signal.SIGTERM, _end)
    be_thrifty()
    sys.setswitchinterval(TURN_SECONDS)
    app = importlib.import_module(SETTINGS["SOLARA_APP"])
    solara = importlib.import_module("solara.server.starlette")
    server = importlib.import_module("uvicorn")
    gc.freeze()
    Thread(target=app.open_up, daemon=True).start()
    try:
        whole = AtFirstSight(solara.app, app.first_sight, app.lost_sight)
        server.run(whole, host=host, port=port, log_level="warning")
    finally:
        app.DESK.close()
        for worker in active_children():  # nobody reads what they would still find
            worker.terminate()


def _end(number: int, _: object) -> None:
    """Asked to stop: in good order, so that what was put aside is removed."""
    sys.exit(128 + number)


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as reason:
            raise WijksimError(
                f"the dashboard cannot listen on {host}, port {port}",
                why=reason.strerror or str(reason),
                do="choose another with --port, for instance --port 8766",
            ) from reason
