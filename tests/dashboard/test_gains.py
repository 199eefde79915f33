"""The score weighs gains: better is above zero, whichever way an outcome runs."""

import pytest
from fake_runs import CATALOGUE, EFFECT, planted, scenario

from wijksim.dashboard.gains import gains, weighable
from wijksim.report.comparison import Comparison, compare

OTHER = "carnisse/bottom-up-self-organisation"


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return compare(
        [scenario(), scenario(OTHER)],
        replicates=12,
        runner=planted,
        catalogue=CATALOGUE,
    )


def mean_gain(compared: Comparison, name: str) -> float:
    place = [one.name for one in weighable(compared)].index(name)
    found = [pair[place] for pair in gains(compared, compared.others[0])]
    assert len(found) == 12
    return sum(found) / len(found)


@pytest.mark.parametrize("name", ["unmet_need", "waiting", "crises"])
def test_less_of_what_should_be_low_is_a_gain(compared: Comparison, name: str) -> None:
    assert mean_gain(compared, name) * EFFECT[name] < 0


def test_less_inequality_is_a_gain_whichever_side_it_comes_from(compared: Comparison) -> None:
    assert mean_gain(compared, "unmet_inequality") > 0, "from -0.06 to nearer zero"
