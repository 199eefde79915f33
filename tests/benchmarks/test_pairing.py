"""What the same luck is worth, on figures of which the answer is known."""

import numpy as np
import pytest
from pairing import met, pairing


def figures(shared: float, *, pairs: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Two runs of each pair, of which a part `shared` of the variance is the same luck."""
    chance = np.random.default_rng(1)
    luck, one, other = chance.normal(size=(3, pairs))
    own = np.sqrt(1.0 - shared)
    return np.sqrt(shared) * luck + own * one, np.sqrt(shared) * luck + own * other


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9])
def test_pairing_leaves_the_part_of_the_variance_that_is_not_shared(shared: float) -> None:
    found = pairing("cost", *figures(shared))
    assert found.ratio == pytest.approx(1.0 - shared, abs=0.06)
    assert found.low < 1.0 - shared < found.high
    assert found.correlation == pytest.approx(shared, abs=0.05)


def test_an_aim_is_met_only_where_a_quarter_or_less_is_left() -> None:
    assert met([pairing("a", *figures(0.9)), pairing("b", *figures(0.5))]) == 1


def test_one_pair_has_no_variance() -> None:
    with pytest.raises(ValueError, match="at least two pairs"):
        pairing("cost", [1.0], [2.0])
