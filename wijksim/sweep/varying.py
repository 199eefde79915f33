"""From what an experiment file says under `vary` to a design that can be run.

Represents: factors that are settled, points that are counted before they are made, and lists and
tables that are checked cell by cell.

Leaves out: how points are drawn (`designs`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from wijksim.core.errors import Where, WijksimError
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.checking import word_among
from wijksim.scenario.nodes import Node
from wijksim.scenario.settled import Declarations, Scenario
from wijksim.sweep.designs import (
    MORRIS_LEVELS,
    SAMPLED,
    Design,
    check_method,
    count_rows,
    listed_design,
    make_design,
)
from wijksim.sweep.factors import Factor, Known, settle_factor
from wijksim.sweep.form import METHODS, FactorForm, VaryForm


def settle_design(
    form: VaryForm | None,
    node: Node,
    *,
    declarations: Declarations,
    scenario: Scenario,
    labels: Sequence[str],
    table: bytes | None,
    within_budget: Callable[[int], None],
) -> Design:
    """The design that a file asks for. Raises WijksimError for what cannot be run.

    `within_budget` is asked with the number of points before any is made.
    """
    if form is None:
        within_budget(1)
        return listed_design("list", (), pd.DataFrame(index=range(1)))
    known = Known({one.key: one for one in declarations.parameters}, scenario.settings, labels)
    method, spot = form.method, node.spot("vary", "method")
    word_among(method, METHODS, "the method", spot)
    _check_keys(form, node)
    if method in ("list", "table"):
        points = _listed(form, node) if method == "list" else _read(table or b"", node, form)
        within_budget(len(points))
        return _written_out(form, node, points, known)
    factors = _factors(form, node, known)
    where = {one.name: node.spot("vary", "factors", one.name) for one in factors}
    samples = form.samples or 1
    check_method(method, factors, samples=samples, where=where, spot=node.spot("vary", "samples"))
    within_budget(count_rows(method, factors, samples=samples, second_order=form.second_order))
    return make_design(
        method,
        factors,
        samples=samples,
        seed=form.seed,
        levels=form.levels or MORRIS_LEVELS,
        second_order=form.second_order,
    )


def _check_keys(form: VaryForm, node: Node) -> None:
    needed = {"list": "rows", "table": "table"}.get(form.method, "factors")
    given: dict[str, Any] = {"rows": form.rows, "table": form.table, "factors": form.factors}
    given["samples"] = form.samples
    wanted = [needed, *(["samples"] if form.method in SAMPLED else [])]
    for key in wanted:
        if not given[key]:
            raise WijksimError(
                f"'{key}' is missing or empty",
                where=node.spot("vary", key),
                why=f"the method {form.method} makes its points of it",
                do=f"add '{key}' under 'vary'",
            )
    for key in ("rows", "table", "samples"):
        if given[key] is not None and key not in wanted:
            raise WijksimError(
                f"the method {form.method} does not read '{key}'",
                where=node.spot("vary", key),
                why="a setting that nothing reads would change nothing",
                do=f"remove it, or choose another method: {', '.join(METHODS)}",
            )
    for key, value, reader in (
        ("levels", form.levels, "morris"),
        ("second_order", form.second_order, "sobol"),
    ):
        if value and form.method != reader:
            raise WijksimError(
                f"only {reader} reads '{key}'", where=node.spot("vary", key), do="remove it"
            )


def _factors(form: VaryForm, node: Node, known: Known) -> tuple[Factor, ...]:
    return tuple(
        settle_factor(name, one, _inside(node, "vary", "factors", name), known=known)
        for name, one in form.factors.items()
    )


def _inside(node: Node, *keys: str) -> Node:
    """The node under some keys; its spot carries them all."""
    where = node.spot(*keys)
    for key in keys:
        held = node.held
        if isinstance(held, dict) and key in held:
            node = held[key]
    return Node(node.held if isinstance(node.held, dict) else {}, where)


def _listed(form: VaryForm, node: Node) -> list[tuple[Mapping[str, LeverValue], Where]]:
    return [(one, node.spot("vary", "rows", place)) for place, one in enumerate(form.rows or [])]


def _read(data: bytes, node: Node, form: VaryForm) -> list[tuple[Mapping[str, LeverValue], Where]]:
    spot = node.spot("vary", "table")
    try:
        header = data.decode("utf-8-sig").split("\n", 1)[0].strip().split(",")
        frame = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError) as reason:
        raise WijksimError(
            f"the table cannot be read: {str(reason)[:200]}",
            where=spot,
            do="save it as CSV with commas, one factor a column, one point a row",
        ) from reason
    twice = sorted({one for one in header if header.count(one) > 1})
    if twice or frame.empty:
        raise WijksimError(
            f"the column {twice[0]} stands in the table twice" if twice else "the table is empty",
            where=spot,
            do="give one column per factor and one row per point",
        )
    file = str(form.table)
    return [
        (
            {str(name): value if isinstance(value, str) else float(value)
             for name, value in row.items()},
            Where(file, line),
        )
        for line, row in enumerate(frame.to_dict(orient="records"), 2)
    ]  # fmt: skip


def _written_out(
    form: VaryForm,
    node: Node,
    points: Sequence[tuple[Mapping[str, LeverValue], Where]],
    known: Known,
) -> Design:
    names = list(points[0][0])
    if not names:
        raise WijksimError(
            "the first point varies nothing", where=points[0][1], do="name factors with values"
        )
    rows: list[list[LeverValue]] = []
    for values, where in points:
        if set(values) != set(names):
            odd = sorted(set(values) ^ set(names))
            raise WijksimError(
                f"this point and the first do not name the same factors: {', '.join(odd)}",
                where=where,
                do="give every point a value for every factor",
            )
        for name in names:
            known.must_know(name, where)
        rows.append([known.check(name, values[name], where) for name in names])
    extra = sorted(set(form.factors) - set(names))
    if extra:
        raise WijksimError(
            f"no point gives a value for {extra[0]}",
            where=node.spot("vary", "factors", extra[0]),
            do="add it to every point, or remove it here",
        )
    table = pd.DataFrame(rows, columns=names)
    factors = []
    for name in names:
        told = form.factors.get(name, FactorForm())
        here = _inside(node, "vary", "factors", name)
        seen = list(dict.fromkeys(table[name]))
        bare = FactorForm(values=seen, when=told.when, only=told.only)
        factors.append(settle_factor(name, bare, here, known=known))
    return listed_design(form.method, factors, table)
