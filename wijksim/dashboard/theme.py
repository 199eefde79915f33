"""The look: that of the report, and what a page with controls needs beyond it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader

_HERE: Final = Path(__file__).parent


def _report_style() -> str:
    environment = Environment(loader=PackageLoader("wijksim.report"), autoescape=True)
    assert environment.loader is not None
    return environment.loader.get_source(environment, "report.css")[0]


STYLE: Final = _report_style() + (_HERE / "dashboard.css").read_text(encoding="utf-8")
