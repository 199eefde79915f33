"""A sweep from its folder to its report: what was planted is told, in two languages."""

import json
from pathlib import Path

import pytest
from command_line import refused, wijksim
from sweep_runs import DEBT, PATIENCE, ROOM, TRUE_BOX, some_fail
from swept import BOTTOM, swept_folder

from wijksim.core.errors import WijksimError
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.report.sweeps.teller import SweepTeller
from wijksim.report.sweeps.written import FILES, told, write
from wijksim.sweep import ledger
from wijksim.sweep.analysis.analyse import LESS, Analysed, analyse
from wijksim.sweep.analysis.reading import read_sweep

PLANTED = f"""\
vary:
  method: lhs
  samples: 120
  seed: 2
  factors:
    {ROOM}: {{low: 0, high: 1}}
    {PATIENCE}: {{low: 6, high: 48}}
    {DEBT}: {{low: 0.03, high: 0.07}}
replicates: 3
outcomes: [unmet_need, cost]
"""


def analysed(folder: Path) -> Analysed:
    return analyse(read_sweep(folder, catalogue=OUTCOMES))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return swept_folder(tmp_path_factory.mktemp("planted"), PLANTED)


@pytest.fixture(scope="module")
def found(planted: Path) -> Analysed:
    return analysed(planted)


def test_the_planted_box_is_found_and_told(found: Analysed) -> None:
    about = found.about("unmet_need", BOTTOM)
    box = about.conditions[LESS].boxes[0]
    assert {one.factor for one in box.limits} == set(TRUE_BOX)
    assert box.coverage >= 0.8 and box.density >= 0.8
    assert box.tested_coverage >= 0.8 and box.tested_density >= 0.8
    for limit in box.limits:
        factor = next(one for one in found.swept.factors if one.name == limit.factor)
        span = factor.high - factor.low
        assert limit.low == pytest.approx(TRUE_BOX[limit.factor], abs=0.05 * span)
    english = SweepTeller(found, "en").condition(about, LESS)["sentence"]
    assert english.startswith("Self-organisation from below leaves less unmet need when ")
    assert "willingness to concede room is at least 0." in english
    assert "patience at least " in english and english.endswith(" months.")
    dutch = SweepTeller(found, "nl").condition(about, LESS)["sentence"]
    assert (
        "laat minder zorgvragen onvervuld als de bereidheid om ruimte te geven minstens 0," in dutch
    )
    assert "het geduld minstens " in dutch and dutch.endswith(" maanden is.")


def test_the_planted_difference_and_its_regret_are_found(found: Analysed) -> None:
    effect = found.about("unmet_need", BOTTOM).effect
    assert effect is not None and effect.word.value == "sometimes less"
    assert effect.below == pytest.approx(0.4 * 28 / 42, abs=0.05)
    assert effect.low == pytest.approx(-4.0, abs=0.3) and effect.high == pytest.approx(1, abs=0.3)
    assert effect.share_points > 0.99, "the two scenarios have the same luck"
    worst = {one.scenario: one.worst for one in found.regrets["unmet_need"]}
    assert worst[BOTTOM] == pytest.approx(1.0, abs=0.3), "one more without the room"


def test_the_debt_that_drives_the_level_is_found_and_drives_no_difference(found: Analysed) -> None:
    level = {one.factor: one for one in found.about("unmet_need", found.swept.baseline).slopes}
    assert level[DEBT].change == pytest.approx(4.0, abs=0.05), "100 times 0.04"
    contrast = {one.factor: one for one in found.about("unmet_need", BOTTOM).slopes}
    assert contrast[DEBT].low < 0 < contrast[DEBT].high
    assert contrast[ROOM].high < 0


def test_the_same_sweep_gives_the_same_bytes(planted: Path, found: Analysed, tmp_path) -> None:
    for name in ("one", "two"):
        write(analysed(planted), tmp_path / name, lang="nl", command="c", force=False)
    for name in FILES:
        one, two = tmp_path / "one" / name, tmp_path / "two" / name
        assert one.is_file() == two.is_file()
        assert not one.is_file() or one.read_bytes() == two.read_bytes(), name


def test_failed_runs_and_missing_chunks_are_holes_that_are_counted(tmp_path: Path) -> None:
    folder = swept_folder(tmp_path, PLANTED, runner=some_fail)
    found = analysed(folder)
    effect = found.about("unmet_need", BOTTOM).effect
    assert effect is not None and found.swept.failed > 0
    assert effect.left_out == found.swept.failed // 3 and effect.points + effect.left_out == 120
    assert told(found, lang="en", command="c")["runs"]["failed"] == found.swept.failed
    ledger.entry_file(folder, 0).unlink()
    with pytest.raises(WijksimError, match="no run of this sweep is done"):
        read_sweep(folder, catalogue=OUTCOMES)


def test_a_tiny_real_sweep_is_analysed_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(
        "scenarios: [carnisse/top-down-rollout, carnisse/bottom-up-self-organisation]\n"
        "horizon: {start: 2013-01-01, end: 2013-06-30}\nwarm_up_weeks: 2\n"
        f"vary:\n  method: grid\n  factors:\n    {DEBT}: [0.03, 0.07]\n"
        "replicates: 2\noutcomes: [unmet_need]\n"
    )
    assert wijksim("sweep", "real.yaml", "--out", "out", cwd=tmp_path).returncode == 0
    done = wijksim("analyse", "out", "--lang", "nl", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["answers"][0]["conditions"]["less"]["found"] == "too few points"
    assert "niet te zeggen wanneer" in told["answers"][0]["conditions"]["less"]["sentence"]
    assert told["tables"]["effects"][0]["replicates"] == 2
    page = (tmp_path / "out/analysis/report.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page and "Niet te zeggen" in page
    assert wijksim("report", "out/analysis", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out/analysis/report.pdf").read_bytes().startswith(b"%PDF-")
    assert "wijksim analyse" in refused("report", "out", cwd=tmp_path)
    before = (tmp_path / "out/analysis/report.html").stat().st_mtime_ns
    assert "--force" in refused("analyse", "out", cwd=tmp_path)
    assert (tmp_path / "out/analysis/report.html").stat().st_mtime_ns == before
    assert wijksim("analyse", "out", "--force", cwd=tmp_path).returncode == 0
    assert '<html lang="en">' in (tmp_path / "out/analysis/report.html").read_text("utf-8")
    assert not (tmp_path / "out/analysis/report.pdf").exists(), "the older PDF says something else"


def test_what_is_no_sweep_is_refused_in_plain_words(tmp_path: Path) -> None:
    assert "holds no sweep" in refused("analyse", "nothing", cwd=tmp_path)
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged/plan.json").write_text('{"runs": 4}')
    assert "damaged" in refused("analyse", "damaged", cwd=tmp_path)
