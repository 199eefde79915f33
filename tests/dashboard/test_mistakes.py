"""What is wrong with a file that one brings is told in the language of the page."""

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes_written import GAP, mistakes_in

from wijksim.core.errors import Where, WijksimError
from wijksim.dashboard.mistakes import Sentence, retold, sentences, tell
from wijksim.dashboard.own import settled
from wijksim.dashboard.pages.make import checked
from wijksim.report.sources import catalogue
from wijksim.scenario.levers import LEVERS

PACKAGE = Path(__file__).resolve().parents[2] / "wijksim"
READ = (
    *sorted((PACKAGE / "scenario").glob("*.py")),
    *(PACKAGE / one for one in ("core/parameters.py", "checked.py", "dashboard/own.py")),
)
DUTCH = sentences("nl")
ALL = [one for several in DUTCH.values() for one in several]
BASE = "schema: 1\nextends: carnisse/no-team\n"
EVENT = BASE + "events:\n  - date: "

BAD = {
    "an unknown key": (
        BASE + "evnts: []\n",
        "unknown key 'evnts'",
        "de naam 'evnts' is hier niet bekend\n"
        "  waar: mine.yaml, regel 3, bij 'evnts'\n"
        "  uitleg: het model kent deze naam niet, dus de regel zou niets veranderen\n"
        "  wat u kunt doen: bedoelt u 'events' of 'levers' of 'extends'? Zo niet, kies uit code,",
    ),
    "a value out of bounds": (
        BASE + "levers: {team.scan_hours: 1000}\n",
        "lever team.scan_hours is 1000, outside 0 to",
        "knop team.scan_hours is 1000. Dat ligt buiten 0 tot en met 80 uur/week\n"
        "  waar: mine.yaml, regel 3, bij 'levers.team.scan_hours'\n"
        "  uitleg: Uren per week van het wijkteam om uit te zoeken wat de wijk nodig heeft\n"
        "  wat u kunt doen: kies een waarde van 0 tot en met 80",
    ),
    "a share out of bounds": (
        BASE + "levers: {change.depth: 3}\n",
        "lever change.depth is 3, outside 0 to 1 1",
        "knop change.depth is 3. Dat ligt buiten 0 tot en met 1\n",
    ),
    "a parameter out of bounds": (
        BASE + "parameters: {needs.onset_debt: 300}\n",
        "needs.onset_debt is 300.0, outside 0 to 2 1/year",
        "needs.onset_debt is 300.0. Dat ligt buiten 0 tot en met 2 per jaar\n"
        "  waar: mine.yaml, regel 3, bij 'parameters.needs.onset_debt'\n"
        "  uitleg: schulden: ",
    ),
    "a parameter in another unit": (
        BASE + "parameters: {needs.onset_debt: {value: 0.1, unit: kg}}\n",
        "needs.onset_debt is given in 'kg'",
        "needs.onset_debt heeft hier de eenheid 'kg'\n"
        "  waar: mine.yaml, regel 3, bij 'parameters.needs.onset_debt'\n"
        "  uitleg: het model rekent ermee in '1/year'\n"
        "  wat u kunt doen: reken de waarde om en schrijf 'unit: 1/year'",
    ),
    "a date outside the horizon": (
        EVENT + "2090-01-01\n    set: {team.fte: 3}\n",
        "the date 2090-01-01 lies outside the horizon",
        "de datum 2090-01-01 valt buiten de looptijd, 2013-01-01 tot en met 2022-12-31\n"
        "  waar: mine.yaml, regel 4, bij 'events.0'\n"
        "  uitleg: in deze berekening zou het nooit gebeuren\n"
        "  wat u kunt doen: kies een datum van 2013-01-01 tot en met 2022-12-31, "
        "verander 'horizon', of haal de gebeurtenis weg",
    ),
    "an announcement after the date": (
        EVENT + "2015-01-01\n    announced: 2016-01-01\n    set: {team.fte: 3}\n",
        "announced on 2016-01-01, after its date 2015-01-01",
        "de aankondiging is op 2016-01-01. Dat is na de datum van de gebeurtenis, 2015-01-01\n"
        "  waar: mine.yaml, regel 5, bij 'events.0.announced'\n",
    ),
    "a lever that nothing reads": (
        BASE + "levers: {team.ftee: 3}\n",
        "no lever is called 'team.ftee'",
        "er is geen knop met de naam 'team.ftee'\n"
        "  waar: mine.yaml, regel 3, bij 'levers.team.ftee'\n"
        "  uitleg: het model kent geen knop met deze naam, dus de regel zou niets veranderen\n"
        "  wat u kunt doen: bedoelt u 'team.fte' of ",
    ),
    "a value of the wrong sort": (
        BASE + "warm_up_weeks: veel\n",
        "'veel' does not fit under 'warm_up_weeks'",
        "'veel' past niet bij 'warm_up_weeks'\n"
        "  waar: mine.yaml, regel 3, bij 'warm_up_weeks'\n"
        "  uitleg: hier hoort: een heel getal\n"
        "  wat u kunt doen: verbeter de waarde",
    ),
    "a kind of place that is none": (
        EVENT + "2015-01-01\n    places: [{every: cafe, what: close}]\n",
        "the kind of a place cannot be 'cafe'",
        "de soort van een plek kan niet 'cafe' zijn\n"
        "  waar: mine.yaml, regel 5, bij 'events.0.places.0'\n"
        "  wat u kunt doen: kies uit community_centre, ",
    ),
    "years in which no quarter is full": (
        BASE + "horizon: {start: 2013-01-01, end: 2013-03-24}\n",
        "'mine' runs from 2013-01-01 to 2013-03-24, less than one quarter",
        "'mine' loopt van 2013-01-01 tot en met 2013-03-24, en dat is korter dan een kwartaal\n"
        "  waar: mine.yaml, regel 3, bij 'horizon.end'\n"
        "  uitleg: cijfers gaan over hele kwartalen van 13 weken, dus hier komen er geen\n"
        "  wat u kunt doen: laat de looptijd minstens 13 weken na het begin eindigen",
    ),
    "a file that is not there": (
        "extends: nowhere\n",
        "there is no file 'nowhere'",
        "er is geen bestand 'nowhere'\n"
        "  waar: mine.yaml, regel 1, bij 'extends'\n"
        "  uitleg: gezocht naast dit bestand, in 'deze map', en bij de meegeleverde bestanden, "
        "als 'nowhere' en als 'neighbourhoods/nowhere'\n",
    ),
    "bad YAML": (
        "schema: 1\ntitle: a: b\n",
        "the file is not valid YAML: mapping values are not allowed here",
        "het bestand is geen goede YAML: hier mag geen dubbele punt met een waarde staan\n"
        "  waar: mine.yaml, regel 2\n",
    ),
    "YAML that shares values": (
        "schema: &x 1\n",
        "the file uses anchors (&) or aliases (*)",
        "in het bestand staat iets wat hier niet kan: ankers (&) of verwijzingen (*)\n",
    ),
    "a file that is too large": (
        "#" * 100_001,
        "the file is too large",
        "het bestand is te groot\n"
        "  uitleg: een scenario mag hier hoogstens 100 kB groot zijn\n"
        "  wat u kunt doen: laat weg wat niet nodig is",
    ),
}


