"""The part that each founder plays: child, parent, partner, or living alone.

Represents: who lives with whom, by age. Minors are children, and then the young; parents are of
middle age; partners are of nearly the same age; older people stay on where their children grew up.
Source: counts that agree (`counts.py`); weights by age are parameters, all assumptions.
Leaves out: descent, sex, earlier marriages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijksim.core.elementary import exp_array, log_array
from wijksim.core.randomness import decision, uniforms
from wijksim.input_data.ages import spread_ages
from wijksim.input_data.counts import Counts
from wijksim.submodels.population_household_newcomers import ADULT

Array = np.ndarray[Any, Any]

ROLE = decision("founders.role")
NOISE = decision("founders.noise")

_FIRST_OF_ALL = 1e9
"""Weight of a minor as a child: so large that no adult comes before one."""


def ids(n: int) -> Array:
    """Ids 0 to n - 1 for draws."""
    return np.arange(n, dtype=np.int64)


def _chosen(*, ages: Array, wanted: int, weight: Array, key: Array, sub: int) -> Array:
    """Indices of `wanted` people, drawn without return by weight."""
    luck = uniforms(key, ROLE, 0, ids(ages.size), sub)
    order = np.argsort(log_array(luck) / np.maximum(weight, 1e-12), kind="stable")
    return np.sort(order[ages.size - wanted :])


def by_age(ages: Array, years: float, key: Array, sub: int) -> Array:
    """Indices from old to young, shaken by so many years either way."""
    shaken = ages + years * (2.0 * uniforms(key, NOISE, 0, ids(ages.size), sub) - 1.0)
    return np.argsort(-shaken, kind="stable")


@dataclass(frozen=True)
class Roles:
    """Ages, in years, of people by the part they play."""

    single: Array
    couples: Array
    two_parents: Array
    lone_parents: Array
    children: Array


def cast_roles(*, counts: Counts, parameters: Mapping[str, float], key: Array) -> Roles:
    """Give everyone a part: minors are children, and then the young; parents are of middle age.

    `parameters` are those of the model by their keys.
    """
    p = parameters
    shake = p["population.partner_age_shake"]
    ages = spread_ages(counts=counts.ages, key=key)
    young = exp_array((ADULT - ages) / p["population.grown_child_fades"])
    young = np.where(ages < ADULT, _FIRST_OF_ALL, young)
    child = _chosen(ages=ages, wanted=counts.children, weight=young, key=key, sub=0)
    children, rest = ages[child], np.delete(ages, child)
    parents = 2 * counts.two_parents + counts.lone_parents
    from_peak = (rest - p["population.parent_age_peak"]) / p["population.parent_age_span"]
    bump = np.maximum(p["population.parent_age_least"], 1.0 - from_peak**2)
    parent = _chosen(ages=rest, wanted=parents, weight=bump, key=key, sub=1)
    parenting, rest = rest[parent], np.delete(rest, parent)
    lone = _chosen(
        ages=parenting, wanted=counts.lone_parents, weight=np.ones(parents), key=key, sub=2
    )
    early, late = p["population.paired_young_until"], p["population.paired_old_from"]
    settled = np.where(rest < early, p["population.paired_young"], 1.0)
    settled = settled + np.where(rest > late, p["population.paired_old"], 0.0)
    paired = _chosen(ages=rest, wanted=2 * counts.couples, weight=settled, key=key, sub=3)
    return Roles(
        single=np.delete(rest, paired),
        couples=_pairs(rest[paired], shake, key, 4),
        two_parents=_pairs(np.delete(parenting, lone), shake, key, 5),
        lone_parents=parenting[lone],
        children=children,
    )


def _pairs(ages: Array, shake: float, key: Array, sub: int) -> Array:
    """Pairs of people of nearly the same age; shape (n, 2)."""
    return ages[by_age(ages, shake, key, sub)].reshape(-1, 2)
