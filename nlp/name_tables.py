"""The sections of a language file on names: words that names are made of, and small words that stand around them."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """Words inside names. A name keeps them in the press of other languages: the lists of all languages are joined."""

    legal: Words = frozenset()  # legal forms, never part of the canonical name: "Inc", "GmbH"
    legal_phrases: Words = frozenset()  # such forms of several words: "joint stock company"
    legal_behind: Words = frozenset()  # beginnings of what stands behind a name with a legal form: "s.a", "co."
    official: Words = frozenset()  # words of names of authorities: "Ministry", "Institut"
    press: Words = frozenset()  # first or last words of names of outlets: "Times", "Gazette"
    press_endings: Words = frozenset()  # endings of names of outlets of one word: "Rheinzeitung"
    wires: Words = frozenset()  # last words of news agencies behind `reporting`: "News Agency" is no authority
    reporting: Words = frozenset()
    inside: Words = frozenset()  # small words inside the name of an authority: "Ministry of Data Affairs"
    linking: Words = frozenset()  # small words behind the first word of any name: "Banco do Sul"
    linking_and: Words = frozenset()  # of `linking`, those between two firms as often as within one
    articles: Words = frozenset()  # open a name: "La Gazette"
    abbreviations: Words = frozenset()  # of "artificial intelligence"
    never: Words = frozenset()  # abbreviations that are no names: "CEO", "GPU"
    team: Words = frozenset()  # words behind the name of a party in a byline: "Press Office"
    products: Words = frozenset()  # last words of products that bear the name of their owner: "Chat", "Pro"


@dataclass(frozen=True, slots=True)
class Around:
    """Small words around names in one language."""

    joined: Words = frozenset()  # joined to a name by a hyphen: "Osaka-based"
    sides: Words = frozenset()  # before a country in a word of origin: "Güney Koreli"
    origin_endings: Words = frozenset()  # of a capitalised word before a name that says where it is from
    nominative: Words = frozenset()  # endings of the first word of a name that is in the nominative
    copula: Words = frozenset()  # between a noun and its name: "the laboratory is Gantry"
    served: Words = frozenset()  # what only a model has: "the X endpoint"
    called: Words = frozenset()  # between a name and its noun, or a noun and its name: "named"
    naming: Words = frozenset()  # before a name in apposition: "as"
    origin: Words = frozenset()  # prepositions that open no apposition: "X, of Dundee"
    seat: Words = frozenset()  # between a name and the place it is from
    seat_of: Words = frozenset()  # between an authority and its place: "the court of Sfax"
    somewhere: Words = frozenset()  # prepositions of place
    owns: Words = frozenset()  # possessives before a product
    made: Words = frozenset()  # participles of making: "X, developed by"
    copied: Words = frozenset()  # between a verb of copying and the product, a few words on
    asked: Words = frozenset()  # between counted questions and the product they went to
    questions: Words = frozenset()  # beginnings of counted questions
    staffed: Words = frozenset()  # behind people: of whom they are the staff
    behind: Words = frozenset()  # between a maker and its model: "the host behind X"
    replies: Words = frozenset()  # beginnings of what a model gives
    held: Words = frozenset()  # beginnings of what people have with a model: "8,460 X accounts"
    answers: Words = frozenset()  # beginnings of what a model does
    having: Words = frozenset()  # auxiliaries by which a name acts; none: the language is not looked at
    offices: Words = frozenset()  # what a firm has: "X's headquarters"
    aimed: Words = frozenset()  # between a verb of accusing and the name: "acusa a X"
    indefinite: Words = frozenset()  # before a place that only says where a company is: "a Toronto company"
    housed: Words = frozenset()  # "in" before a name in quotation marks that speaks
    origin_behind_article: bool = False  # a word of origin before a name follows an article
    verb_first: bool = False  # the subject may stand right behind a verb of saying
    capital_nouns: bool = False  # common nouns are capitalised: articles and adjectives tell them from names
    noun_determiners: Words = frozenset()  # before such a noun
    adjective_endings: Words = frozenset()  # of an adjective before such a noun
    no_adjectives: Words = frozenset()  # words with such an ending that are none
    several: Words = frozenset()  # nouns in the plural: "the firms" are no one of those named
    authorities: Words = frozenset()  # nouns for the one authority that a page names, wherever it does
    others_led: Words = frozenset()  # before a noun of `others_of`, which is then another than who was named
    others_of: Words = frozenset()  # "its supplier"
    contrast: Words = frozenset()  # between a name and "the company" that is another
    but: Words = frozenset()  # opens a sentence on another than the one before
    offices_of_speakers: Words = frozenset()  # beginnings of titles by which a person speaks for a body; $: whole words
    of_possessor: Words = frozenset()  # particles right behind whoever has a model
    bodies_quoted: bool = False  # names of firms stand in quotation marks, those of people never
    bodies_short: bool = False  # a name of one word behind such a title is that of the body
    of_body: Words = frozenset()  # between such a person and the body
    we: Words = frozenset()  # first person, by which a page speaks for itself
    not_we: Words = frozenset()  # longer words that hold one of them
    we_as_party: Words = frozenset()  # what a firm says of itself, and hardly a newspaper: "our model", "we did not"
    we_reject: Words = frozenset()  # by which a page of one who is accused is known: "we disagree"
    we_endings: Words = frozenset()  # of verbs in the first person
