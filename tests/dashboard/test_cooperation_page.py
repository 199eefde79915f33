"""Who works with whom through the years, and how requests travel, told as they were lived."""

import math
import re
from datetime import date
from functools import cache, partial

import numpy as np
import pandas as pd

from wijksim.core.calendar import week_number
from wijksim.dashboard.components.network import course_sentence, links, node_rows
from wijksim.dashboard.cooperation import (
    CHANNELS,
    COURSES,
    FATES,
    KINDS,
    NODES,
    TEAM,
    Cooperation,
    record_cooperation,
    travelled,
)
from wijksim.dashboard.cooperation_drawn import SIZE, course_chart, network, travels
from wijksim.dashboard.cooperation_words import (
    COURSE_NAMES,
    FATE_NAMES,
    KIND_NAMES,
    WAYS,
    node_names,
    told_network,
    told_travels,
)
from wijksim.dashboard.language import say_in
from wijksim.dashboard.shelf import scenario
from wijksim.report.words import number

EN = say_in("en")
SEEN = (1, 2, 3, 4, 5, 6, 12, TEAM)
"""Kinds that work with others in Carnisse."""


@cache
def recorded() -> Cooperation:
    names = ("carnisse/no-team", "carnisse/top-down-rollout")
    return record_cooperation(tuple(scenario(one) for one in names), seed=1)


def test_both_policies_begin_with_the_same_contacts_and_money() -> None:
    one, other = recorded().sides
    assert np.array_equal(one.contacts[0], other.contacts[0])
    assert np.array_equal(one.money[0], other.money[0])
    assert len(recorded().weeks) == len(one.courses) >= 40


def test_a_policy_without_a_team_shows_none_and_one_with_a_team_does() -> None:
    without, with_team = recorded().sides
    assert without.people[:, TEAM].max() == 0.0 and with_team.people[-1, TEAM] > 5.0
    assert with_team.courses[-1, COURSES.index("layers")] >= 1.0
    assert "there is no team" in told_network(without, 40, "A", "en", EN)
    assert "are in a team" in told_network(with_team, 40, "A", "en", EN)


def test_contacts_are_mutual_and_trust_is_a_share() -> None:
    for side in recorded().sides:
        assert np.allclose(side.contacts, side.contacts.transpose(0, 2, 1), atol=1e-3)
        known = side.trust[np.isfinite(side.trust)]
        assert known.size and known.min() >= 0.0 and known.max() <= 1.0


def test_posts_of_all_nodes_are_the_posts_of_the_neighbourhood() -> None:
    for side in recorded().sides:
        assert np.allclose(side.people.sum(axis=1), side.courses[:, COURSES.index("fte")])


def event(week: int, kind: str, cause: str, *, who: int, by: int = -1, value: float = 0.0) -> list:
    return [week, kind, "residents", who, cause, "professionals", by, value]


def test_requests_are_counted_by_way_in_and_by_what_became_of_them() -> None:
    rows = [
        event(700, "asked for help", "debt: desk", who=1),
        event(705, "first hour", "request", who=1, by=9, value=5.0),
        event(720, "request ended", "recovered", who=1, value=20.0),
        event(700, "asked for help", "income: finder", who=2),
        event(704, "first hour", "request", who=2, by=8, value=4.0),
        event(701, "asked for help", "income: desk", who=3),
        event(709, "request ended", "refused", who=3, value=8.0),
        event(701, "asked for help", "youth: crisis", who=4),
    ]
    names = ["week", "kind", "subject", "id", "cause", "by", "by_id", "value"]
    members = np.array([[705, 9], [704, 7], [700, 8]])
    counts = travelled(pd.DataFrame(rows, columns=names), members, (2013, 2014))
    found = {
        (CHANNELS[c], FATES[f]): counts[0, c, f] for _, c, f in zip(*counts.nonzero(), strict=True)
    }
    assert found == {
        ("desk", "team"): 1,
        ("finder", "others"): 1,
        ("desk", "refused"): 1,
        ("crisis", "rest"): 1,
    }, "who is in the team counts in the week of the first hour"


