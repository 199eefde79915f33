"""Key figures of CBS: what a file says is what a profile gets."""

from pathlib import Path

import pytest

from wijksim.core.errors import WijksimError
from wijksim.input_data.cbs import read_key_figures

HEADER = ";Gemeentenaam;Codering;||Aantal inwoners;|||0 tot 15 jaar;|||Huishoudens totaal;"
HEADER += "||Eenpersoonshuishoudens;||Huishoudens met een laag inkomen"


def written(folder: Path, *, unit: str, row: str, header: str = HEADER) -> Path:
    path = folder / "kwb.csv"
    units = f"Wijken en buurten;naam;code;aantal;{unit};aantal;{unit};%"
    lines = ["Kerncijfers wijken en buurten;;;;;;;", ";Onderwerp;;;;;;", header, units, row]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")
    return path


def test_counts_are_read_as_they_are_and_shares_between_0_and_1(tmp_path: Path) -> None:
    path = written(tmp_path, unit="aantal", row="Dorp;Stad;BU00010001;200;40;90;30;14,5")
    assert read_key_figures(path) == {
        "BU00010001": {
            "population.inhabitants": 200.0,
            "ages.0_15": 40.0,
            "households.total": 90.0,
            "households.single": 30.0,
            "income.low_households": pytest.approx(0.145),
        }
    }


def test_percentages_of_people_and_households_become_counts(tmp_path: Path) -> None:
    path = written(tmp_path, unit="%", row="Dorp;Stad;BU00010001;200;17;90;50;14,5")
    figures = read_key_figures(path)["BU00010001"]
    assert figures["ages.0_15"] == pytest.approx(34.0)
    assert figures["households.single"] == pytest.approx(45.0)


@pytest.mark.parametrize("nothing", [".", "   .", "", ","])
def test_a_figure_that_is_withheld_is_left_out(tmp_path: Path, nothing: str) -> None:
    path = written(tmp_path, unit="%", row=f"Dorp;Stad;BU00010001;{nothing};17;90;50;{nothing}")
    figures = read_key_figures(path)["BU00010001"]
    assert "population.inhabitants" not in figures
    assert "income.low_households" not in figures
    assert "ages.0_15" not in figures, "a share of an unknown number is no count"


def test_a_cell_that_is_no_number_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, unit="aantal", row="Dorp;Stad;BU00010001;veel;17;90;50;14,5")
    with pytest.raises(WijksimError, match="veel") as caught:
        read_key_figures(path)
    assert "line 5" in str(caught.value)


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, unit="aantal", row="a", header="gwb_code;a_inw")
    with pytest.raises(WijksimError, match="Codering"):
        read_key_figures(path)