def words(text: str) -> set[str]:
    """The words of a text in small letters, apart from what it quotes from a file."""
    return set(re.findall(r"[a-z]{2,}", re.sub(r"'[^']*'", "", text.lower())))


ENGLISH = words("the this what did you mean line at to not no or and with from here would it be")
DUTCH_WORDS = {word for one in ALL for word in words(one.told)}


def left_english(english: str, part: str = "what") -> bool:
    """Whether words of an English text are still there in its Dutch form."""
    dutch = retold(english, part, "nl")
    return english == dutch or bool(words(english) & words(dutch) - DUTCH_WORDS)


def first_fit(part: str, text: str) -> Sentence | None:
    return next((one for one in DUTCH[part] if one.found_in(text) is not None), None)


@pytest.mark.parametrize(("text", "english", "dutch"), BAD.values(), ids=BAD)
def test_a_mistake_is_told_in_dutch_with_its_line_and_key(
    text: str, english: str, dutch: str
) -> None:
    with pytest.raises(WijksimError) as found:
        settled(text)
    assert checked(text, "nl")[1].startswith(dutch)
    assert not words(checked(text, "nl")[1]) & ENGLISH
    assert checked(text, "en")[1] == str(found.value) == tell(found.value, "en")
    assert str(found.value).startswith(english)


