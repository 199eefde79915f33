"""What a comparison keeps of a run."""

import pickle
import tracemalloc

import pandas as pd
from fake_runs import planted, scenario

from wijksim.experiment.kept import Keeping, kept


def one_run():
    (run,) = planted([scenario()], seed=4)
    return run


def test_what_is_kept_of_a_run_holds_every_figure_in_its_order() -> None:
    run, (same,) = one_run(), Keeping(planted)([scenario()], seed=4)
    for name in ("date", "outcome", "group", "value"):
        assert list(same.outcomes[name]) == list(run.outcomes[name])
    assert same.final.equals(run.final)


def test_a_run_of_ten_years_is_kept_in_less_than_half_the_memory_of_its_table() -> None:
    table = pd.concat([one_run().outcomes] * 40, ignore_index=True)
    run = pickle.dumps(one_run().__class__(table, *list(vars(one_run()).values())[1:4]))
    slim = pickle.dumps(kept(pickle.loads(run)))
    assert held(slim) < 0.5 * held(run)


def held(message: bytes) -> int:
    """Bytes held by what comes out of a message from another process."""
    tracemalloc.start()
    came = pickle.loads(message)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size if came else 0
