"""The section of a language file on its grammar: small words that tell who speaks, who acts, what is listed."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Order, particles and function words. In text without spaces particles stand right behind their noun."""

    verb_last: bool = False  # the verb stands behind its object: accused and numbers are looked for before it
    subject_last: bool = False  # the verb stands before its subject
    drops_subject: bool = False  # the subject may be left out: who spoke last goes on speaking
    cased_names: bool = False  # names carry case endings behind an apostrophe: who speaks has none
    topic_particles: Words = frozenset()  # the topic, which the verb at the end of the sentence has for its subject
    subject_particles: Words = frozenset()  # the subject of the verb nearest to it
    speaker_particles: Words = frozenset()  # further ones behind who speaks: "according to", "also"
    object_particles: Words = frozenset()
    side: Words = frozenset()  # between a name and its particle: "the side of"
    and_others: Words = frozenset()  # between a name and its particle: "and others"
    before_count: Words = frozenset()  # between a particle and the number its noun is given: "about", "in all"
    aimed: Words = frozenset()  # right before the name that a verb behind it is aimed at
    quotative: Words = frozenset()  # right before a verb of saying: of two subjects the first one speaks
    passive_marks: Words = frozenset()  # right before or in front of a verb without spaces: it is passive
    skipped: Words = frozenset()  # between a subject and its verb: auxiliaries, adverbs
    auxiliary: Words = frozenset()  # forms of "have", "be", "will": what stands before them is a subject
    being: Words = frozenset()  # forms of "to be": a verb of saying behind one is passive
    passive: Words = frozenset()  # further words before a verb that is passive
    passive_adverbs: Words = frozenset()  # between a form of "to be" and its verb
    inner: Words = frozenset()  # open a clause inside a noun phrase; the phrase that speaks begins behind it
    openers: Words = frozenset()  # open a sentence or clause and belong to no noun phrase
    clause_leads: Words = frozenset()  # prepositions that open a phrase which is no speaker
    cut: Words = frozenset()  # end the noun phrase that speaks
    led_cut: Words = frozenset()  # end it behind "according to"; none: `cut`
    voiced: Words = frozenset()  # between claims and who makes them: "similar claims from X"
    before_noun: Words = frozenset()  # a word of saying right behind one is a noun: "the claims", "to claim"
    quarrel: Words = frozenset()  # behind a word of denying that names a quarrel: "the dispute over"
    weak_leads: Words = frozenset()  # of `cues.according`, those that lead in much else besides speakers
    that: Words = frozenset()  # "that" right behind a verb: its subject is left out
    articles: Words = frozenset()  # before a name
    determiners: Words = frozenset()  # before a noun in apposition or a speaker behind the verb: "a", "its", "one"
    relative: Words = frozenset()  # relative pronouns
    personal: Words = frozenset()  # of `relative`, those that describe people alone: "who"
    joining: Words = frozenset()  # between two verbs of one subject: "and", "but"
    agent: Words = frozenset()  # before who does it: "by"
    date_leads: Words = frozenset()  # open a date before a noun phrase: "in early April officials"
    date_articles: Words = frozenset()  # between such a word and the date
    date_followers: Words = frozenset()  # open the noun phrase behind the date
    clause_articles: Words = frozenset()  # behind "and", before a name: it begins a clause of its own
    passive_agent: Words = frozenset()  # those that tell a passive by themselves, right behind its verb
    against: Words = frozenset()  # between a charge and whom it is aimed at
    given_to: Words = frozenset()  # between a number and the name it is given to
    share: Words = frozenset()  # between a name and its number: "X's share is"
    conjunctions: Words = frozenset()  # between two names of a list: "and"
    joint: Words = frozenset()  # likewise, but not before the last one: "with"
    last_conjunctions: Words = frozenset()  # only before the last one: "as well as"
    joined_conjunctions: Words = frozenset()  # written together with the name behind it
    list_marks: Words = frozenset()  # between two names where no space stands before it
    genitive: Words = frozenset()  # between a list and the count of its members
    firm_counters: Words = frozenset()  # behind that count
    closing_others: Words = frozenset()  # closes a list: "and others"
    bound_by: Words = frozenset()  # prepositions that bind a number to the party right behind it
    out_of: Words = frozenset()  # between a part and its whole
    dative: Words = frozenset()  # case endings that give something to a name
    seat: Words = frozenset()  # before the place a name is from: "Gantry of Canada"
    firm_nouns: Words = frozenset()  # ends what stands between two names of a list without spaces: "加拿大企业"
    clause_auxiliaries: Words = frozenset()  # of a clause with its verb at the end: its subject stands beside them
    clause_openers: Words = frozenset()  # begin such a clause: "dass"
