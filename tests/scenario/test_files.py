"""A file is read as it stands, or refused with the line and what to do; nothing else happens."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijksim.core.errors import WijksimError
from wijksim.scenario.files import MAX_BYTES, parse, read_file
from wijksim.scenario.nodes import Node


def read(text: str) -> object:
    return parse(data=text.encode(), label="my.yaml").plain()


def refusal(data: str | bytes) -> WijksimError:
    with pytest.raises(WijksimError) as caught:
        parse(data=data.encode() if isinstance(data, str) else data, label="my.yaml")
    return caught.value


def test_a_percentage_is_read_as_a_share() -> None:
    assert read("a: 75%\nb: 12.5 %\nc: '75%'") == {"a": 0.75, "b": 0.125, "c": "75%"}


def test_dates_are_dates_and_yes_and_no_are_words() -> None:
    assert read("a: 2015-01-01\nb: no\nc: yes\nd: true\ne: none") == {
        "a": date(2015, 1, 1), "b": "no", "c": "yes", "d": True, "e": "none",
    }  # fmt: skip


def test_numbers_are_read_as_people_write_them() -> None:
    assert read("[1, -2, 0.5, 1e3, 500_000, 1.]") == [1, -2, 0.5, 1000.0, 500_000, 1.0]


def test_every_value_knows_its_line() -> None:
    node = parse(data=b"a: 1\n\nb:\n  c:\n    - d: 2\n", label="my.yaml")
    assert str(node.spot("b", "c", 0, "d")) == "my.yaml, line 5, at 'b.c.0.d'"
    assert node.spot("b").line == 3
    assert node.spot("b", "nothing").line == 3


def test_a_value_that_is_left_out_has_the_line_of_its_key() -> None:
    node = parse(data=b"a: 1\nb:\n\n\nc:\n  d:\n  e: 1\n", label="my.yaml")
    assert node.plain() == {"a": 1, "b": None, "c": {"d": None, "e": 1}}
    assert (node.spot("b").line, node.spot("c", "d").line) == (2, 6)


def test_an_empty_file_holds_nothing() -> None:
    assert read("") == {}
    assert read("# only a remark\n") == {}


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\na: 2", 2, "twice"),
        ("a: 1\nb: .nan", 2, "no number"),
        ("a: 1e999", 1, "no number"),
        ("a: " + "9" * 5000, 1, "no number"),
        ("a: 2015-02-30", 1, "no date"),
        ("a: &x 1\nb: *x", 1, "anchors"),
        ("b: *x", 1, "aliases"),
        ("a: !!python/object/apply:os.system ['echo']", 1, "tags"),
        ("a: !home 1", 1, "tags"),
        ("a: 1\n---\nb: 2", 2, "several documents"),
        ("%YAML 1.1\n---\na: 1", 2, "directives"),
        ("[" * 3000, 1, "levels"),
        ("{a: " * 3000, 1, "levels"),
        ("- a\n" * 60_000, 50_000, "more than 50000 values"),
        ("? [a, b]\n: 1", 1, "keys that are lists"),
        ('a: "\\ud800"', 1, "control characters"),
        ('a: "\\0"', 1, "control characters"),
        ("a: [1, 2", 1, "not valid YAML"),
        ("a: 1\n b: 2", 2, "not valid YAML"),
    ],
)
def test_what_could_mislead_or_harm_is_refused_with_its_line(
    text: str, line: int, told: str
) -> None:
    problem = refusal(text)
    assert told in problem.what
    assert problem.where is not None and problem.where.line == line
    assert problem.where.file == "my.yaml" and problem.do


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    bomb = "a: &a [x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "anchors" in refusal(bomb).what


def test_files_that_are_no_text_are_refused() -> None:
    assert "UTF-8" in refusal(b"\x80\x81").what
    assert "not valid YAML" in refusal(b"\x7fELF\x00\x00").what


def test_a_file_of_more_than_a_mebibyte_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(WijksimError, match="larger than 1 MiB"):
        read_file(path=path, label="large.yaml")


def test_a_folder_or_missing_file_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(WijksimError, match="cannot be read"):
            read_file(path=path, label="it")


def reads_or_refuses(data: bytes) -> None:
    try:
        node = parse(data=data, label="my.yaml")
    except WijksimError as problem:
        assert str(problem).encode()
    else:
        assert isinstance(node, Node)
        node.plain()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_never_crash(data: bytes) -> None:
    reads_or_refuses(data)


YAMLISH = st.text(alphabet="ab01 :-\n[]{}'\"|>&*!%#?,.~\t<=@`é\u2028\ufeff\\ux", max_size=200)


@settings(max_examples=500, deadline=None)
@given(YAMLISH)
def test_any_text_is_read_or_refused_and_never_crashes(text: str) -> None:
    reads_or_refuses(text.encode("utf-8", "surrogatepass"))
