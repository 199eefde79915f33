"""Who works with whom through the years, and how requests travel, told as they were lived."""

import re
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from wijksim.core.calendar import week_number
from wijksim.dashboard.components.network import links, node_rows
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
from wijksim.dashboard.cooperation_drawn import SIZE, network, travels
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


def test_the_names_of_institutions_stay_within_the_picture_in_both_languages() -> None:
    none, posts = np.zeros((NODES, NODES)), np.ones(NODES)
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for lang in ("nl", "en"):
        names = node_names(say_in(lang))
        few = [name if place in SEEN else "" for place, name in enumerate(names)]
        for shown in (names, few):
            drawn = str(network(none, none, posts, names=shown, widest=1.0, alt=""))
            found = re.findall(r'class="name" x="([^"]+)".*?text-anchor="(\w+)">([^<]+)<', drawn)
            assert len(found) == sum(map(bool, shown))
            for x, anchor, name in found:
                long = 7.4 * len(name)
                begin = float(x) - before[anchor] * long
                assert begin >= -1 and begin + long <= SIZE + 1, name
