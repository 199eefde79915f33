"""A file that was read before is read from what was kept, and only when every byte is the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijksim.core.errors import Where, WijksimError
from wijksim.scenario import files, parsed
from wijksim.scenario.nodes import Node
from wijksim.scenario.shipped import shipped_folder

LONG = b"# " + b"x" * parsed.KEPT_FROM + b"\n"
TEXT = LONG + b"a: 75%\nb: [1, -2.5, 1e-3, null, true]\nc: {d: 2015-01-01, e: '1'}\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is kept yet."""
    monkeypatch.setattr(parsed, "folder", lambda: tmp_path / "kept")
    return tmp_path / "kept"


def read(data: bytes, label: str = "scenarios/my.yaml") -> Node:
    files.parse.cache_clear()
    return files.parse(data=data, label=label)


def without_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_Reader", None)


def test_what_was_kept_is_what_was_read_to_the_last_digit_and_line(monkeypatch) -> None:
    shipped = sorted(shipped_folder().rglob("*.yaml"))
    texts = {"scenarios/my.yaml": TEXT} | {
        f"scenarios{one}": one.read_bytes() for one in shipped[:40]
    }
    first = {label: read(data, label) for label, data in texts.items()}
    without_parser(monkeypatch)
    again = {
        label: read(data, label) for label, data in texts.items() if len(data) >= parsed.KEPT_FROM
    }
    assert len(again) > 20 and all(again[one] == first[one] for one in again)
    assert repr(again["scenarios/my.yaml"]) == repr(first["scenarios/my.yaml"])


def test_another_byte_or_another_name_is_read_anew() -> None:
    assert read(TEXT).plain()["a"] == 0.75
    assert read(TEXT.replace(b"75%", b"76%")).plain()["a"] == 0.76
    assert read(TEXT, "scenarios/other.yaml").spot("a").file == "scenarios/other.yaml"


def test_it_is_read_anew_when_the_code_that_reads_has_changed(monkeypatch) -> None:
    read(TEXT)
    assert parsed.kept(data=TEXT, label="scenarios/my.yaml") is not None
    monkeypatch.setattr(parsed, "_code", lambda: b"other")
    assert parsed.kept(data=TEXT, label="scenarios/my.yaml") is None


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"of": 1}', b"\xff", b'{"tree": []}'])
def test_what_is_damaged_is_read_anew(own_folder: Path, broken: bytes) -> None:
    whole = read(TEXT)
    (place,) = own_folder.glob("*.json")
    place.write_bytes(broken)
    assert read(TEXT) == whole
    place.write_text(json.dumps({**json.loads(place.read_bytes()), "tree": [9]}))
    assert read(TEXT) == whole


def test_a_refused_file_and_a_short_one_are_not_kept(own_folder: Path) -> None:
    with pytest.raises(WijksimError, match="stands here twice"):
        read(LONG + b"a: 1\na: 2\n")
    read(b"a: 1\n")
    assert not own_folder.exists()


def test_files_of_users_are_not_kept_so_that_uploads_fill_no_disk(own_folder: Path) -> None:
    for name in ("mine.yaml", "elsewhere/mine.yaml"):
        assert read(TEXT, name).plain()["a"] == 0.75
    assert not own_folder.exists()


def test_where_nothing_can_be_written_files_are_read_all_the_same(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(parsed, "folder", lambda: tmp_path / "file" / "kept")
    assert read(TEXT).plain() == read(TEXT).plain()


single = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
single = single | st.dates()
held = st.recursive(
    single,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def node(value: object) -> Node:
    if isinstance(value, dict):
        value = {key: node(one) for key, one in value.items()}
    elif isinstance(value, list):
        value = [node(one) for one in value]
    return Node(value, Where("x", 3, "k"))


@given(held)
def test_any_tree_comes_back_as_it_was(value: object) -> None:
    tree = node(value)
    assert repr(parsed._unpacked(json.loads(json.dumps(parsed._packed(tree))), "x")) == repr(tree)