def test_a_unit_beside_a_number_is_told_in_dutch() -> None:
    out = "needs.onset is 3, outside 0 to 2 1/year"
    assert retold(out, "what", "nl") == "needs.onset is 3. Dat ligt buiten 0 tot en met 2 per jaar"
    assert retold("lever team.fte is 3, outside 0 to 2 fte", "what", "nl").endswith("2 fte")


def test_what_a_lever_or_a_parameter_means_is_told_in_dutch() -> None:
    known = dict(catalogue("nl", "meanings_*.po")) | {one.en: one.nl for one in LEVERS}
    assert [en for en, nl in known.items() if retold(en, "why", "nl") != nl] == []


def test_a_file_without_mistakes_has_nothing_to_tell() -> None:
    assert checked(BASE, "nl")[1] == ""


def test_mistakes_are_read_from_the_source(tmp_path: Path) -> None:
    source = tmp_path / "one.py"
    source.write_text(
        "def f(x, what):\n"
        "    tail = 'no kind' if x else f'{x} kinds'\n"
        "    raise WijksimError(f'{what} has {tail}', why='so', do=did_you_mean(x) or g(x))\n"
        "def g(x):\n    return 'stop'\n"
        "f(1, 'a place')\n"
    )
    assert {one.text for one in mistakes_in([source]) if one.part != "do"} == {
        "a place has no kind",
        f"a place has {GAP} kinds",
        "so",
    }
    assert "stop" in {one.text for one in mistakes_in([source])}


def test_every_mistake_that_a_file_can_hold_has_a_dutch_form() -> None:
    assert left_english("a new sort of mistake") and left_english("a moon cannot be 'x'")
    told = [one for one in mistakes_in(READ) if words(one.text)]
    assert len(told) > 150
    assert [one for one in told if left_english(one.text, one.part)] == []


def test_no_dutch_form_is_left_of_a_mistake_that_nobody_tells() -> None:
    used = {first_fit(one.part, one.text) for one in mistakes_in(READ)}
    meanings = {one.en for one in LEVERS} | set(catalogue("nl", "meanings_*.po"))
    idle = [one for part in ("what", "why", "do") for one in DUTCH[part] if one not in used]
    assert [one for one in idle if "".join(one.english) not in meanings] == []


def test_what_stands_in_a_gap_in_one_language_stands_there_in_the_other() -> None:
    for one in ALL:
        assert sorted(one.gaps) == sorted(
            gap for _, gap, _, _ in Formatter().parse(one.told) if gap
        )
        assert len(set(one.gaps)) == len(one.gaps) and all(one.english[1:-1]), one
        assert all(gap.isidentifier() for gap in one.gaps), one


def test_what_has_no_dutch_form_is_told_as_it_is() -> None:
    other = WijksimError("a {thing} that nobody foresaw", where=Where("x"), why="because", do="{}")
    assert tell(other, "nl") == (
        "a {thing} that nobody foresaw\n  waar: x\n  uitleg: because\n  wat u kunt doen: {}"
    )


FRAGMENTS = st.sampled_from(
    [*(text for one in ALL for text in one.english if text), "{", "}", "{0.x}", "{}", "\n", "'"]
)
HOSTILE = st.lists(FRAGMENTS | st.text(max_size=20), max_size=6).map("".join)


@given(before=HOSTILE, after=HOSTILE, sentence=st.sampled_from(ALL), part=st.sampled_from([*DUTCH]))
@settings(deadline=None, max_examples=50)
def test_no_word_of_a_user_is_lost_or_stops_a_message(
    before: str, after: str, sentence: Sentence, part: str
) -> None:
    word = f"{before}\N{PILCROW SIGN}{after}"
    text = word.join(sentence.english)
    for one in (word, text):
        assert retold(one, part, "nl").count("\N{PILCROW SIGN}") == one.count("\N{PILCROW SIGN}")
    assert retold(text, part, "en") == text


@given(text=HOSTILE)
@settings(deadline=None, max_examples=25)
def test_any_text_as_a_file_is_told_or_taken(text: str) -> None:
    assert isinstance(checked(text, "nl")[1], str)


@pytest.mark.parametrize("word", [" or ", "? ", ", outside ", " to ", "'", "{", "did you mean "])
def test_a_long_text_is_told_at_once(word: str) -> None:
    for part in DUTCH:
        assert retold("did you mean " + word * 25_000 + "?", part, "nl").count(word) > 20_000
