"""Starting the dashboard: a server on this machine, that asks nothing of any other."""

from __future__ import annotations

import importlib.util
import os
import webbrowser
from threading import Timer

from wijksim.core.errors import WijksimError
from wijksim.dashboard import vendored

SETTINGS = {
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


def serve(*, host: str, port: int, lang: str, browse: bool) -> None:
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
            do="run 'make assets' once (needs Node.js and its registry)",
        )
    os.environ.update(SETTINGS)
    import uvicorn

    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/?lang={lang}"
    print(f"The dashboard: {address}   (stop with Ctrl-C)", flush=True)
    if browse:
        Timer(2.0, webbrowser.open, [address]).start()
    uvicorn.run("solara.server.starlette:app", host=host, port=port, log_level="warning")
