"""One person's life under two policies: what lasts, what happens, and where the lives part."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from wijksim.core.calendar import monday_of, week_number
from wijksim.dashboard.components.life import yearly
from wijksim.dashboard.language import say_in
from wijksim.dashboard.lives import (
    LINES,
    NEVER,
    Happening,
    Helper,
    Lives,
    OpenRequest,
    Side,
    record_lives,
)
from wijksim.dashboard.lives_drawn import timeline
from wijksim.dashboard.lives_told import (
    AGES,
    Life,
    Moment,
    Spell,
    age,
    later,
    life,
    parting,
    ranked,
)
from wijksim.dashboard.lives_words import (
    CHANNELS,
    ENDINGS,
    OTHERS,
    REASONS,
    parted,
    told,
)
from wijksim.dashboard.shelf import scenario
from wijksim.entities.domains import Channel, Discipline, Ending
from wijksim.results import run_scenario

PAIR = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
EN = say_in("en")


@cache
def recorded() -> Lives:
    return record_lives(tuple(scenario(one) for one in PAIR), seed=3)


def side(*happenings: Happening) -> Side:
    kinds, causes = ({getattr(one, key): 0 for one in happenings} for key in ("kind", "cause"))
    kind_list, cause_list = tuple(kinds), tuple(causes)
    return Side(
        name="x",
        blocks=(),
        shape=(1, len(LINES)),
        person=np.zeros(len(happenings), dtype=np.int32),
        week=np.array([one.week for one in happenings]),
        kind=np.array([kind_list.index(one.kind) for one in happenings]),
        cause=np.array([cause_list.index(one.cause) for one in happenings]),
        by=np.array([one.by for one in happenings]),
        value=np.array([one.value for one in happenings]),
        kinds=kind_list,
        causes=cause_list,
        helpers={7: Helper(Discipline.DEBT_COUNSELLOR, "Debt help", True)},
    )


def lived(
    monkeypatch: pytest.MonkeyPatch,
    *happenings: Happening,
    onset: tuple[int, ...] = (NEVER,) * 4,
    requests: tuple[OpenRequest, ...] = (),
) -> Life:
    monkeypatch.setattr(Side, "lines", lambda self, person: np.full((3, len(LINES)), 0.5))
    one = side(*happenings)
    lives = Lives(
        first_week=100,
        last_week=199,
        parting_week=100,
        weeks=np.array([100, 104, 108]),
        birth_week=np.array([-1000]),
        quintile=np.array([0]),
        household=np.array([1]),
        onset_week=np.array([onset]),
        open_requests={0: requests},
        sides=(one, one),
        difference=np.zeros(1),
        events_differ=np.zeros(1, dtype=bool),
    )
    return life(lives, 0, 0)


def test_a_request_waits_gets_help_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived(
        monkeypatch,
        Happening(110, "need began", "debt: onset", -1, 0.3),
        Happening(112, "asked for help", "debt: desk", -1, 0.3),
        Happening(120, "first hour", "request", 7, 8.0),
        Happening(140, "request ended", "closed_early", -1, 28.0),
    )
    spells = {(one.kind, one.start, one.end) for one in found.spells}
    assert spells == {("waiting", 112, 120), ("help", 120, 140), ("need", 110, 200)}
    assert all(one.domain == 3 for one in found.spells)
    assert found.weeks_of("waiting") == 8 and found.count("request ended", "closed_early") == 1
    first = next(one for one in found.moments if one.kind == "first hour")
    assert told(first, EN) == "gets the first help with debts, from a debt counsellor of the team"


def test_a_request_that_is_refused_never_became_help(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived(
        monkeypatch,
        Happening(112, "asked for help", "youth: finder", 7, 0.3),
        Happening(130, "request ended", "refused", -1, 18.0),
    )
    assert found.spells == [Spell("waiting", 0, 112, 130, "finder")]


def test_what_was_open_at_the_start_is_seen_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived(
        monkeypatch,
        Happening(150, "request ended", "recovered", -1, 70.0),
        onset=(NEVER, 60, NEVER, NEVER),
        requests=(OpenRequest(1, 80, 90, 7),),
    )
    assert Spell("help", 1, 100, 150, "", side().helpers[7]) in found.spells
    assert Spell("need", 1, 100, 200) in found.spells


def test_a_life_ends_here_when_somebody_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived(
        monkeypatch,
        Happening(110, "need began", "debt: onset", -1, 0.3),
        Happening(130, "left", "moved_away", -1, 0.0),
    )
    assert found.end == 130 and found.spells == [Spell("need", 3, 110, 130)]


def moment(week: int, kind: str = "crisis", domain: int = 3, word: str = "") -> Moment:
    return Moment(week, kind, domain, word)


def test_lives_part_at_the_first_event_that_only_one_has() -> None:
    one = Life("a", moments=[moment(5), moment(9), moment(12)])
    other = Life("b", moments=[moment(5), moment(12), moment(20)])
    found = parting(one, other)
    assert found == (9, [moment(9)], [])
    told_in = parted(found, (one, other), ("A", "B"), "en", EN)
    assert "Under “A” this person falls into a crisis with debts." in told_in
    assert told_in[-1].startswith("Under “B” that comes later, on ")
    assert later(other, moment(9)) == moment(12)
    assert later(other, moment(9, kind="overloaded", domain=-1)) is None


def test_the_policy_under_which_something_happens_is_named_first() -> None:
    one, other = Life("a"), Life("b", moments=[moment(9)])
    for lang in ("nl", "en"):
        told_in = parted(parting(one, other), (one, other), ("A", "B"), lang, say_in(lang))
        assert "B" in told_in[1] and "A" in told_in[2]


def test_equal_lives_are_said_to_be_equal() -> None:
    one = Life("a", moments=[moment(9)])
    assert parting(one, one) is None
    assert "same things" in parted(None, (one, one), ("A", "B"), "en", EN)[0]


def test_every_channel_ending_and_reason_has_words_in_both_languages() -> None:
    assert {one.name.lower() for one in Channel} - {"none"} == set(CHANNELS)
    assert {one.name.lower() for one in Ending} - {"none"} == set(ENDINGS)
    for text in (*CHANNELS.values(), *ENDINGS.values(), *OTHERS.values(), *REASONS.values()):
        assert say_in("nl")(text) != text


def test_a_recorded_person_is_the_same_at_the_start_and_only_there() -> None:
    lives = recorded()
    assert len(lives) > 10_000
    for person in (0, 5_000, len(lives) - 1):
        one, other = (each.lines(person) for each in lives.sides)
        assert np.array_equal(one[0], other[0]), "before the policies part, all is the same"
    assert 0.05 < lives.events_differ.mean() < 0.95
    first, last = ranked(lives, fifth="", ages="")[[0, -1]]
    assert lives.difference[first] > 1.0 and lives.difference[last] == 0.0


def test_the_events_of_a_life_are_those_of_an_ordinary_run() -> None:
    lives = recorded()
    log = run_scenario(PAIR[0], seed=3, events=True).events
    assert log is not None
    log = log[(log["subject"] == "residents") & (log["kind"] != "talk")]
    log = log[log["week"] >= lives.first_week]
    counted = log["id"].value_counts()
    # founders of the run have their row as id, in the order of the roster
    founders = [one for one in counted.index[:50] if one < 5_000]
    ours = np.bincount(lives.sides[0].person)
    assert founders and set(counted[founders]) <= set(ours)
    assert lives.sides[0].person.size <= len(log)


def test_a_person_is_chosen_by_age_and_fifth() -> None:
    lives = recorded()
    for ages, (low, high) in AGES.items():
        people = ranked(lives, fifth="1", ages=ages)
        assert len(people)
        assert all(low <= age(lives, int(one)) <= high for one in people[:50])
        assert set(lives.quintile[people]) == {0}
    everybody = ranked(lives, fifth="strange", ages="strange")
    assert len(everybody) == len(lives)


def drawn_twice(
    one: Life, name: str, *, part: tuple[int, str] | None = (115, "here"), width: float = 350.0
) -> str:
    """The drawing of a life beside itself, under a policy of this name and another."""
    return str(
        timeline(
            (one, one),
            (name, "other"),
            domains=[(3, "debts")],
            first_week=100,
            last_week=199,
            part=part,
            width=width,
            nothing="none",
            alt="a life",
        )
    )


def test_a_drawing_escapes_names_and_says_what_it_shows() -> None:
    one = Life("a", spells=[Spell("need", 3, 110, 130)], moments=[moment(115)], end=200)
    drawn = drawn_twice(one, "<b>")
    assert "<b>" not in drawn and "&lt;b&gt;" in drawn
    assert 'aria-label="a life"' in drawn and drawn.count('class="need"') == 2


@pytest.mark.parametrize("width", [350.0, 900.0])
def test_a_mark_of_overload_stands_free_below_the_name_of_the_policy(width: float) -> None:
    one = Life("a", moments=[replace(moment(105), kind="overloaded", domain=-1)], end=200)
    drawn = drawn_twice(one, "Self-organisation from below", part=None, width=width)
    name = re.search(r'<text[^>]* y="([0-9.]+)"[^>]*>Self-organisation', drawn)
    mark = re.search(r'<path[^>]*class="mark"[^>]*>', drawn)
    assert name and mark
    heights = [float(y) for _, y in re.findall(r"[ML ]*([0-9.]+)[ ,]([0-9.]+)", mark[0])]
    assert min(heights) >= float(name[1]) + 4


def test_the_line_where_lives_part_is_drawn_below_the_names_and_not_through_them() -> None:
    one = Life("a", spells=[Spell("need", 3, 110, 130)], end=200)
    drawn = drawn_twice(one, "one")
    assert drawn.index('class="part"') < drawn.index("debts")


def test_recorded_lives_are_small() -> None:
    held = sum(len(block) for each in recorded().sides for block in each.blocks)
    assert held < 12_000_000


def test_a_first_week_that_begins_in_the_old_year_counts_for_the_new_one() -> None:
    weeks = np.array([week_number(date(2013, 1, 1)), week_number(date(2013, 6, 1))])
    assert monday_of(int(weeks[0])).year == 2012
    lives = recorded()
    moments = replace(lives, weeks=weeks)
    assert [row[0] for row in yearly(moments, [np.array([1.0, 3.0])], "en")] == ["2013"]
