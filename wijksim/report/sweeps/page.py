"""The report of a sweep: one HTML file that opens with the answer and hides none of its doubts.

Represents: per contrast what differs, what makes the difference and under which conditions; then
regret, and what was varied. One file, no scripts, nothing fetched, in the style of a comparison's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wijksim.outcomes.base import Outcome
from wijksim.report.answers import capital
from wijksim.report.limits import limits
from wijksim.report.meanings import meanings
from wijksim.report.sweeps.figures import (
    NOTHING,
    bare,
    box_figure,
    effects_figure,
    regret_figure,
    sensitivity_figure,
    slope_name,
    slopes_figure,
)
from wijksim.report.sweeps.teller import WORDS, SweepTeller
from wijksim.report.words import number
from wijksim.scenario.levers import BY_NAME
from wijksim.sweep.analysis.analyse import About, Analysed
from wijksim.sweep.analysis.discovery import Found
from wijksim.sweep.analysis.reading import Varied

SECTIONS: Final = (
    "answer", "effects", "when", "moves", "regret", "varied", "doubts", "reproduce", "limits",
)  # fmt: skip
POOR_FIT: Final = 0.7
"""Straight lines that explain less than this are called poor (assumption)."""


def sweep_page(found: Analysed, *, lang: str, command: str, versions: Mapping[str, str]) -> str:
    """The report in `en` or `nl`, with the command that gives it again."""
    teller, words, swept = SweepTeller(found, lang), WORDS[lang], found.swept
    environment = Environment(
        loader=PackageLoader("wijksim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (
        environment.loader.get_source(environment, "report.css")[0] if environment.loader else ""
    )
    title = swept.plan.get("title", {}).get(lang) or str(swept.plan["experiment"])
    missing = int(swept.plan["runs"]) - swept.done
    warnings = []
    if missing > 0:
        runs = _count(int(swept.plan["runs"]), lang)
        warnings.append(words["missing"].format(missing=_count(missing, lang), runs=runs))
    if swept.failed:
        warnings.append(words["failed"].format(failed=_count(swept.failed, lang)))
    return environment.get_template("sweep.html.j2").render(
        t=words,
        style=Markup(style),
        lang=lang,
        sections=[(one, words[one]) for one in SECTIONS],
        title=title,
        subtitle=words["subtitle"].format(
            points=_count(swept.rows, lang),
            replicates=swept.replicates,
            scenarios=len(swept.scenarios),
            done=_count(swept.done, lang),
            failed=_count(swept.failed, lang),
        ),
        warnings=warnings,
        contrasts=[_contrast(teller, one, place) for place, one in enumerate(swept.others)],
        level=_level(teller),
        level_head=words["level_of"].format(baseline=teller.title(swept.baseline)),
        regrets=[_regret(teller, one) for one in swept.outcomes if found.regrets[one.name]],
        no_regret=words["regret_one" if len(swept.scenarios) < 2 else "regret_none"],
        legend=[
            (place % 4, capital(teller.title(one))) for place, one in enumerate(swept.scenarios)
        ],
        varied_intro=words["varied_intro"].format(
            method=words[f"method_{swept.plan['method']}"], points=_count(swept.rows, lang)
        )
        if swept.factors
        else words["varied_none"],
        varied=[_varied(teller, one) for one in swept.factors],
        doubts=[words[f"doubt_{place}"] for place in range(1, 6)],
        command=command,
        versions=versions,
        limits=limits(lang),
    )


def _count(value: int, lang: str) -> str:
    return number(float(value), decimals=0, lang=lang)


def _contrast(teller: SweepTeller, scenario: str, place: int) -> dict[str, Any]:
    found = teller.found
    abouts = [one for one in found.answers if one.scenario == scenario]
    rows = [teller.effect(one.outcome, one.effect) for one in abouts if one.effect is not None]
    conditions = [
        _condition(teller, about, way, f"box-{place}-{number_}-{way}")
        for number_, about in enumerate(abouts)
        for way in about.conditions
    ]
    return {
        "title": teller.word("compared").format(
            other=capital(teller.title(scenario)), baseline=teller.title(found.swept.baseline)
        ),
        "rows": rows,
        "chart": effects_figure(teller, abouts, name=f"effects-{place}"),
        "conditions": conditions,
        "few_points": _few_points(teller, abouts),
        "boxes": [one for one in conditions if one["chart"]],
        "moves": [_moves(teller, one, f"{place}-{at}") for at, one in enumerate(abouts)],
    }


def _few_points(teller: SweepTeller, abouts: Sequence[About]) -> str:
    """What to say instead of conditions when no outcome has points enough; else nothing."""
    found = [one for about in abouts for one in about.conditions.values()]
    if any(one.found is not Found.TOO_FEW_POINTS for one in found):
        return ""
    most = max((one.points for one in found), default=0)
    return teller.word("few_points").format(points=most)


def _condition(teller: SweepTeller, about: About, way: str, name: str) -> dict[str, Any]:
    told = teller.condition(about, way)
    boxes = about.conditions[way].boxes
    chart = (
        box_figure(teller, about, way, boxes[0], name=name, text=told["sentence"])
        if boxes
        else Markup("")
    )
    claim = capital(teller.claim(about, way))
    return told | {"chart": chart, "caption": teller.word("figure_box").format(claim=claim)}


def _level(teller: SweepTeller) -> list[dict[str, Any]]:
    baseline = teller.found.swept.baseline
    abouts = [one for one in teller.found.answers if one.scenario == baseline]
    return [_moves(teller, one, f"level-{place}") for place, one in enumerate(abouts)]


def _moves(teller: SweepTeller, about: About, name: str) -> dict[str, Any]:
    """What moves one figure: lines per factor, and Sobol's or Morris's answer."""
    outcome, found = about.outcome, about.sensitivity
    told = teller.name(outcome)
    fit = ""
    if about.slopes and about.slopes[0].fit == about.slopes[0].fit:
        key = "slope_fit" if about.slopes[0].fit >= POOR_FIT else "slope_bad_fit"
        fit = teller.word(key).format(fit=teller.share(about.slopes[0].fit))
    step = NOTHING * outcome.matters
    flat = all(max(abs(one.low), abs(one.high)) <= step for one in about.slopes)
    if about.slopes and flat:
        fit = teller.word("sens_flat")
    asked = found.method in ("sobol", "morris")
    return {
        "name": told,
        "unit": teller.unit(outcome),
        "lines": slopes_figure(teller, outcome, about.slopes, name=f"slopes-{name}")
        if about.slopes and not flat
        else Markup(""),
        "lines_caption": teller.word("figure_slopes").format(outcome=told),
        "fit": fit,
        "slopes": [
            {
                "factor": capital(slope_name(teller, one)),
                "change": f"{teller.size(outcome, one.change, sign=True)} "
                f"({teller.interval(outcome, one.low, one.high)})",
                "chance": teller.interval(outcome, one.chance.low, one.chance.high),
            }
            for one in about.slopes
        ],
        "shares_chart": sensitivity_figure(teller, about, name=f"shares-{name}")
        if found.shares
        else Markup(""),
        "shares_caption": teller.word(f"figure_{found.method}").format(outcome=told)
        if found.shares
        else "",
        "shares_told": teller.sensitivity(found, outcome) if asked else "",
        "method": found.method if asked else "",
        "shares": [
            {
                "factor": capital(bare(teller.factor(one.factor))),
                "first": _reach(teller, one.first, one.first_reach, found.method, outcome),
                "total": _reach(teller, one.total, one.total_reach, found.method, outcome),
                "bend": "" if found.method == "sobol" else teller.size(outcome, one.bend),
            }
            for one in found.shares
        ],
    }


def _reach(teller: SweepTeller, value: float, reach: float, method: str, outcome: Outcome) -> str:
    def shown(figure: float) -> str:
        if method == "sobol":
            return number(figure, decimals=2, lang=teller.lang)
        return teller.size(outcome, figure)

    return shown(value) if reach != reach else f"{shown(value)} ± {shown(reach)}"


def _regret(teller: SweepTeller, outcome: Outcome) -> dict[str, Any]:
    regrets = teller.found.regrets[outcome.name]
    return {
        "name": teller.name(outcome),
        "unit": teller.unit(outcome),
        "told": teller.regret(outcome, regrets),
        "open": teller.regret_is_open(outcome),
        "chart": regret_figure(teller, outcome, regrets, name=f"regret-{outcome.name}")
        if max(one.worst for one in regrets) > NOTHING * outcome.matters
        else Markup(""),
        "caption": teller.word("figure_regret").format(outcome=teller.name(outcome)),
        "rows": [
            {
                "scenario": capital(teller.title(one.scenario)),
                "mean": teller.size(outcome, one.mean),
                "high": teller.size(outcome, one.high),
                "worst": teller.size(outcome, one.worst),
                "good": f"{teller.share(one.good)} "
                f"({teller.share(one.good_low)} … {teller.share(one.good_high)})",
                "best": teller.share(one.best),
            }
            for one in regrets
        ],
    }


def _varied(teller: SweepTeller, factor: Varied) -> dict[str, str]:
    """A factor: what it is, which values it took, and where it counts."""
    lever = BY_NAME.get(factor.name)
    if lever is not None:
        meaning = lever.nl if teller.lang == "nl" else lever.en
    else:
        meaning = meanings(teller.lang).get(factor.name, "")
    if factor.words:
        taken = ", ".join(str(one) for one in factor.values)
    elif factor.values:
        taken = " · ".join(teller.value(factor, float(one)) for one in factor.values[:12])
        taken += " …" if len(factor.values) > 12 else ""
    else:
        first = teller.value(factor, factor.low).partition(" ")[0]
        taken = f"{first} – {teller.value(factor, factor.high)}"
    only = ", ".join(teller.title(one) for one in factor.only)
    return {
        "name": factor.name,
        "called": capital(bare(teller.factor(factor.name))) if lever is not None else "",
        "taken": taken,
        "meaning": capital(meaning) if meaning else "",
        "only": only or teller.word("everywhere"),
    }
