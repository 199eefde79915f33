"""Choosing two policies of a neighbourhood, for pages that put two runs beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import solara

from wijksim.dashboard.address import MOST, View
from wijksim.dashboard.components import Pick
from wijksim.dashboard.language import say_in
from wijksim.dashboard.shelf import place_title, policies_by_place, policy_title


@solara.component
def TwoPolicies(view: View, on_view: Callable[[View], None]) -> None:
    """Which neighbourhood, and which two policies."""
    say = say_in(view.lang)
    known = policies_by_place()
    one, other = view.policies[:2]

    def move(place: str) -> None:
        kept = tuple(name for name in view.policies if name in known[place])
        policies = kept if len(kept) > 1 else known[place][:2]
        on_view(replace(view, place=place, policies=policies).with_detail("wie", ""))

    def choose(first: str, second: str) -> None:
        if first == second:
            first, second = (first, one) if second == other else (other, second)
        rest = tuple(name for name in view.policies if name not in (first, second))
        on_view(replace(view, policies=(first, second, *rest)[:MOST]))

    names = [
        {"value": name, "name": policy_title(view.place, name, view.lang)}
        for name in known[view.place]
    ]
    with solara.Div(classes=["controls", "thirds"]):
        Pick(
            legend=say("Neighbourhood"),
            options=[{"value": name, "name": place_title(name, view.lang)} for name in known],
            chosen=view.place,
            on_chosen=move,
        )
        Pick(
            legend=say("One policy"),
            options=names,
            chosen=one,
            on_chosen=lambda name: choose(name, other),
        )
        Pick(
            legend=say("The other policy"),
            options=names,
            chosen=other,
            on_chosen=lambda name: choose(one, name),
        )
