"""Parts of pages come to a browser as one module that it can use at once."""

import json
import re
from pathlib import Path

import pytest

from wijksim.dashboard.components.ready import HERE, WHOLE, module_of
from wijksim.dashboard.components.wards import whole


def exported(module: str) -> list[str]:
    return re.findall(r"^export const (\w+) = ", module, re.MULTILINE)


def test_every_part_of_a_page_but_the_map_is_in_the_module() -> None:
    parts = [one for one in HERE.glob("*.vue") if one.name not in WHOLE]
    assert exported(module_of(parts, style="")) == sorted(one.stem for one in parts)


def test_a_part_keeps_its_template_and_what_its_script_sets(tmp_path: Path) -> None:
    part = tmp_path / "part.vue"
    template = '<p :title="`a`">{{ "</b>" }}</p>'
    part.write_text(
        f"<template>{template}</template>\n<script>\nmodule.exports = {{ a: 1 }};\n</script>\n",
        encoding="utf-8",
    )
    module = module_of([part], style='p { content: "\\201C" }')
    assert json.dumps(template) in module and "module.exports = { a: 1 };" in module
    assert json.dumps('p { content: "\\201C" }') in module


def test_a_file_without_a_template_is_refused(tmp_path: Path) -> None:
    part = tmp_path / "part.vue"
    part.write_text("<script>\nmodule.exports = {};\n</script>\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"part\.vue"):
        module_of([part], style="")


def test_the_map_comes_with_every_part_of_its_script() -> None:
    text = whole()
    for part in HERE.glob("map/*.js"):
        assert part.read_text(encoding="utf-8") in text
        assert f"...map{part.stem.capitalize()}," in text
    assert text.index("const mapData") < text.index("export default")
