"""The sections of a language file that quantities and dates are read by. What each key means stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers are written. `words` are values, `scales` multiply what stands before them."""

    decimal: str
    thousands: Words  # separators; " " when plain spaces group digits
    scales: Mapping[str, int]
    glued: Mapping[str, int] = field(default_factory=dict)  # suffixes directly after digits: k, m, bn
    metres: Words = ()  # words after which a glued "m" is metres: "tall", "sprint"
    words: Mapping[str, int] = field(default_factory=dict)
    articles: Words = ()  # one, but only before a scale or dozen: "a million"
    weak: Words = ()  # number words that are other words as well: they need a scale or a counted noun behind them
    lone: Words = ()  # scales that are a number alone: "mil", "тысяча", "bin"
    joined: bool = False  # number words are written together: "vierundzwanzigtausend"
    compound: bool = False  # "19 bin 300": a number goes on after its scale
    joiners: Words = ()  # between number words: "and", "et"
    halves: Words = ()  # "half a" before a scale word
    and_half: Words = ()  # "and a half" behind a number
    round_words: Words = ()  # words of `dozens` that say "about" by themselves: "une vingtaine"
    dozens: Mapping[str, int] = field(default_factory=dict)
    vague: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # words -> lowest and highest value meant
    fractions: Mapping[str, str] = field(default_factory=dict)  # words -> decimal value
    percent: Words = ("%",)
    percent_before: Words = ()  # "yüzde"
    range_joiners: Words = ("-", "–", "—")
    range_alone: Words = ("-", "–", "—")  # joiners that make a range without an opener
    range_openers: Words = ()  # "between", "from"
    change_openers: Words = ()  # openers of a change: "from 3 to 5" is two numbers
    change_verbs: Words = ()  # verbs of change: "rose $1,100 to $58,300" is two amounts
    per: Words = ()  # before the base of a rate: "per", "a", "pro"
    endings: Words = ()  # case endings after a number word or digits: "'ü", "dan"
    clitics: Words = ()  # letters written before a word: "و", "ب"
    ordinal_endings: Words = ()  # directly after digits: "th", "-го"
    ordinal_dot: bool = False  # "5." is an ordinal
    labels: Words = ()  # words that make the digits behind them a name: "section", "no."
    determiners: Words = ()  # before a small number word without a noun, or before "one": a pronoun ("the two")
    fraction_next: Words = ()  # words that may follow a fraction; none listed: any
    fraction_lead: Words = ()  # or words that must stand before it: "by a third"
    fraction_order: Words = ()  # words before a fraction that is a stretch of time: "the first half"
    score_words: Words = ()  # "3-1 win": behind a pair of small numbers
    weak_labels: Words = ()  # labels only where no counted noun stands behind the digits: "day 5", not "day 500 people"
    negative: Words = ()  # "minus"
    in_ratio: Words = ()  # "1 in 4" is a share
    ratio_ones: Words = ()  # "one" before it, besides the articles: "uno" de cada cinco
    ratio_noun: bool = False  # the noun stands inside: "un élève sur cinq"
    streets: Words = ()  # behind a number and a name: an address
    name_after: Words = ()  # words that make the digits before them part of a name or time: "am", "o'clock"


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words of comparison before (`_before`) and after (`_after`) a number."""

    about_before: Words = ()
    about_after: Words = ()
    more_than_before: Words = ()
    more_than_after: Words = ()
    at_least_before: Words = ()
    at_least_after: Words = ()
    almost_before: Words = ()
    almost_after: Words = ()
    less_than_before: Words = ()
    less_than_after: Words = ()
    at_most_before: Words = ()
    at_most_after: Words = ()
    not_before_duration: Words = ()  # "over", "über": before a duration they tell the time, not a bound
    through: Words = ()  # bounds that also mean "by way of": "Anfragen über 24.000 Konten"
    passive: Words = ()  # words of a sentence in which such a bound means "by way of"
    links: Words = ()  # may stand between hedge and number: "a total of"
    distributing: Words = ()  # "respectively": a bound before the first member of a list holds for all
    spreads: Words = ()  # make "over" behind them no bound: "spread over 4,000 accounts"
    never: Words = ()  # makes "more than" behind it a ceiling: "has never sent more than"
    list_joiners: Words = ()  # between the members of such a list


@dataclass(frozen=True, slots=True)
class Nouns:
    """Beginnings of counted nouns by measure; a CJK or Korean noun is found inside the words that follow."""

    interactions: Words = ()
    accounts: Words = ()
    api_keys: Words = ()
    tokens: Words = ()
    samples: Words = ()
    duration: Words = ()
    organizations: Words = ()
    devices: Words = ()
    works: Words = ()
    other: Words = ()
    money: Mapping[str, str] = field(default_factory=dict)  # currency words behind an amount -> ISO code
    weights: Words = ()  # currency words that are weights as well: money only under a scale word
    times: Words = ()  # "times", "mal": interactions when many, a ratio when few
    whole_before: bool = False  # what a share is of stands before it: "trafiğin yarısı"
    traffic: Words = ()  # nouns that a share is a share of
    endings: Words = ()  # all endings a noun beginning may have; none listed: any short one
    longest_ending: int = 5  # letters behind a noun beginning where no endings are listed
    inside: bool = False  # a noun may end a compound: "Nutzerkonten"
    outs: Words = ()  # besides `skip`, between a part and its whole: "out" of
    skip: Words = ()  # words that may stand between a number and its noun ("of", "the")
    breaks: str = ""  # letters that end the search in unspaced text: particles
    noun_ends: str = ""  # letters at which a noun of no family ends in text without spaces
    verbal: Words = ()  # endings of verbs and participles: a word with one is no noun
    participles: Words = ()  # endings of these that are nouns right behind a number: "45 desabrigados"
    syllable_ends: Words = ()  # where syllables are written apart: third ones that belong to a noun ("viên")
    partitives: Words = ()  # "of which": the counted noun stands before
    stoppers: Words = ()  # words behind which no counted noun is looked for: prepositions, verbs
    number_of: Words = ()  # words before a noun whose number follows: "the number of accounts stood at"
    singular_counted: bool = False  # a counted noun has no plural
    attributive: Words = ()  # stoppers that describe a plural right behind them: "450 wounded people"
    plurals: Words = ()  # irregular plurals and units that do not end in -s
    classifiers: Words = ()  # counter words that tell what is counted: 人, 便, 마리
    unit_words: Words = ()  # units of measure in languages with counters: 公斤, メートル, 톤
    counters: Words = ()  # counter words without a measure of their own (件, 次, 건)
    particles: Words = ()  # between a counter and what follows it: が, を, 이
    fillers: Words = ()  # units of page furniture: "min read", "views"


@dataclass(frozen=True, slots=True)
class Costs:
    """Words near an amount of money: of harm done by an incident, or of money beside the matter."""

    harm: Words = ()  # beginnings: cost, damage, fine, unpaid
    aside: Words = ()  # valuations, prices, funding, other settlements
    unrelated: Words = ()  # what a count belongs to when it is none of an incident's: a survey, a quota
    limits: Words = ()  # of what may be asked: a rate up to such a limit is none of an incident
    campaigns: Words = ()  # what the length of time right beside it is the length of
    rates: Words = ()  # what a share is of when it tells nothing of an incident: precision, discount, interest
