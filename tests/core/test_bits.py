"""Sets of rows in words: counted, and the first found."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wijksim.core.bits import count_ones, lowest_one

WORDS = st.integers(min_value=0, max_value=2**64 - 1)


@settings(deadline=None)  # the first call loads compiled code
@given(WORDS)
def test_a_set_has_as_many_members_as_its_word_has_ones(word: int) -> None:
    assert count_ones(np.uint64(word)) == word.bit_count()


@settings(deadline=None)
@given(WORDS.filter(bool))
def test_the_first_member_is_the_lowest_one(word: int) -> None:
    assert lowest_one(np.uint64(word)) == (word & -word).bit_length() - 1
