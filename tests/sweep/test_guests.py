"""Other programs drive the model and read its results as they are: each example in docs runs."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from sweep_runs import DEBT, Here, planned, quick

import wijksim
from wijksim.sweep.running import run_sweep

ROOT = Path(__file__).resolve().parents[2]
TINY = """\
schema: 1
title: {nl: Kort, en: Short}
extends: neighbourhoods/carnisse
horizon: {start: 2013-01-01, end: 2013-03-31}
warm_up_weeks: 2
"""


def shown(name: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/guests" / f"{name}_guest.py"), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    (tmp_path / "tiny.yaml").write_text(TINY)
    return str(tmp_path / "tiny.yaml")


def unmet_need(scenario: str, overrides: dict[str, float | str]) -> float:
    found = wijksim.run(wijksim.load_scenario(scenario, overrides=overrides), seed=1).outcomes
    return found[(found["outcome"] == "unmet_need") & (found["group"] == "all")]["value"].iloc[-1]


@pytest.mark.slow
def test_the_workbench_runs_the_model_and_gets_its_figures(tiny: str) -> None:
    table = pd.read_csv(io.StringIO(shown("ema_workbench", tiny)))
    assert len(table) == 8 and table["debt"].nunique() == 4
    one = table.iloc[0]
    changed = {DEBT: one["debt"], "coordination.rule": one["rule"]}
    assert one["unmet_need"] == pytest.approx(unmet_need(tiny, changed))


@pytest.mark.slow
def test_salib_finds_that_debts_move_unmet_need(tiny: str) -> None:
    table = pd.read_csv(io.StringIO(shown("salib", tiny)), index_col="factor")
    assert table.loc[DEBT, "mu"] > 0 and set(table.index) == {DEBT, "needs.turn_debt"}


@pytest.mark.slow
def test_mesa_runs_the_model_over_seeds_by_itself(tiny: str) -> None:
    table = pd.read_csv(io.StringIO(shown("mesa_batch_run", tiny)))
    assert set(table["seed"]) == {1, 2} and set(table["scenario"]) == {tiny}
    assert table["Step"].max() == 4 and table.groupby("seed").size().min() >= 4


def test_pandas_duckdb_and_polars_read_the_same_figures(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, f"vary: {{method: list, rows: [{{{DEBT}: 0.03}}, {{{DEBT}: 0.06}}]}}\n"
    )
    run_sweep(plan, tmp_path / "out", engine=Here(), runner=quick)
    rows = [line.split(",") for line in shown("readers", str(tmp_path / "out")).split()]
    assert len(rows) == 2
    for scenario, *means in rows:
        assert scenario.startswith("carnisse/") and len(set(means)) == 1
