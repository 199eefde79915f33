"""Every lever has a name that fits in a sentence, in English and in Dutch."""

from wijksim.scenario.lever_names import SHORT
from wijksim.scenario.levers import BY_NAME


def test_every_lever_has_a_short_name_of_its_own_in_both_languages() -> None:
    assert set(SHORT) == set(BY_NAME)
    for place in (0, 1):
        names = [one[place] for one in SHORT.values()]
        assert len(set(names)) == len(names)
        for name in names:
            assert name == name.strip() and name[0].islower() and len(name) <= 62
            assert not set(name) & set(":;.,?")
