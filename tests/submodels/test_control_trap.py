"""The control trap, from two starts: a team that is watched, with the model's own rule of reaction.

A stand-alone course of waiting, hours and rules, without residents: the form of the trial that the
mechanisms describe. The same team, load and numbers are started without a line, and overloaded with
rules in place. `pytest -s` prints the table that docs/loops.md shows.
"""

from typing import NamedTuple

from worlds import shipped_parameters

from wijksim.submodels.governance import reflex_after

QUARTER = 13
FAIR, OVERLOADED = 0.0, 25.0
"""Weeks that those in line wait at the start."""
FREE, CAUGHT = 3.0, 6.0
"""Weeks of waiting in the end below, and above, which a team is called free, or caught."""


class End(NamedTuple):
    """Where a course ends: weeks of waiting, and the share of hours for administration."""

    wait: float
    admin: float


def in_the_end(start: float, *, arrivals: float, frozen: bool = False, control: float = 1.0) -> End:
    """Waiting and administration after fifteen years of a team of 11 fte.

    Hours come after administration; those who waited long come in heavier, up to half. 337 hours
    present, 31 a household when helped in time; 0.27 of the hours go to intake, coordination,
    learning; leaving the line is 0.03 a week: the steady state of Carnisse in the mechanisms.
    `frozen` holds administration where the fair start has it.
    """
    values = shipped_parameters()
    reflex, line = (0.2, 0.0) if start == FAIR else (0.6, start * arrivals)
    lagging = [start] * QUARTER
    admin = 0.0
    for week in range(15 * 52):
        protocol = 0.2 if frozen else reflex
        admin = 0.14 + 2 / 36 + values["governance.admin_protocol"] * protocol
        wait = line / arrivals
        work = 31.0 * (1.0 + 0.5 * wait / (wait + 6.0))
        helped = min(337.0 * (1.0 - admin - 0.27) / work, arrivals + line)
        line = max(0.0, line + arrivals - helped - 0.03 * line)
        lagging = [line / arrivals, *lagging[:-1]]
        if week % QUARTER == 0:
            gap = max(0.0, lagging[-1] / values["governance.norm_wait"] - 1.0)
            reflex = reflex_after(
                reflex, gap, control, values["governance.reflex_gain"],
                values["governance.reflex_erosion"],
            )  # fmt: skip
    return End(line / arrivals, admin)


def test_the_same_team_is_caught_from_a_bad_start_and_free_from_a_fair_one() -> None:
    for arrivals in (2.5, 3.5, 4.0, 4.5, 5.5):
        ends = [
            in_the_end(FAIR, arrivals=arrivals),
            in_the_end(OVERLOADED, arrivals=arrivals),
            in_the_end(OVERLOADED, arrivals=arrivals, frozen=True),
        ]
        told = (f"{end.wait:.1f}, {100 * end.admin:.0f}%" for end in ends)
        print(f"| {arrivals} |", " | ".join(told), "|")
    fair, bad = in_the_end(FAIR, arrivals=4.0), in_the_end(OVERLOADED, arrivals=4.0)
    assert fair.wait < FREE and bad.wait > CAUGHT
    assert bad.admin > fair.admin + 0.1
    assert in_the_end(OVERLOADED, arrivals=4.0, frozen=True).wait < FREE


def test_with_few_newcomers_both_starts_escape_and_with_many_both_are_caught() -> None:
    assert in_the_end(OVERLOADED, arrivals=2.5).wait < FREE
    assert in_the_end(FAIR, arrivals=5.5).wait > CAUGHT


def test_a_municipality_that_does_not_answer_with_rules_sets_no_trap() -> None:
    assert in_the_end(OVERLOADED, arrivals=4.0, control=0.0).wait < FREE
