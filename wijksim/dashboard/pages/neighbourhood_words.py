"""The texts of the map page: what the browser says while nobody asks the server."""

from __future__ import annotations

from typing import Any

from wijksim.dashboard.language import say_in
from wijksim.dashboard.taken import take_words


def layer_names(lang: str) -> list[dict[str, str]]:
    """The layers and what they are called."""
    say = say_in(lang)
    return [
        {"value": "need", "name": say("Need")},
        {"value": "trust", "name": say("Trust")},
        {"value": "contact", "name": say("Contact")},
        {"value": "reach", "name": say("Help that arrives")},
    ]


def words_of(lang: str) -> dict[str, Any]:
    """All texts of the maps; places in braces are filled in the browser."""
    say = say_in(lang)
    return {
        "layer": say("What the colours show"),
        "also": say("On the maps as well"),
        "apart": say("Difference on the second map"),
        "apart_head": say("difference from the first map"),
        "ties": say("Ties between blocks"),
        "map": say("Map: {name}"),
        "help": say(
            "Arrow keys go from block to block, Enter goes to the next resident of the block, the "
            "space bar plays, Escape lets go."
        ),
        "legend": say("Legend"),
        "outside": say("Works from outside the neighbourhood"),
        "play": say("Play"),
        "pause": say("Pause"),
        "time": say("Month"),
        "speed": say("Speed"),
        "seconds": say("ten years in {n} seconds"),
        "closer": say("A closer look"),
        "nothing": say("Click on the map, or choose a place, an organisation or a resident here."),
        "go": say("Place, organisation, initiative or professional"),
        "block": say("Block"),
        "block_name": say("Block {row}-{column}"),
        "resident": say("Resident of this block"),
        "numbered": say("Resident {n}"),
        "none": say("None chosen"),
        "away": say("Let go"),
        "table": say("The maps as tables"),
        "now_caption": say("The neighbourhood in {date}"),
        "years_caption": say("{measure}, at the end of each year"),
        "blocks_caption": say("{measure}, for each block in {date}"),
        "hours": say("{n} hours a week"),
        "yes": say("yes"),
        "no": say("no"),
        "nobody": say("nobody lives here now"),
        "nobody_helps": say("nobody"),
        "vacant": say("the post is empty"),
        "street": say("the street"),
        "team": say("Neighbourhood team"),
        "take": take_words(say)["take"],
        "told": _told(lang),
        "parted": _parted(lang),
        "classes": _classes(lang),
        **_measures(lang),
        **_kinds(lang),
    }


def _told(lang: str) -> dict[str, list[str]]:
    say = say_in(lang)
    return {
        "need": [
            say("{date}: with {A}, {a} of residents are in need."),
            say("{date}: with {A}, {a} of residents are in need; with {B}, {b}."),
        ],
        "trust": [
            say("{date}: with {A}, residents' trust in organisations is {a} on average."),
            say("{date}: residents' trust in organisations is {a} with {A}, and {b} with {B}."),
        ],
        "contact": [
            say("{date}: with {A}, residents have {a} of contact on average."),
            say("{date}: residents have {a} of contact on average with {A}, and {b} with {B}."),
        ],
        "reach": [
            say("{date}: with {A}, {a} of those in need get professional help."),
            say("{date}: of those in need, {a} get professional help with {A}, and {b} with {B}."),
        ],
    }


def _parted(lang: str) -> list[str]:
    say = say_in(lang)
    return [
        say("much lower than {a}"),
        say("lower"),
        say("about equal"),
        say("higher"),
        say("much higher than {a}"),
    ]


def _classes(lang: str) -> dict[str, list[str]]:
    say = say_in(lang)
    return {
        "need": [say("no need"), say("light need"), say("vulnerable"), say("heavy need")],
        "trust": [
            say("hardly any trust"),
            say("little trust"),
            say("some trust"),
            say("much trust"),
            say("very much trust"),
        ],
        "contact": [
            say("less than 1 hour a week"),
            say("1 to 2 hours"),
            say("2 to 4 hours"),
            say("4 to 7 hours"),
            say("7 hours or more"),
        ],
        "reach": [
            say("not in need"),
            say("gets professional help"),
            say("asked, and waits"),
            say("in need, has not asked"),
        ],
    }


def _measures(lang: str) -> dict[str, Any]:
    say = say_in(lang)
    return {
        "measures": {
            "residents": say("Residents"),
            "need": say("Residents in need"),
            "trust": say("Trust in organisations"),
            "contact": say("Contact with others"),
            "reach": say("In need and helped"),
        },
        "means": {
            "need": say("Severity of need, average"),
            "trust": say("Trust, average"),
            "contact": say("Contact, average"),
            "reach": say("In need and helped"),
        },
        "measures_one": {
            "need": say("Need"),
            "trust": say("Trust"),
            "contact": say("Contact"),
            "reach": say("Help that arrives"),
        },
        "facts": {
            "residents": say("Residents"),
            "kind": say("Kind"),
            "open": say("Open"),
            "visits": say("Visits a week, about"),
            "posts": say("Professionals based here"),
            "works": say("Works now"),
            "where": say("Works from"),
            "staff": say("Posts filled"),
            "members": say("Members"),
            "employer": say("Employer"),
            "cases": say("Open cases"),
            "age": say("Age"),
            "household": say("Household"),
            "ties": say("Ties outside the home"),
            "helper": say("Helped by"),
            "same": say("The same person as on the first map"),
        },
    }


def _kinds(lang: str) -> dict[str, Any]:
    say = say_in(lang)
    return {
        "signs": {
            "place": say("Meeting place"),
            "institution": say("Organisation or team"),
            "initiative": say("Residents' initiative"),
            "post": say("Professional"),
            "resident": say("Resident"),
        },
        "households": [
            say("empty home"),
            say("living alone"),
            say("couple"),
            say("parents with children"),
            say("single parent"),
        ],
        "places": [
            "",
            say("Community centre"),
            say("Garden"),
            say("School"),
            say("GP practice"),
            say("Shop"),
            say("Workplace"),
            say("Library"),
            say("House of worship"),
            say("Street"),
            say("Kitchen table"),
            say("Desk"),
            say("Team office"),
            say("Other place"),
        ],
        "houses": [
            "",
            say("Welfare organisation"),
            say("Youth care"),
            say("Home care"),
            say("Guidance and mental health"),
            say("Social services"),
            say("Debt help"),
            say("GP practice"),
            say("Primary school"),
            say("Housing corporation"),
            say("Neighbourhood council"),
            say("Charity"),
            say("Police"),
        ],
        "posts": [
            "",
            say("Youth worker"),
            say("Social worker"),
            say("Home carer"),
            say("Mental health worker"),
            say("Income officer"),
            say("Debt counsellor"),
            say("Generalist"),
            say("GP"),
            say("Teacher"),
            say("District nurse"),
            say("Police officer"),
            say("Community worker"),
            say("Gardener"),
            say("Housing officer"),
        ],
    }
