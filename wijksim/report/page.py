"""The report: one HTML file that opens with the answer and hides none of its doubts.

Represents: what a reader needs to weigh a comparison, in order of importance. One file, no
scripts, nothing fetched; readable by screen readers, on a phone, in the dark and on paper.
All text that comes from files is escaped by the template.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wijksim.core.calendar import monday_of, week_number
from wijksim.experiment.compare import Compared
from wijksim.experiment.intervals import LOOKS
from wijksim.experiment.outputs import versions
from wijksim.outcomes.base import Outcome
from wijksim.report.answers import FEW_PAIRS, Teller, capital
from wijksim.report.apart import differing
from wijksim.report.assumptions import assumed_parameters, beside_policy, setting_rows
from wijksim.report.figures import (
    CHANGE_EDGES,
    SHARE_EDGES,
    group_panels,
    legend,
    map_panels,
    money_rows,
    time_panels,
)
from wijksim.report.limits import limits
from wijksim.report.outcomes_nl import MEANINGS_NL
from wijksim.report.squares import FEWEST_PAIRS
from wijksim.report.words import LANGUAGES, listing

SECTIONS: Final = (
    "answer",
    "groups",
    "time",
    "map",
    "money",
    "assumptions",
    "unknowns",
    "reproduce",
    "limits",
)


@cache
def _environment() -> Environment:
    """Made once, for a template is compiled when an environment reads it first."""
    return Environment(
        loader=PackageLoader("wijksim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(compared: Compared, *, lang: str, command: str) -> str:
    """The report of a comparison in `en` or `nl`, with the command that repeats it."""
    teller = Teller(compared, lang)
    words = LANGUAGES[lang]
    environment = _environment()
    style = (
        environment.loader.get_source(environment, "report.css")[0] if environment.loader else ""
    )
    assumed, parameters = assumed_parameters(teller)
    base = compared.scenario(compared.baseline)
    start, end = teller.day(base.start), teller.day(base.end)
    pairs = compared.stopping.replicates
    baseline = teller.title(compared.baseline)
    keys = [one for one in compared.catalogue if one.key]
    times = time_panels(teller)
    return environment.get_template("report.html.j2").render(
        t=words,
        style=Markup(style),
        lang=lang,
        sections=[(name, words[name]) for name in SECTIONS],
        title=capital(
            words["title"].format(
                others=listing([teller.title(one) for one in compared.others], lang=lang),
                baseline=baseline,
            )
        ),
        subtitle=words["subtitle"].format(
            place=base.texts.get("name", ""), start=start, end=end, pairs=pairs
        ),
        baseline=capital(baseline),
        legend=[
            (place, capital(teller.title(label))) for place, label in enumerate(compared.labels)
        ],
        answers=[_answer_block(teller, label) for label in compared.others],
        stopping=_stopping(teller),
        weak=_weak(teller),
        map_few=pairs < FEWEST_PAIRS,
        caption_key=words["caption_key"].format(start=start, end=teller.day(base.counted_until)),
        groups=[
            (capital(teller.title(label)), group_panels(teller, label)) for label in compared.others
        ],
        times=times,
        parting_drawn=any('class="parting"' in panel["chart"] for panel in times),
        maps=map_panels(teller),
        share_legend=legend(SHARE_EDGES, "q", lang),
        change_legend=legend(CHANGE_EDGES, "c", lang, between=words["between"]),
        money=money_rows(teller),
        money_heads=[capital(teller.title(label)) for label in compared.labels],
        other_heads=[capital(teller.title(label)) for label in compared.others],
        settings=setting_rows(teller),
        assumed=assumed,
        assumed_of=_assumed_of(teller),
        assumed_head=words["assumed"].format(count=len(assumed), total=parameters),
        definitions=[_meaning(teller, one) for one in keys],
        unknowns=[words[f"unknown_{place}"] for place in range(1, 6)],
        command=command,
        seeds=words["seeds"].format(
            first=compared.seed, last=compared.seed + pairs - 1, baseline=baseline
        ),
        versions=versions(),
        limits=limits(lang),
    )


def _weak(teller: Teller) -> str:
    """A warning when there are few pairs of runs, else nothing."""
    pairs = teller.compared.stopping.replicates
    if pairs >= FEW_PAIRS:
        return ""
    return teller.word("weak_one" if pairs == 1 else "weak_basis").format(
        pairs=pairs, least=LOOKS[0]
    )


def _assumed_of(teller: Teller) -> str:
    """Whose values the list of assumed numbers holds, when scenarios have other ones."""
    compared = teller.compared
    scenarios = [compared.scenario(label) for label in compared.labels]
    if all(kind != "parameters" for kind, _, _ in differing(scenarios)):
        return ""
    return teller.word("assumed_of").format(baseline=teller.title(compared.baseline))


def _meaning(teller: Teller, outcome: Outcome) -> dict[str, str]:
    """An outcome's name, definition, reason, and the language of the last two."""
    own = MEANINGS_NL.get(outcome.name) if teller.lang == "nl" else None
    told, why = own or (outcome.definition, outcome.reason)
    lang = "nl" if own else "en"
    return {"name": teller.name(outcome), "definition": told, "reason": why, "lang": lang}


def _answer_block(teller: Teller, label: str) -> dict[str, object]:
    keys = [one for one in teller.compared.catalogue if one.key]
    answers = [teller.answer(label, one) for one in keys]
    week = teller.compared.parting_week(label)
    parting = teller.word("never_part")
    scenario = teller.compared.scenario(label)
    if beside_policy(teller, label):
        parting = teller.word("part_apart")
    elif week is not None and week <= week_number(scenario.start):
        parting = teller.word("part_start")
    elif week is not None:
        parting = teller.word("part_from").format(date=teller.day(monday_of(week)))
    return {
        "title": capital(
            teller.word("answer_of").format(
                other=teller.title(label), baseline=teller.title(teller.compared.baseline)
            )
        ),
        "other": capital(teller.title(label)),
        "lead": teller.lead(label, answers),
        "answers": answers,
        "parting": parting,
    }


def _stopping(teller: Teller) -> str:
    """Why no more pairs were run, what is not known exactly enough, and what has no figure."""
    compared = teller.compared
    stopping, keys = compared.stopping, [one for one in compared.catalogue if one.key]
    lacking = [
        teller.name(one).lower()
        for one in keys
        if any(compared.difference(label, one.name).pairs == 0 for label in compared.others)
    ]
    can_differ = any(compared.parting_week(label) is not None for label in compared.others)
    names = {one.name: teller.name(one).lower() for one in compared.catalogue}
    unsure = [names[one] for one in stopping.wide] if can_differ else []
    wide = listing(unsure, lang=teller.lang)
    key = f"stop_{stopping.reason}"
    if stopping.reason == "narrow" and lacking:
        key = "stop_narrow_some"
    told = teller.word(key).format(pairs=stopping.replicates, names=wide)
    if stopping.reason == "asked" and wide:
        told += " " + teller.word("stop_asked_wide").format(names=wide)
    if lacking:
        told += " " + teller.word("lead_none").format(names=listing(lacking, lang=teller.lang))
    return told
