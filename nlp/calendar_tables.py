"""The section of a language file that dates are read by. Words are lower case; offsets count from the anchor's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = tuple[str, ...]
Numbered = Mapping[str, int]


def none() -> Numbered:
    """Return an empty table."""
    return {}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months, weekdays, units of time and the words that place a date."""

    months: Numbered = field(default_factory=none)  # every form and abbreviation -> 1..12
    weekdays: Numbered = field(default_factory=none)  # Monday is 0
    month_capital: bool = False  # a month's name without a day counts only with a capital
    weekday_capital: bool = False
    ambiguous: Words = ()  # names that are other words as well: they need a word of time before them, or a day or year
    lone_months_after: Words = ()  # words of time after which an ambiguous name is a month; none: `year_leads`
    day_leads: Words = ()  # words before a day and month in digits: "ngày 24/2", "el 24/2"
    units: Mapping[str, str] = field(default_factory=dict)  # every form of day, week, month, quarter, year, decade
    relative_days: Numbered = field(default_factory=none)  # "yesterday" -> -1
    relative_weeks: Numbered = field(default_factory=none)
    relative_months: Numbered = field(default_factory=none)
    relative_quarters: Numbered = field(default_factory=none)
    relative_years: Numbered = field(default_factory=none)
    relative_decades: Numbered = field(default_factory=none)
    relative_weekends: Numbered = field(default_factory=none)
    anchored_days: Numbered = field(default_factory=none)  # "the following day": counts from the date before it
    anchored_weeks: Numbered = field(default_factory=none)
    anchored_months: Numbered = field(default_factory=none)
    anchored_years: Numbered = field(default_factory=none)
    before_weekday: Numbered = field(default_factory=none)  # "last" Monday -> -1, "this" -> 0, "next" -> 1
    after_weekday: Numbered = field(default_factory=none)
    after_month: Numbered = field(default_factory=none)
    modifiers: Words = ()  # "early", "the end of": part of the date, and change nothing of its precision
    ago_before: Words = ()  # before a number of units: "hace", "vor"
    ago_after: Words = ()  # behind it: "ago"
    later_after: Words = ()
    past: Words = ()  # "the past three months"
    past_after: Words = ()  # "ba tháng qua"
    coming: Words = ()
    adjective_after: bool = False  # "les trois derniers mois": the number stands before `past`
    quarters: Numbered = field(default_factory=none)  # "third" -> 3
    quarter_words: Words = ()
    half_words: Words = ()
    half_years: Words = ()  # of these the ones that a year alone has: "Halbjahr", not "half" of a match
    half_tails: Words = ()  # behind a half: "of the year" in which the page was published
    ordinal_after: bool = False  # "quý III": the ordinal stands behind its noun
    seasons: Numbered = field(default_factory=none)  # first month of the season
    decade_endings: Words = ()  # directly behind a year that ends in 0
    decade_openers: Words = ()
    century_words: Words = ()
    holidays: Numbered = field(default_factory=none)  # name -> month * 100 + day
    eras: Numbered = field(default_factory=none)  # name -> the year before its first
    lone_day_leads: Words = ()  # before a day of the month alone: "on the" 14th
    lone_day_ends: Words = ()  # words that may follow it
    lone_day_ending: str = ""  # pattern of the letters behind it
    year_words: Words = ()  # behind a year: "года"
    year_first: bool = False  # "2026 şubat"
    year_leads: Words = ()  # words before a year that leave no doubt that it is one
    links: Words = ()  # between month and year: "de"
    years: Numbered = field(default_factory=none)  # unspaced text: 今年, before a month
    months_relative: Numbered = field(default_factory=none)  # unspaced text: 上月, before a day
    window_joiners: Words = ()  # between two dates that bound a period, without more: "to", "bis zum"
    window_pairs: Words = ()  # between two dates that do so behind an opener or before a closer: "and"
    window_openers: Words = ()  # "between"
    window_closers: Words = ()  # behind the second date: "arasında", "之间"
    future_present: Words = ()  # verbs of the present that tell of a plan beside a date: "opens", "resume"
    future: Words = ()  # words in a sentence by which a weekday or month lies ahead
