"""Each figure of a report can be taken along as a table of what it shows."""

import csv
import io
from functools import cache

from fake_runs import planted, scenario

from wijksim.dashboard.report_figures import Taken, report_tables
from wijksim.report.comparison import Comparison, compare


@cache
def answer() -> Comparison:
    names = ("carnisse/no-team", "carnisse/mixed", "carnisse/top-down-rollout")
    return compare([scenario(one) for one in names], replicates=3, runner=planted)


def rows_of(one: Taken) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(one.csv)))


def test_there_is_a_table_for_each_figure_in_both_languages() -> None:
    for lang in ("nl", "en"):
        assert len(report_tables(answer(), lang)) == answer().report(lang=lang).count("<figure>")


def test_the_files_have_names_of_their_own() -> None:
    stems = [one.stem for one in report_tables(answer(), "en")]
    assert len(set(stems)) == len(stems)
    assert not any(set("/\\. ") & set(one) for one in stems)


def test_the_tables_hold_what_is_drawn() -> None:
    tables = {one.stem: rows_of(one) for one in report_tables(answer(), "en")}
    years = next(rows for stem, rows in tables.items() if stem.startswith("years"))
    assert {row["policy"] for row in years} == set(answer().labels)
    assert all(float(row["p10"]) <= float(row["p90"]) for row in years if row["p10"])
    squares = tables["map-before"]
    assert squares and all(0.0 <= float(row["share"]) <= 1.0 for row in squares)
