"""Every turn in a run can be walked back: to an earlier event or the state, and to who did it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from lived_events import Lived, lived

ALL = ("youth", "support", "income", "debt")
POOR: Mapping[str, float] = {f"budget.{domain}": 0.45 for domain in ALL}
FRONT: Mapping[str, float | str] = {
    "room.willingness": 0.9, "learning.reflection_hours": 12.0, "change.depth": 0.8,
    "access.outreach_hours": 6.0, "governance.reporting": 4.0, "initiatives.money": 40_000.0,
    "initiatives.hours": 24.0, "data.sharing": 0.2,
}  # fmt: skip
TEAM: Mapping[str, float | str] = {
    "team.presence": "added", "team.fte": 11.0, "team.base": "informal_place",
    "governance.patience": 3.0, "governance.refitting": 0.8, "governance.memory": 0.0,
    "team.scan_hours": 2.0,
}  # fmt: skip
NO_REFIT: Mapping[str, float] = {"governance.refitting": 0.0}
EASY_MODE: Mapping[str, float] = {
    "outcomes.mode_trust_low": 0.3, "outcomes.mode_trust_middle": 0.35,
    "outcomes.mode_trust_high": 0.4, "outcomes.core_workers": 3.0,
    "outcomes.core_employers": 2.0, "outcomes.mode_weeks": 4.0,
}  # fmt: skip
"""Thresholds far below those as shipped, so that modes come and go within the horizon of a test."""


def state(run: Lived, event: pd.Series, column: str, row: int = 0) -> float:
    return float(run.before[event.week][column].flat[row])


def set_by(run: Lived, event: pd.Series, lever: str) -> bool:
    """Whether a dated entry set this lever in the week of the event or the week before."""
    told = run.earlier(event, "lever set", weeks=1)
    return bool(told.cause.str.startswith(lever).any())


def at_start(run: Lived, event: pd.Series) -> bool:
    return bool(event.week == min(run.before))


def an_institution_ended(run: Lived, event: pd.Series) -> bool:
    row, p = event.id, run.parameters
    if event.cause == "debts":
        owed = -p["institutions.deepest_debt"] * state(run, event, "institutions.accustomed", row)
        return state(run, event, "institutions.reserve", row) < 0.8 * owed
    if event.cause == "too_few_posts":
        few = state(run, event, "institutions.posts", row) < p["institutions.viable_posts"]
        cut = set_by(run, event, "budget.")
        return event.value < p["institutions.viable_posts"] and (few or cut)
    return event.cause == "shelter_from_cuts" and (
        state(run, event, "institutions.survival_pressure", row) > 0.0
    )


def a_team_turned(run: Lived, event: pd.Series) -> bool:
    row = event.id
    if event.cause in ("asked for", "no longer asked for"):
        return set_by(run, event, "team.presence") or at_start(run, event)
    if event.cause == "another base asked for":
        return set_by(run, event, "team.base")
    if event.cause == "handed over to a new team":
        return bool((run.earlier(event, "team started", weeks=0).id != row).any())
    if event.cause == "base closed":
        return bool(run.earlier(event, "place closed", weeks=14).shape[0])
    if event.cause == "scanning showed another need":
        return bool(
            (
                run.before[event.week]["teams.composition"][row]
                != run.before[event.week]["teams.need_estimate"][row]
            ).any()
        )
    short = run.earlier(event, "protocol added").shape[0] > 0
    return short and state(run, event, "municipality.patience_left") <= 1.0


def began(run: Lived, event: pd.Series) -> bool:
    return event.cause == "energy, skills and ties met at a place" and event.value > 0.0


def ended(run: Lived, event: pd.Series) -> bool:
    known = run.earlier(event, "initiative began")
    if not (known.id == event.id).any():
        return False
    row = int((run.before[event.week]["initiatives.id"] == event.id).argmax())
    if event.cause == "its place closed":
        closed = run.earlier(event, "place closed")
        return bool((closed.id == event.by_id).any())
    if event.cause == "nobody took over from the coordinator":
        heirs = run.earlier(event, "initiative handed over")
        led = [*known[known.id == event.id].by_id, *heirs[heirs.id == event.id].by_id]
        gone = run.earlier(event, "left")
        return bool(gone.id.isin(led).any())
    measure = {
        "the coordinator burnt out": "initiatives.coordinator_load",
        "used as a cheap replacement": "initiatives.captured",
        "smothered by support": "initiatives.dependence",
    }
    if event.cause in measure:
        return state(run, event, measure[event.cause], row) > 0.0
    return event.cause in ("it ran its course", "too few members")


def conceded(run: Lived, event: pd.Series) -> bool:
    claims = run.earlier(event, "room claimed")
    return bool(claims.shape[0]) and event.value <= max(
        state(run, event, "municipality.room_claimed"), claims.value.max()
    )


def mode_came(run: Lived, event: pd.Series) -> bool:
    """Those who carry it met before: they are on the log as professionals, several of them."""
    same = run.earlier(event, event.kind, weeks=0)
    same = same[(same.cause == event.cause) & (same.value == event.value)]
    return same.by_id.nunique() >= run.parameters["outcomes.core_workers"]


def mode_went(run: Lived, event: pd.Series) -> bool:
    came = run.earlier(event, "mode reached")
    what = event.cause.split(":")[0]
    return bool((came.cause.str.startswith(what) & (came.value == event.value)).any())


TURNS: Mapping[str, Callable[[Lived, pd.Series], bool]] = {
    "dissolved": an_institution_ended,
    "merged": an_institution_ended,
    "team started": a_team_turned,
    "team stopped": a_team_turned,
    "team refitted": a_team_turned,
    "team reorganised": a_team_turned,
    "initiative began": began,
    "initiative ended": ended,
    "room conceded": conceded,
    "mode reached": mode_came,
    "mode lost": mode_went,
}


def check(run: Lived, kind: str, most: int) -> int:
    """Walk up to so many events of a kind back; gives how many there were."""
    found = run.events[run.events.kind == kind].drop_duplicates(["week", "id", "cause", "value"])
    for _, event in found.head(most).iterrows():
        assert event.cause and event.by, f"{kind} in week {event.week} has no cause or no actor"
        assert event.by_id in run.actors[event.by], f"{kind} by nobody that ever was"
        assert TURNS[kind](run, event), f"not explained: {dict(event)}"
    return len(found)


@cache
def short_runs() -> tuple[Lived, ...]:
    return (
        lived("carnisse/no-team", seed=1, weeks=130, levers={**POOR, **TEAM},
              later={100: {"team.presence": "none"}}),
        lived("carnisse/no-team", seed=2, weeks=130, levers={**FRONT, **TEAM, **NO_REFIT},
              closing=70, parameters=EASY_MODE, later={80: dict(POOR)}),
    )  # fmt: skip


@pytest.mark.parametrize("kind", TURNS)
def test_a_turn_is_explained_by_what_came_before_and_by_who_did_it(kind: str) -> None:
    assert sum(check(run, kind, most=10) for run in short_runs()) > 0


def many_runs() -> Iterator[Lived]:
    yield from short_runs()
    for seed in range(3, 11):
        poor = {key: 0.1 * (seed % 4) for key in POOR}
        yield lived("carnisse/no-team", seed=seed, weeks=208, levers={**POOR, **TEAM},
                    later={26: poor, 150: {"team.presence": "none"}})  # fmt: skip
        refit = NO_REFIT if seed % 2 else {}
        yield lived("molenlaankwartier/no-team", seed=seed, weeks=208,
                    levers={**FRONT, **TEAM, **refit},
                    parameters=EASY_MODE, closing=120, later={130: dict(POOR)})  # fmt: skip


def test_ten_turns_of_every_kind_are_explained_over_seeds_and_neighbourhoods() -> None:
    walked = dict.fromkeys(TURNS, 0)
    for run in many_runs():
        for kind in TURNS:
            walked[kind] += check(run, kind, most=max(0, 10 - walked[kind]))
    assert min(walked.values()) >= 10, walked


def test_a_log_without_the_cause_or_the_actor_would_be_found_out() -> None:
    run = short_runs()[0]
    for column, wrong in (("cause", "no longer asked for"), ("by_id", 99_999)):
        told = run.events.copy()
        told.loc[told.kind == "team refitted", column] = wrong
        with pytest.raises(AssertionError, match=r"not explained|nobody"):
            check(replace(run, events=told), "team refitted", most=10)
