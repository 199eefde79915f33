"""Weeks on the real calendar, and the only place where a year is turned into weeks.

Represents: time. A week runs from Monday to Sunday and has an absolute number, counted from Monday
3 January 2000 (week 0), so that the same week has the same number in every scenario, and the same
luck. Weeks before that day have negative numbers.

Source: ISO 8601 for the week; 365.2425 days for the mean year of the Gregorian calendar.

Leaves out: days and hours within a week, holidays, and the school year.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from wijksim.core.elementary import one_minus_exp

WEEK_ZERO = date(2000, 1, 3)
DAYS_PER_WEEK = 7
WEEKS_PER_QUARTER = 13
"""Figures are given per quarter of so many weeks, from the start of the horizon on."""
WEEKS_PER_YEAR = 365.2425 / DAYS_PER_WEEK
_LN2 = 0.6931471805599453


def week_number(day: date) -> int:
    """Return the absolute number of the week in which ``day`` falls, for any date.

    >>> week_number(date(2000, 1, 9)), week_number(date(2000, 1, 2))
    (0, -1)
    """
    return (day.toordinal() - WEEK_ZERO.toordinal()) // DAYS_PER_WEEK


def monday_of(week: int) -> date:
    """Return the Monday on which the week with this absolute number starts.

    Raises OverflowError for a week that falls outside the years 1 to 9999.

    >>> monday_of(0)
    datetime.date(2000, 1, 3)
    """
    return WEEK_ZERO + timedelta(days=DAYS_PER_WEEK * int(week))


@dataclass(frozen=True)
class Calendar:
    """The weeks that one run covers, from the week of ``start`` to the week of ``end``, both whole.

    Raises ValueError when ``end`` lies before ``start``.

    >>> decade = Calendar(start=date(2013, 1, 1), end=date(2022, 12, 31))
    >>> decade.first_week, decade.last_week, decade.n_weeks
    (678, 1199, 522)
    >>> decade.monday(decade.week_of(date(2015, 1, 1)))
    datetime.date(2014, 12, 29)
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a calendar that ends before it starts."""
        if self.end < self.start:
            raise ValueError(
                f"The calendar ends on {self.end}, before it starts on {self.start}. "
                "Exchange the two dates, or correct the one that is wrong."
            )

    @property
    def first_week(self) -> int:
        """The absolute number of the first week."""
        return week_number(self.start)

    @property
    def last_week(self) -> int:
        """The absolute number of the last week, which still belongs to the run."""
        return week_number(self.end)

    @property
    def n_weeks(self) -> int:
        """How many weeks the run covers."""
        return self.last_week - self.first_week + 1

    def weeks(self) -> range:
        """Return the absolute numbers of all weeks, in order."""
        return range(self.first_week, self.last_week + 1)

    def week_of(self, day: date) -> int:
        """Return the absolute number of the week of ``day``.

        Raises ValueError when the run does not cover that week.
        """
        week = week_number(day)
        self._check(week, f"The date {day}")
        return week

    def monday(self, week: int) -> date:
        """Return the Monday of the week with this absolute number.

        Raises ValueError when the run does not cover that week.
        """
        self._check(week, f"Week {week}")
        return monday_of(week)

    def _check(self, week: int, what: str) -> None:
        if not self.first_week <= week <= self.last_week:
            first, last = monday_of(self.first_week), monday_of(self.last_week) + timedelta(days=6)
            raise ValueError(
                f"{what} lies outside the run, which covers {first} to {last} (weeks "
                f"{self.first_week} to {self.last_week}). Choose another date, or a longer horizon."
            )


def _not_negative(value: float, what: str) -> float:
    if not value >= 0.0:
        raise ValueError(f"{what} is {value}; it cannot be negative or missing.")
    return float(value)


def per_week(rate_per_year: float) -> float:
    """Turn an amount or rate per year into one per week. May be negative.

    >>> round(per_week(52.1775), 10)
    1.0
    """
    return rate_per_year / WEEKS_PER_YEAR


@lru_cache(maxsize=1024)
def weekly_probability(rate_per_year: float) -> float:
    """Return the chance that something with this rate (1/year) happens at least once in a week.

    Raises ValueError for a negative rate.

    >>> 0.0189 < weekly_probability(1.0) < 0.0190
    True
    """
    return one_minus_exp(per_week(_not_negative(rate_per_year, "The rate per year")))


@lru_cache(maxsize=1024)
def half_life_to_weekly_decay(half_life_years: float) -> float:
    """Return the share that is lost each week when half is left after ``half_life_years``.

    Raises ValueError for a half-life that is not above zero. An infinite one loses nothing.

    >>> 0.0131 < half_life_to_weekly_decay(1.0) < 0.0133
    True
    """
    if not half_life_years > 0.0:
        raise ValueError(f"The half-life is {half_life_years} years; it has to be above zero.")
    return one_minus_exp(_LN2 / (half_life_years * WEEKS_PER_YEAR))
