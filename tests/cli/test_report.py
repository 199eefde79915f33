"""The command `report`: a PDF beside a finished comparison."""

import sys
from pathlib import Path

import pytest
from fake_runs import CATALOGUE, planted
from typer.testing import CliRunner

from wijksim.cli import app
from wijksim.core.errors import WijksimError
from wijksim.report.comparison import compare

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    result = compare([TOP, BOTTOM], replicates=4, runner=planted, catalogue=CATALOGUE)
    return result.write(tmp_path / "mine", lang="nl")


def mistake(*words: str) -> WijksimError:
    reason = CliRunner().invoke(app, ["report", *words]).exception
    assert isinstance(reason, WijksimError)
    return reason


def test_a_pdf_stands_beside_the_report_and_is_never_replaced_unasked(folder: Path) -> None:
    done = CliRunner().invoke(app, ["report", str(folder)])
    assert done.exit_code == 0 and "report.pdf" in done.output
    made = (folder / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert "--force" in str(mistake(str(folder)))
    (folder / "report.pdf").write_bytes(b"old")
    assert CliRunner().invoke(app, ["report", str(folder), "--force"]).exit_code == 0
    assert (folder / "report.pdf").read_bytes() == made
    assert not [one for one in folder.iterdir() if one.name.startswith(".")]


def test_a_folder_without_a_comparison_is_told(tmp_path: Path) -> None:
    assert "wijksim compare" in str(mistake(str(tmp_path)))


def test_the_folder_of_a_sweep_itself_is_told_what_to_do_first(tmp_path: Path) -> None:
    assert "wijksim analyse" in str(mistake(str(tmp_path)))


def test_what_to_install_is_told_when_the_maker_of_pdfs_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(sys.modules, "wijksim.report.pdf", raising=False)
    assert "pip install 'wijksim[pdf]'" in str(mistake(str(folder)))
    assert not (folder / "report.pdf").exists()
