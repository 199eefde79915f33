"""A sweep that is killed anywhere loses nothing: gone on with, its tables are as if nothing was."""

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sweep_kills import Killed, draw_orders, order, orders_left, sweep_until_whole
from sweep_runs import DEBT, ROOM, Here, planned, quick

from wijksim.sweep import ledger
from wijksim.sweep.plan import Plan
from wijksim.sweep.running import run_sweep

JOBS = 2
POINTS = f"""\
vary:
  method: grid
  factors:
    {ROOM}: {{low: 0.0, high: 1.0, steps: 5}}
    {DEBT}: {{low: 0.03, high: 0.07, steps: 5}}
outcomes: [unmet_need]
chunk: 5
"""


def assert_as_if_nothing_was(out: Path, plain: Path) -> None:
    """Every row is there, once and the same, and nothing half-written stays."""
    table = pq.read_table(out / "runs")
    assert table.equals(pq.read_table(plain / "runs"))
    for name in ("runs", "failures"):
        there = {one.name: one.read_bytes() for one in (out / name).iterdir()}
        assert there == {one.name: one.read_bytes() for one in (plain / name).iterdir()}
    for name in (ledger.DESIGN, ledger.PLAN, ledger.MANIFEST):
        assert (out / name).read_bytes() == (plain / name).read_bytes()
    marks = [[(one.chunk, one.sha256) for one in ledger.entries(here)] for here in (out, plain)]
    assert marks[0] == marks[1]
    assert not list(out.rglob("*.tmp"))


def assert_little_done_again(
    plan: Plan, out: Path, orders: Path, killed: Killed, kills: int
) -> int:
    """Per kill at most a chunk per worker is done again, and never one that was entered."""
    for name, entry in killed.kept.items():
        assert (out / "ledger" / name).read_bytes() == entry, "what was done was done again"
    computed = Counter((orders / "computed").read_text(encoding="utf-8").split("\n")[:-1])
    assert len(computed) == plan.experiment.units
    again = sum(computed.values()) - len(computed)
    assert again <= kills * JOBS * plan.chunk_units
    return again


def killed_sweep(folder: Path, plan: Plan, kills: int) -> tuple[Killed, int]:
    """Do the sweep with the orders that are there, and one without; compare them."""
    orders, out, plain = folder / "orders", folder / "out", folder / "plain"
    run_sweep(plan, plain, engine=Here(), runner=quick)
    killed = sweep_until_whole(folder / "trial.yaml", out, orders)
    assert not orders_left(orders), "every kill took place"
    assert_as_if_nothing_was(out, plain)
    return killed, assert_little_done_again(plan, out, orders, killed, kills)


def test_a_sweep_killed_three_times_gives_the_tables_of_one_that_was_left_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "orders").mkdir()
    order(tmp_path / "orders", point="writing", who="worker", number=0, wait=4)
    order(tmp_path / "orders", point="rename", who="parent", number=1, wait=12)
    order(tmp_path / "orders", point="ledger", who="worker", number=2, wait=17)
    killed, _ = killed_sweep(tmp_path, planned(tmp_path, POINTS + "replicates: 2\n"), 3)
    assert killed.parents == 1 and killed.kept


@pytest.mark.slow
def test_twenty_kills_over_500_runs_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    passed = {"computing": 250, "writing": 100, "fsync": 200, "rename": 100, "ledger": 100}
    draw_orders(tmp_path / "orders", kills=20, seed=5, passed=passed)
    plan = planned(tmp_path, POINTS + "replicates: 10\n")
    assert plan.experiment.runs == 500
    killed, again = killed_sweep(tmp_path, plan, 20)
    assert killed.parents == 10
    print(f"20 kills, 10 of them of the first process: {again} of 250 units were done again")


@pytest.mark.parametrize("wait", [1, 2, 3, 4, 5, 6])
@pytest.mark.slow
def test_a_sweep_killed_while_its_plan_is_written_is_begun_again(tmp_path: Path, wait: int) -> None:
    (tmp_path / "orders").mkdir()
    point = ("writing", "fsync", "rename")[wait % 3]
    order(tmp_path / "orders", point=point, who="parent", number=0, wait=(wait + 2) // 3)
    killed, _ = killed_sweep(tmp_path, planned(tmp_path, POINTS), 1)
    assert killed.parents == 1


def test_a_first_moment_leaves_a_folder_that_can_be_used_and_others_work_cannot(
    tmp_path: Path,
) -> None:
    ledger.make_folders(tmp_path)
    (tmp_path / ".design.parquet.1.tmp").write_bytes(b"half")
    assert ledger.hardly_begun(tmp_path)
    (tmp_path / "runs" / "mine.csv").write_text("mine")
    assert not ledger.hardly_begun(tmp_path)


def test_an_entry_that_was_torn_counts_as_not_done(tmp_path: Path) -> None:
    plan, out = planned(tmp_path, POINTS), tmp_path / "out"
    run_sweep(plan, out, engine=Here(), runner=quick)
    torn = ledger.entry_file(out, 2)
    torn.write_bytes(torn.read_bytes()[:40])
    assert not ledger.is_done(out, 2) and ledger.is_done(out, 1)
    assert run_sweep(plan, out, engine=Here(), runner=quick, resume=True).done == 10
    assert json.loads(torn.read_bytes())["chunk"] == 2
