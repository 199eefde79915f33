"""The log gives back what was told, in the order in which it was told, however much that is."""

import numpy as np
import pytest

from wijksim.entities.events import BLOCK, FIELDS, EventLog, Telling


def tell(log: EventLog, week: int, ids: object, *, value: object = 0.5, cause: str = "why") -> None:
    log.add(week=week, kind="talk", subject="residents", ids=ids, cause=cause,
            by="professionals", by_ids=-1, value=value)  # fmt: skip


@pytest.mark.parametrize("many", [BLOCK // 2, BLOCK, 3 * BLOCK])
def test_nothing_is_lost_or_moved_when_more_is_told_than_one_piece_holds(many: int) -> None:
    log = EventLog(keeping=True)
    tell(log, 1, 7, cause="alone")
    tell(log, 2, np.arange(many, dtype=np.uint32), value=np.linspace(0.0, 1.0, many))
    tell(log, 3, np.array([], dtype=np.uint32))
    tell(log, 4, np.arange(many, dtype=np.uint32)[::-1])
    frame = log.frame()
    assert list(frame.columns) == list(FIELDS) and len(log) == len(frame) == 1 + 2 * many
    assert frame.id.tolist() == [7, *range(many), *reversed(range(many))]
    assert frame.week.tolist() == [1] + many * [2] + many * [4]
    assert frame.value.tolist() == [0.5, *np.linspace(0.0, 1.0, many), *(many * [0.5])]
    assert frame.cause.tolist() == ["alone", *(2 * many * ["why"])] and (frame.by_id == -1).all()


def test_what_is_told_stays_as_it_was_when_the_columns_behind_it_change() -> None:
    log, ids, values = EventLog(keeping=True), np.array([1, 2]), np.array([0.1, 0.2])
    tell(log, 1, ids, value=values)
    ids[:], values[:] = 9, 9.0
    first = log.frame()
    tell(log, 2, ids, value=values)
    assert first.id.tolist() == [1, 2] and first.value.tolist() == [0.1, 0.2]
    assert log.frame().id.tolist() == [1, 2, 9, 9]


def test_a_log_that_keeps_nothing_has_no_rows_but_has_its_columns() -> None:
    log = EventLog()
    tell(log, 1, np.arange(5))
    assert len(log) == 0 and list(log.frame().columns) == list(FIELDS)


def test_what_is_told_together_stands_in_the_order_of_its_tellings_and_then_as_it_was_given() -> (
    None
):
    log = EventLog(keeping=True)
    tellings = (Telling("came", "born"), Telling("left", "died", by="needs"), Telling("came", "x"))
    together = {"subject": "residents", "ids": np.array([4, 5, 6, 7], dtype=np.uint32),
                "value": np.array([0.4, 0.5, 0.6, 0.7], dtype=np.float32)}  # fmt: skip
    log.add_each(week=3, tellings=tellings, which=np.array([1, 0, 1, 0], dtype=np.int8),
                 by_ids=np.array([14, 15, 16, 17]), **together)  # fmt: skip
    log.add_each(week=4, tellings=tellings, which=np.array([2, 2, 2, 2]), by_ids=-1, **together)
    frame = log.frame()
    assert frame.id.tolist() == [5, 7, 4, 6, 4, 5, 6, 7]
    assert frame.kind.tolist() == ["came", "came", "left", "left", *(4 * ["came"])]
    assert frame.cause.tolist() == ["born", "born", "died", "died", *(4 * ["x"])]
    assert frame.by.tolist() == ["", "", "needs", "needs", "", "", "", ""]
    assert frame.by_id.tolist() == [15, 17, 14, 16, -1, -1, -1, -1]
    assert frame.value.astype(np.float32).tolist()[:2] == together["value"][[1, 3]].tolist()
    assert frame.week.tolist() == [3, 3, 3, 3, 4, 4, 4, 4] and len(log) == 8


def test_what_has_no_telling_cannot_be_told_with_others() -> None:
    log, one = EventLog(keeping=True), np.array([1])
    with pytest.raises(ValueError):
        log.add_each(week=1, tellings=(Telling("came", "born"),), which=one, subject="residents",
                     ids=one, by_ids=-1, value=one)  # fmt: skip
