"""An address restores what one looked at, and a strange address does no harm."""

import pytest

from wijksim.dashboard.address import MOST, START, View, view_of
from wijksim.dashboard.shelf import place_title, policies_by_place, policy_title

KNOWN = {"carnisse": ("mixed", "no-team", *START), "elsewhere": ("no-team", "mixed")}


def test_the_address_of_a_view_restores_the_view() -> None:
    for view in (
        View(),
        View(lang="en", place="elsewhere", policies=("mixed", "no-team")),
        View(policies=("no-team", "mixed", *START)),
        View().with_detail("week", "700").with_detail("wie", "12"),
    ):
        assert view_of(view.query(), known=KNOWN) == view


def test_of_two_choices_made_before_the_page_is_drawn_anew_neither_is_lost() -> None:
    drawn = View().with_detail("op", "p3")
    once = drawn.changed(drawn=drawn, asked=drawn.with_detail("laag", "reach"))
    both = once.changed(drawn=drawn, asked=drawn.with_detail("verschil", "1").with_detail("op", ""))
    assert dict(both.details) == {"laag": "reach", "verschil": "1"}
    moved = both.changed(drawn=drawn, asked=View(place="elsewhere", policies=("mixed", "no-team")))
    assert (moved.place, moved.policies) == ("elsewhere", ("mixed", "no-team"))
    assert moved.detail("laag") == "reach"


def test_what_an_address_asks_for_and_does_not_exist_is_left_out() -> None:
    strange = view_of("lang=xx&wijk=../../etc&s=<script>&s=mixed&s=no-team", known=KNOWN)
    assert strange == View(policies=("mixed", "no-team"))


def test_an_empty_address_opens_on_carnisse_in_dutch() -> None:
    assert view_of("", known=KNOWN) == View()
    assert view_of(None, known=KNOWN) == View()


def test_an_address_asks_for_at_most_four_policies() -> None:
    many = {"carnisse": tuple("abcdef")}
    asked = view_of("s=a&s=b&s=c&s=d&s=e&s=f", known=many)
    assert len(asked.policies) == MOST


def test_every_shipped_neighbourhood_can_be_compared_and_has_names() -> None:
    for place, policies in policies_by_place().items():
        assert len(policies) >= 2
        for lang in ("nl", "en"):
            assert place_title(place, lang)
            names = [policy_title(place, one, lang) for one in policies]
            assert len(set(names)) == len(names)


def test_details_of_a_page_are_kept_plain_and_few() -> None:
    view = view_of(
        "lang=en&week=<b>&WIE=3&wie=12&" + "&".join(f"d{c}=1" for c in "abc"), known=KNOWN
    )
    assert view.detail("week") == "" and view.detail("wie") == "12"
    assert view.with_detail("wie", "").detail("wie") == ""
    assert "wie=12" in view.at("/lives")
    many = "&".join(f"{a}{b}=1" for a in "abcdef" for b in "abcdef")
    assert len(view_of(many, known=KNOWN).details) <= 12


def test_an_address_of_thousands_of_fields_is_read_as_far_as_an_own_one_can_be_long() -> None:
    asked = "wijk=elsewhere&" + "&".join("s=mixed&s=no-team" for _ in range(5_000))
    assert view_of(asked, known=KNOWN).place == "elsewhere"
    assert view_of(asked, known=KNOWN).policies == ("mixed", "no-team")


@pytest.mark.parametrize("name", ["Wonen & zorg: 100% 'samen'!", "2025/2026", "+plan", "<b>x</b>"])
def test_a_name_as_people_type_it_is_restored_with_all_its_signs(name: str) -> None:
    typed = View().with_detail("naam", name)
    assert view_of(typed.query(), known=KNOWN).detail("naam") == name


@pytest.mark.parametrize("name", ["cod\u202egpj", "a\nb", "a\x00", "\u2066x", "a" * 81])
def test_a_name_that_hides_something_is_left_out(name: str) -> None:
    assert view_of(View().with_detail("naam", name).query(), known=KNOWN).detail("naam") == ""
