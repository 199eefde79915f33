"""The log gives back what was told, in the order in which it was told, however much that is."""

import numpy as np
import pytest

from wijksim.entities.events import BLOCK, FIELDS, EventLog


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
