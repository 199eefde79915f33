"""A life in sentences, in Dutch and English."""

from __future__ import annotations

from typing import Final

from wijksim.core.calendar import monday_of
from wijksim.dashboard.language import Say, marked
from wijksim.dashboard.lives import Helper
from wijksim.dashboard.lives_told import Life, Moment, later
from wijksim.entities.domains import DOMAINS, Discipline, HouseholdType
from wijksim.report.words import LANGUAGES, listing

DOMAIN_NAMES: Final = dict(
    zip(
        DOMAINS,
        (marked("growing up"), marked("daily life"), marked("work and income"), marked("debts")),
        strict=True,
    )
)
CHANNELS: Final = {
    "desk": marked("asks for help with {domain} at the desk"),
    "self_referral": marked("asks a professional for help with {domain}"),
    "finder": marked("gets to help with {domain} through somebody who noticed"),
    "outreach": marked("meets a professional nearby and asks for help with {domain}"),
    "network": marked("asks for help with {domain} on the advice of acquaintances"),
    "crisis": marked("is asked for after a crisis with {domain}"),
}
ENDINGS: Final = {
    "recovered": marked("no longer needs the help with {domain}"),
    "withdrawn": marked("gives up asking for help with {domain}"),
    "refused": marked("is told no to help with {domain}"),
    "closed_early": marked("loses the help with {domain} before the problem is over"),
    "left": marked("stops the request for help with {domain} by leaving"),
}
REASONS: Final = {
    "died": marked("dies"),
    "moved_away": marked("moves out of the neighbourhood"),
    "left_home": marked("leaves the parental home and the neighbourhood"),
    "parted": marked("leaves the neighbourhood after a separation"),
}
OTHERS: Final = {
    "need began": marked("gets a problem with {domain}"),
    "need ended": marked("has got over the problem with {domain}"),
    "crisis": marked("falls into a crisis with {domain}"),
    "overloaded": marked("gives more care to others than can be borne"),
    "first hour": marked("gets the first help with {domain}, from {helper}"),
    "came": marked("moves house within the neighbourhood"),
}
DISCIPLINES: Final = {
    Discipline.NONE: marked("a professional"),
    Discipline.YOUTH_WORKER: marked("a youth worker"),
    Discipline.SOCIAL_WORKER: marked("a social worker"),
    Discipline.HOME_CARER: marked("a home carer"),
    Discipline.MENTAL_HEALTH_WORKER: marked("a mental health worker"),
    Discipline.INCOME_OFFICER: marked("an income officer"),
    Discipline.DEBT_COUNSELLOR: marked("a debt counsellor"),
    Discipline.GENERALIST: marked("a generalist"),
}
HOUSEHOLDS: Final = {
    HouseholdType.VACANT: marked("household unknown"),
    HouseholdType.SINGLE: marked("lives alone"),
    HouseholdType.COUPLE: marked("lives as a couple without children"),
    HouseholdType.WITH_CHILDREN: marked("lives in a family with two parents"),
    HouseholdType.SINGLE_PARENT: marked("lives in a single-parent family"),
}
FIFTHS: Final = (
    marked("lowest fifth of chances"),
    marked("second fifth of chances"),
    marked("middle fifth of chances"),
    marked("fourth fifth of chances"),
    marked("highest fifth of chances"),
)


def day(week: int, lang: str) -> str:
    """The Monday of a week, as one says it."""
    found = monday_of(week)
    return f"{found.day} {LANGUAGES[lang]['months'].split()[found.month - 1]} {found.year}"


def domain_name(domain: int, say: Say) -> str:
    """What readers call a domain."""
    return say(DOMAIN_NAMES[DOMAINS[domain]]) if domain >= 0 else say("something")


def helper_name(helper: Helper | None, say: Say) -> str:
    """Who helps, with the team when there is one."""
    if helper is None:
        return say("a professional")
    kind = Discipline(helper.discipline)
    name = say(DISCIPLINES.get(kind, DISCIPLINES[Discipline.NONE]))
    return say("{name} of the team").format(name=name) if helper.in_team else name


def told(moment: Moment, say: Say) -> str:
    """What happens, without who it happens to."""
    if moment.kind == "asked for help":
        text = CHANNELS.get(moment.word, CHANNELS["desk"])
    elif moment.kind == "request ended":
        text = ENDINGS.get(moment.word, ENDINGS["left"])
    elif moment.kind == "left":
        text = REASONS.get(moment.word, REASONS["moved_away"])
    else:
        text = OTHERS[moment.kind]
    return say(text).format(
        domain=domain_name(moment.domain, say), helper=helper_name(moment.helper, say)
    )


def parted(
    found: tuple[int, list[Moment], list[Moment]] | None,
    lives: tuple[Life, Life],
    names: tuple[str, str],
    lang: str,
    say: Say,
) -> list[str]:
    """Where two lives part, as sentences."""
    if found is None:
        return [
            say(
                "In this life the same things happen under both policies. "
                "Only the lines below can differ a little."
            )
        ]
    week, mine, theirs = found
    sentences = [
        say("Until {day} the same things happen in both lives. Then they part.").format(
            day=day(week, lang)
        )
    ]
    for place, here in enumerate((mine, theirs)):
        name = names[place]
        if here:
            events = listing([told(one, say) for one in here], lang=lang)
            sentences.append(
                say("Under “{policy}” this person {events}.").format(policy=name, events=events)
            )
            continue
        missing = (mine or theirs)[0]
        comes = later(lives[place], missing)
        if comes is None:
            text = say("Under “{policy}” that does not happen.").format(policy=name)
        else:
            text = say("Under “{policy}” that comes later, on {day}.").format(
                policy=name, day=day(comes.week, lang)
            )
        sentences.append(text)
    if not mine:
        sentences[1:] = sentences[:0:-1]
    return sentences
