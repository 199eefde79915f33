"""A program that does a sweep of quick runs in two processes, or goes on with it; see sweep_kills.

Usage: killable_sweep.py EXPERIMENT OUT [RUNNER] [--as-the-command], the last to go the way of
`wijksim sweep`, with the model alone replaced.
"""

import sys
from pathlib import Path

import sweep_runners


def main(experiment: str, out: str, name: str = "quick", *how: str) -> None:
    """Imports are here, so that the processes which it starts, and which import this file, start
    soon.
    """
    runner = getattr(sweep_runners, name)
    if how:
        from wijksim import cli, results

        results.run_branches = runner
        sys.argv = ["wijksim", "sweep", experiment, "--out", out, "--jobs", "2"]
        cli.main()
    from wijksim.outcomes.catalogue import OUTCOMES
    from wijksim.schedule import declarations
    from wijksim.sweep.engines.local import LocalEngine
    from wijksim.sweep.experiment import load_experiment
    from wijksim.sweep.plan import make_plan
    from wijksim.sweep.running import run_sweep

    plan = make_plan(load_experiment(experiment, declarations=declarations(), catalogue=OUTCOMES))
    run_sweep(plan, Path(out), engine=LocalEngine(jobs=2), runner=runner, resume=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
