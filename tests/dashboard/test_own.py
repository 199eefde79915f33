"""A form writes the file that the command line takes, and what a visitor brings is checked."""

from pathlib import Path
from tempfile import gettempdir

import pytest

from wijksim.core.errors import WijksimError
from wijksim.dashboard.own import MAX_BYTES, NAME, Draft, later, on_day, settled, written
from wijksim.dashboard.pages.make import unlike_start
from wijksim.dashboard.questions import question_key
from wijksim.dashboard.shelf import scenario
from wijksim.scenario.validate import validate_file

BASE = "carnisse/no-team"


def draft(**levers: str) -> Draft:
    named = {name.replace("__", "."): text for name, text in levers.items()}
    return Draft(base=BASE, title='Mijn "beleid"', day="2016-01-01", levers=named)


def test_the_file_of_a_form_holds_the_change_on_its_day() -> None:
    found = settled(written(draft(team__fte="12,5", team__presence="added")))
    (change,) = [one for one in found.agenda if one.name == "my-change"]
    assert change.day.isoformat() == "2016-01-01"
    assert change.levers == {"team.fte": 12.5, "team.presence": "added"}
    assert found.name == NAME and found.title["nl"] == 'Mijn "beleid"'


def test_the_command_line_checks_the_file_of_a_form_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(written(draft(access__forms="1")), encoding="utf-8")
    assert validate_file(path) == "scenario"


def test_a_form_without_changes_gives_the_policy_that_it_started_from() -> None:
    found = settled(written(draft(team__fte="")))
    assert found.name == NAME
    assert not [one for one in found.agenda if one.name == "my-change"]


@pytest.mark.parametrize("text", ["-3", "1e9", "abc", "nan", "1\n  evil: 2"])
def test_a_value_outside_its_bounds_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(WijksimError, match="line"):
        settled(written(draft(team__fte=text)))


def test_a_mistake_names_no_folder_of_the_server() -> None:
    for text in ("extends: ../../etc/passwd", "extends: nowhere", "policy: {}", "x: ["):
        with pytest.raises(WijksimError) as told:
            settled(f"schema: 1\n{text}\n")
        assert Path(gettempdir()).as_posix() not in str(told.value).replace("\\", "/")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(WijksimError, match="too large"):
        settled("#" * (MAX_BYTES + 1))


def test_the_form_shows_what_holds_on_the_day_and_what_changes_again() -> None:
    rolled_out = scenario("carnisse/top-down-rollout")
    (size,) = [one for one in rolled_out.agenda if "team.fte" in one.levers][:1]
    day = size.day.isoformat()
    assert on_day(rolled_out, day)["team.fte"] == size.levers["team.fte"]
    assert on_day(rolled_out, "2013-01-01")["team.fte"] == rolled_out.levers["team.fte"]
    assert (day, size.levers["team.fte"]) in later(rolled_out, "2013-01-01")["team.fte"]


def test_a_change_of_ones_own_comes_after_what_the_policy_does_on_that_day() -> None:
    rolled_out = scenario("carnisse/top-down-rollout")
    (size,) = [one for one in rolled_out.agenda if "team.fte" in one.levers][:1]
    day = size.day.isoformat()
    own = settled(written(Draft(rolled_out.name, "x", day, {"team.fte": "3"})))
    that_week = [one.levers["team.fte"] for one in own.agenda if "team.fte" in one.levers]
    assert on_day(own, day)["team.fte"] == 3.0, that_week


OTHER = {
    "other years": (
        "extends: carnisse/no-team\nhorizon: {start: 2013-01-01, end: 2014-12-31}\n",
        "'carnisse/no-team' loopt van 2013-01-01 tot en met 2022-12-31, "
        "'mine' van 2013-01-01 tot en met 2014-12-31\n",
    ),
    "another neighbourhood": (
        "extends: tarwewijk/no-team\n",
        "'carnisse/no-team' en 'mine' gaan over verschillende wijken\n",
    ),
}


@pytest.mark.parametrize(("text", "told"), OTHER.values(), ids=OTHER)
def test_a_file_about_other_years_or_another_place_is_not_compared_with_the_start(
    text: str, told: str
) -> None:
    start = scenario(BASE)
    assert unlike_start(settled(text), start, "nl").startswith(told)
    assert unlike_start(settled(f"extends: {BASE}\n"), start, "nl") == ""


def test_two_visitors_who_bring_equal_files_ask_the_same() -> None:
    text = (
        f"extends: {BASE}\nlevers: {{team.fte: 3}}\nparameters: {{needs.onset_debt: 0.1}}\n"
        "events: [{date: 2016-01-01, set: {team.fte: 4}}]\n"
    )
    first, second = settled(text), settled(text)
    assert question_key([first], 2) == question_key([second], 2)
    assert question_key([first], 2) != question_key([settled(f"{text}# other\n")], 2)
    assert gettempdir() not in repr(first)