def test_a_week_over_new_year_counts_in_the_year_that_holds_most_of_it() -> None:
    new_years = (date(2013, 1, 1), date(2014, 1, 1))
    rows = [
        event(week_number(day), "asked for help", "debt: desk", who=who)
        for who, day in enumerate(new_years)
    ]
    names = ["week", "kind", "subject", "id", "cause", "by", "by_id", "value"]
    counts = travelled(pd.DataFrame(rows, columns=names), np.array([[700, 8]]), (2013, 2014))
    assert counts.sum(axis=(1, 2)).tolist() == [1, 1]


def test_every_request_of_a_run_is_counted_once() -> None:
    for side in recorded().sides:
        each_year = side.travels.sum(axis=(1, 2))
        assert (each_year > 100).all()
    without = recorded().sides[0]
    assert without.travels[:, :, FATES.index("team")].sum() == 0
    told = told_travels(without, 0, "A", 2013, "en", EN)
    assert told.startswith("“A”: ") and "% led to help" in told


def test_all_that_is_drawn_has_a_name_in_both_languages() -> None:
    assert set(KIND_NAMES) == set(KINDS) and len(node_names(EN)) == NODES
    assert len(WAYS) == len(CHANNELS) and len(FATE_NAMES) == len(FATES)
    assert set(COURSE_NAMES) == set(COURSES)


def test_the_drawings_escape_names_and_hold_their_sentence() -> None:
    side = recorded().sides[1]
    names = ["<i>"] * NODES
    drawn = str(
        network(
            side.contacts[30], side.trust[30], side.people[30], names=names, widest=5.0, alt="who"
        )
    )
    assert "<i>" not in drawn and 'aria-label="who"' in drawn and "link weak-tie" in drawn
    bars = str(travels(side.travels[3], ways=["<i>"] * 6, fates=FATES, longest=500.0, alt="how"))
    assert "<i>" not in bars and "fate f0" in bars


def test_the_tables_hold_what_is_drawn() -> None:
    side, names = recorded().sides[1], node_names(EN)
    assert len(links(side, 30, names)) == np.count_nonzero(side.contacts[30])
    rows = node_rows(side, 30, names)
    assert rows[-1][0] == "Team" and len(rows) > 5
    assert math.isnan(rows[-1][3]), "a team has no budget of its own, which is not a budget of 0"


def test_no_link_of_two_others_runs_through_the_team() -> None:
    met, posts = np.ones((NODES, NODES)), np.full(NODES, 10.0)
    names = [name if place in SEEN else "" for place, name in enumerate(node_names(EN))]
    drawn = str(network(met, met, posts, names=names, widest=1.0, alt=""))
    middle = (SIZE / 2, 172.0)
    ways = re.findall(r' d="M([^"]+)"', drawn)
    assert len(ways) == len(set(SEEN)) * (len(set(SEEN)) - 1) / 2
    for one in ways:
        spots = [float(part) for part in re.split("[ LQ]", one)]
        ends = [tuple(spots[:2]), tuple(spots[-2:])]
        turn = spots[2:4] if "Q" in one else np.mean(ends, axis=0)
        half = (np.sum(ends, axis=0) + 2 * np.asarray(turn)) / 4
        assert middle in ends or math.dist(half, middle) > 20, one


def test_a_count_has_no_broken_numbers_on_its_axis() -> None:
    show = partial(number, lang="nl")
    drawn = str(
        course_chart(
            [680, 693, 706],
            [[0.0, 1.0, 1.0], [0.0, 0.0, 1.0]],
            now=706,
            show=lambda value, decimals: show(value, decimals=decimals),
            alt="",
        )
    )
    assert re.findall(r'text-anchor="end">([^<]+)<', drawn) == ["0", "1", "2"]


def test_a_line_is_told_with_the_day_that_is_looked_at() -> None:
    told = course_sentence("fte", 680, [90.06, 89.5], ["A", "B"], "nl", say_in("nl"))
    assert told.endswith("banen. Op 14 januari 2013: 90,1 met ‘A’ en 89,5 met ‘B’.")
