"""The model told in short to a visitor, in both languages: parts, loops, words.

Represents: a summary by the headings of the ODD protocol, the twelve feedback loops as steps that
one can walk through, and a glossary.
Source: docs/odd.md, docs/loops.md.
Leaves out: sizes of the loops, which docs/loops.md gives with what was not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wijksim.dashboard.language import LANGUAGES


@dataclass(frozen=True)
class Both:
    """A text in Dutch and English."""

    nl: str
    en: str

    def text(self, lang: str) -> str:
        """The text in one language."""
        return dict(zip(LANGUAGES, (self.nl, self.en), strict=True))[lang]


PARTS: Final = (
    (
        Both("Waarvoor", "Purpose"),
        Both(
            "Wat gebeurt er in tien jaar met bewoners, professionals en instellingen van een wijk? "
            "Wat maakt het beleid uit, voor wie, en onder welke voorwaarden?",
            "What happens to residents, professionals and institutions of a neighbourhood over ten "
            "years under different policies, for whom, and under which conditions?",
        ),
    ),
    (
        Both("Wie en wat", "Who and what"),
        Both(
            "Bewoners in huishoudens, professionals met een baan bij een instelling, en wijkteams. "
            "Ook ontmoetingsplekken, bewonersinitiatieven, hulpvragen en de gemeente. Zij staan op "
            "een kaart met vakjes van 50 meter.",
            "Residents in households, professionals in posts at institutions, teams, meeting "
            "places, initiatives, requests for help, and the municipality. They stand on a map "
            "with squares of 50 metres.",
        ),
    ),
    (
        Both("Wat er elke week gebeurt", "What happens each week"),
        Both(
            "De gemeente en de instellingen beslissen. Bewoners ontmoeten elkaar en helpen elkaar. "
            "Wie hulp nodig heeft, vraagt erom of wordt gevonden. Professionals verdelen hun uren, "
            "werken samen en leren daarvan.",
            "Municipality and institutions decide. Residents meet and help each other. Who needs "
            "help asks for it or is found. Professionals divide their hours, work together and "
            "learn from it.",
        ),
    ),
    (
        Both("Toeval", "Chance"),
        Both(
            "Elke bewoner krijgt met elk beleid hetzelfde toeval: dezelfde ziekte, dezelfde "
            "verhuizing. Zo komt elk verschil door het beleid.",
            "Each resident has the same luck under each policy: the same illness, the same move. "
            "So each difference comes from the policy.",
        ),
    ),
    (
        Both("Waar de getallen vandaan komen", "Where the numbers come from"),
        Both(
            "Uit openbare cijfers over de wijk, en uit onderzoek als dat er is. De rest is een "
            "aanname. De tabel hieronder noemt van elk getal de bron.",
            "From public figures on the neighbourhood, and from research where there is any. The "
            "rest is assumed. The table below names the source of each number.",
        ),
    ),
)


@dataclass(frozen=True)
class Loop:
    """A feedback loop: what leads to what, and at the end back to the start."""

    name: str
    steps: tuple[Both, ...]


LOOPS: Final = (
    Loop(
        "R1",
        (
            Both(
                "Professionals werken samen aan een zaak, en dat gaat goed.",
                "Professionals do a case together, and it goes well.",
            ),
            Both("Zij vertrouwen elkaar meer.", "They trust each other more."),
            Both(
                "Afstemmen kost minder tijd, dus werken zij vaker samen.",
                "Coordination takes less time, so they do so more often.",
            ),
        ),
    ),
    Loop(
        "R2",
        (
            Both(
                "De cijfers van de wijk zijn slecht.", "The figures of the neighbourhood are poor."
            ),
            Both("De gemeente maakt meer regels.", "The municipality makes more rules."),
            Both(
                "Professionals houden minder uren over voor hulp.",
                "Professionals have fewer hours left for help.",
            ),
        ),
    ),
    Loop(
        "R3",
        (
            Both("Er zijn problemen tussen partijen.", "There are problems between parties."),
            Both("Er komt een team of laag bij.", "One more team or layer is added."),
            Both(
                "Er is nog een partij om mee af te stemmen.",
                "There is one more party to coordinate with.",
            ),
        ),
    ),
    Loop(
        "R4",
        (
            Both("Wat er was, wordt afgebouwd.", "What was there is dismantled."),
            Both("Er komt spanning, en banden breken.", "There is strain, and ties break."),
            Both(
                "Er is even minder hulp, en men grijpt weer in.",
                "Help dips, and one steps in again.",
            ),
        ),
    ),
    Loop(
        "R5",
        (
            Both("De budgetten gaan omlaag.", "Budgets are cut."),
            Both(
                "Instellingen zijn bang om te verdwijnen.", "Institutions fear for their survival."
            ),
            Both(
                "Zij kijken meer naar zichzelf en houden cliënten vast.",
                "They turn inward and hold on to clients.",
            ),
        ),
    ),
    Loop(
        "R6",
        (
            Both("Een plek sluit.", "A place closes."),
            Both("Bewoners ontmoeten elkaar minder.", "Residents meet less."),
            Both(
                "Er zijn minder banden, dus minder bezoek.",
                "There are fewer ties, so fewer visits.",
            ),
        ),
    ),
    Loop(
        "R7",
        (
            Both("Een initiatief heeft leden.", "An initiative has members."),
            Both("Zij doen dingen samen.", "They do things together."),
            Both(
                "Er ontstaan banden, en die brengen nieuwe leden.",
                "Ties grow, and these bring members.",
            ),
        ),
    ),
    Loop(
        "R8",
        (
            Both("Iemand heeft hulp nodig.", "Somebody needs help."),
            Both(
                "Mensen dichtbij helpen, en dat is zwaar.",
                "Who is near helps, and bears the load.",
            ),
            Both("Wie overbelast is, heeft zelf hulp nodig.", "Who is overloaded needs help too."),
        ),
    ),
    Loop(
        "R9",
        (
            Both("Hulp is moeilijk te krijgen.", "Access is hard."),
            Both("Bewoners hebben een slechte ervaring.", "The experience is poor."),
            Both(
                "Zij hebben minder vertrouwen en vragen later hulp.",
                "People trust less, and ask later.",
            ),
        ),
    ),
    Loop(
        "R10",
        (
            Both("Professionals denken na over hun werk.", "Professionals reflect on their work."),
            Both("Er ontstaat een nieuwe werkwijze.", "A new practice arises."),
            Both(
                "Zij krijgen meer ruimte, ook om na te denken.", "They gain room, also to reflect."
            ),
        ),
    ),
    Loop(
        "B1",
        (
            Both("Bewoners worden eerder gevonden.", "Residents are found sooner."),
            Both("Zij krijgen hulp.", "They receive care."),
            Both("Er zijn minder crises, dus meer tijd.", "There are fewer crises, so more time."),
        ),
    ),
    Loop(
        "B2",
        (
            Both("Er is veel hulp.", "There is much care."),
            Both(
                "Mensen gebruiken hun eigen kracht minder.", "People use their own strength less."
            ),
            Both("Er is meer vraag naar hulp.", "There is more demand for care."),
        ),
    ),
)

WORDS: Final = (
    (
        Both("bewonersinitiatief", "initiative"),
        Both(
            "bewoners die samen iets doen",
            "residents who do something together",
        ),
    ),
    (
        Both("cliënt", "client"),
        Both(
            "een bewoner die hulp krijgt van een professional",
            "a resident who gets help from a professional",
        ),
    ),
    (
        Both("domein", "domain"),
        Both(
            "een soort hulp: jeugd, ondersteuning, werk en inkomen, of schulden",
            "a kind of help: youth, support, work and income, or debts",
        ),
    ),
    (
        Both("formele hulp", "formal help"),
        Both(
            "hulp van professionals",
            "help from professionals",
        ),
    ),
    (
        Both("groep 1 tot en met 5", "quintile"),
        Both(
            "vijf even grote groepen bewoners, van weinig naar veel kansen",
            "a fifth of the residents, from few to many chances",
        ),
    ),
    (
        Both("hulpvraag", "request"),
        Both(
            "een vraag om hulp die nog loopt",
            "a demand for help that is still open",
        ),
    ),
    (
        Both("informele hulp", "informal help"),
        Both(
            "hulp van mensen dichtbij, zoals mantelzorg",
            "help from people nearby, such as informal care",
        ),
    ),
    (
        Both("knop", "lever"),
        Both(
            "wat beleid kan veranderen: uren, geld, regels",
            "what a policy can change: hours, money, rules",
        ),
    ),
    (
        Both("lus", "feedback loop"),
        Both(
            "een gevolg dat zijn eigen oorzaak sterker of zwakker maakt",
            "a consequence that strengthens or dampens its own cause",
        ),
    ),
    (
        Both("mandaat", "mandate"),
        Both(
            "wat een professional zelf mag beslissen",
            "what a professional may decide alone",
        ),
    ),
    (
        Both("marge", "interval"),
        Both(
            "waar het cijfer waarschijnlijk ligt",
            "where the figure probably lies",
        ),
    ),
    (
        Both("onvervulde zorgvraag", "unmet need"),
        Both(
            "wie hulp nodig heeft en te weinig krijgt",
            "who needs help and gets too little",
        ),
    ),
    (
        Both("paar berekeningen", "pair of runs"),
        Both(
            "hetzelfde toeval, met elk beleid één keer doorgerekend",
            "the same luck, run once with each policy",
        ),
    ),
    (
        Both("punt", "point"),
        Both("één stel aannames uit een reeks", "one set of assumptions of a sweep"),
    ),
    (
        Both("reeks", "sweep"),
        Both(
            "dezelfde berekening, met veel verschillende aannames",
            "the same computation under many assumptions",
        ),
    ),
    (
        Both("vindplaats", "finder"),
        Both(
            "een huisarts, school of ander die problemen ziet en mensen naar hulp verwijst",
            "a GP, school or other who sees problems and refers people to help",
        ),
    ),
    (
        Both("wijkteam", "team"),
        Both(
            "professionals van verschillende instellingen met één opdracht in de wijk",
            "professionals of several institutions with one task in the neighbourhood",
        ),
    ),
    (
        Both("zaak", "case"),
        Both(
            "een hulpvraag waaraan een professional werkt",
            "a request that a professional works on",
        ),
    ),
    (
        Both("zorgvraag", "need"),
        Both(
            "een probleem waarbij iemand hulp nodig heeft, ook als niemand erom vraagt",
            "a problem with which somebody needs help, asked for or not",
        ),
    ),
)
