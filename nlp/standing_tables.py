"""The section of a language file on how a text stands to a figure: denied, taken back, a part, told by others."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Words around a figure and around who says it."""

    not_before: Words = frozenset()  # right before a figure that is not the one: "not", "instead of"
    not_links: Words = frozenset()  # between such a word and the figure: "not the"
    not_after: Words = frozenset()  # close behind a figure that is not the one
    negated: Words = frozenset()  # before a verb of denying that is itself denied
    clause_ends: Words = frozenset()  # between a denial and a figure it does not reach: "but"
    wrong_subjects: Words = frozenset()  # open a sentence that calls the one before wrong: "that"
    wrong: Words = frozenset()  # what it is called then
    counted_bases: Words = frozenset()  # what a rate computed by the writer is per: "per account"
    parts: Words = frozenset()  # a figure is part of one just told: "of which"
    of_part: Words = frozenset()  # a share is one party's part of the whole: "of the total"
    out_of: Words = frozenset()  # open "of the 7,400 that were shut, 6,100"
    share_nouns: Words = frozenset()  # beginnings of nouns a share of which tells no part of a party
    possessives: Words = frozenset()  # before a noun that stands for whom it belongs to: "its agency"
    determiners: Words = frozenset()  # before an expert that is a party named before
    subjunctive: Words = frozenset()  # verbs that go on telling what somebody said
    hearsay: Words = frozenset()  # beginnings of cues that tell what is told without who tells it
    source_labels: Words = frozenset()  # before a colon and the upstreams of a text
    lengths: Words = frozenset()  # behind days that are a length of time and no date
    bounds_behind: bool = False  # "since" and "until" stand behind the date
