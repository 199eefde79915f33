"""Parts of pages that a browser can use at once: no page waits for a compiler of whole files.

Represents: the files `*.vue` beside this one, and those of Solara that every page shows, as one
module of JavaScript, which exports each under the name of its file and brings the look along. Their
templates are compiled by Vue itself, which every page has, when they are first shown; the compiler
of whole files, some 800 kB, is neither fetched nor run for them.
Source: Vue 3 (`compile`), ipyvue 3.1 (`define_module`).
Leaves out: the map, whose template is drawn many times a second: it is compiled as a whole file, so
that each drawing is as quick as can be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

import ipyvue
import solara
from solara.components.file_download import FileDownloadWidget
from solara.components.title import TitleWidget
from solara.server.esm_vue import define_module
from solara.widgets.widgets import HTML, Navigator

MODULE: Final = "wijksim"
HERE: Final = Path(__file__).parent
WHOLE: Final = ("wards.vue",)
_TEMPLATE: Final = re.compile(r"<template>(.*)</template>", re.DOTALL)
_SCRIPT: Final = re.compile(r"<script>(.*)</script>", re.DOTALL)
_HEAD: Final = """import {{ compile }} from "vue";
function ready(template, options) {{
  let made;
  return {{ ...options, get render() {{ return (made = made || compile(template)); }} }};
}}
const look = document.createElement("style");
look.textContent = {style};
document.head.append(look);
"""


def component(name: str) -> Callable[[Callable[..., None]], Callable[..., solara.Element]]:
    """Makes a component of a file here, as `solara.component_vue` does."""
    made: Callable[..., Any] = solara.component_vue(
        esm_module=MODULE, esm_export=name.removesuffix(".vue")
    )
    return made


def declare(style: str) -> None:
    """Tell the server of the module, so that each visitor's page gets it first."""
    files = [one for one in HERE.glob("*.vue") if one.name not in WHOLE]
    for widget in (HTML, Navigator, TitleWidget, FileDownloadWidget):
        files.append(_adopt(widget))
    define_module(MODULE, code=module_of(files, style=style))


def module_of(files: Iterable[Path], *, style: str) -> str:
    """One module of files that hold a template and perhaps a script which sets `module.exports`.

    Raises ValueError for a file without a template.
    """
    return _HEAD.format(style=json.dumps(style)) + "".join(map(_exported, sorted(files)))


def _exported(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    template, script = _TEMPLATE.search(text), _SCRIPT.search(text)
    if template is None:
        raise ValueError(f"{path.name} holds no template")
    told = script.group(1) if script else ""
    made = f"const module = {{}}, modules = module;{told};return module.exports || module.export;"
    return (
        f"export const {path.stem} = ready({json.dumps(template.group(1))}, "
        f"(() => {{ {made} }})());\n"
    )


def _adopt(widget: Any) -> Path:
    """From now on, a widget of Solara takes its template from the module; gives its file."""
    told = widget.template_file
    path = Path(told) if isinstance(told, str) else Path(told[0]).parent / told[1]
    widget.template_file = None
    widget._template_default = partial(_template, path.stem)
    return path


def _template(name: str, _: object) -> ipyvue.Template:
    return ipyvue.Template(esm_module=MODULE, esm_export=name)
