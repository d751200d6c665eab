"""The tables of one language: numbers, hedges, nouns, cues. One file `lang/<code>.toml` each; unknown keys raise.

Adding a language is adding a file. Adding a section is adding a dataclass here and a field of the same name to
`LanguageTables`; a section whose fields have defaults may be left out of a file.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from nlp.calendar_tables import Calendar
from nlp.grammar_tables import Grammar
from nlp.name_tables import Around, Names
from nlp.quantity_tables import Costs, Hedges, Nouns, Numbers, Words
from nlp.standing_tables import Standing

FURTHER: ContextVar[tuple[Path, ...]] = ContextVar("folders of further languages", default=())


class TableError(ValueError):
    """A language file says something the loader does not know."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell who speaks, who accuses whom, and how the text stands to what is said. Full forms, no stems."""

    say: Words = ()  # verbs of saying, claiming, finding and counting
    say_clause: Words = ()  # verbs of `say` that speak only with a clause behind them: "added 300 jobs" is no speech
    say_noun: Words = ()  # forms of `say` that may be nouns: a verb only right after a speaker
    accuse: Words = ()  # verbs: before them the accuser, after them the accused
    charge: Words = ()  # nouns: accusation, complaint, notice
    penalise: Words = ()  # what an authority does: fine, rebuke, order
    sue: Words = ()
    deny: Words = ()
    admit: Words = ()
    respond: Words = ()  # "did not respond", "declined to comment"
    detect: Words = ()  # what the copied side does: close, block, detect, trace
    copy: Words = ()  # what the copying side does with a model
    use: Words = ()  # what the copying side does with accounts and questions
    linked: Words = ()  # before the accused: "traced to", "attributed to"
    according: Words = ()  # before the speaker
    according_after: Words = ()  # after the speaker (göre, によると, 에 따르면)
    via: Words = ()  # beside an outlet: "reported", "first reported by"
    hypothetical: Words = ()
    background: Words = ()  # generic examples and definitions
    derived: Words = ()  # "that works out at", "on average"
    subset: Words = ()  # "one network alone", "a single"
    everyone: Words = ()  # "the three labs", "together", "in total"
    remainder: Words = ()  # "the rest", "the remaining"
    several: Words = ()  # tells that a page speaks of more than one case: "two cases", "unrelated"
    earlier: Words = ()  # marks another, older case: "in March", "a similar case"
    withdrawn: Words = ()  # before a value the text takes back: "an earlier version said"
    respectively: Words = ()
    excepting: Words = ()  # before a number that is left out: "all but 200"
    rightly: Words = ()  # before the number that corrects another
    owed: Words = ()  # right behind a party that a share is of: "半数がXによる"
    of_them: Words = ()  # a share behind or before it is one of what was counted before
    untrue: Words = ()  # behind a figure, that it is not so: "is invented"
    suspected: Words = ()  # what is told of the accused without an accuser: "stands accused", 涉嫌


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that tell what a name is the name of, and words that stand for a name."""

    company: Words = ()
    agency: Words = ()
    model: Words = ()
    title: Words = ()  # of persons
    expert: Words = ()  # speakers without a name: analysts, officials, a reader
    document: Words = ()  # report, letter, claim: what they say, their author says
    speaker: Words = ()  # plain nouns of those who speak in general news: police, the mayor, a hospital
    outlet: Words = ()
    plaintiff: Words = ()
    defendant: Words = ()
    reference: Words = ()  # whole phrases that stand for a company (同社, الشركة)
    authority: Words = ()  # whole phrases that stand for an authority (同省)
    group: Words = ()  # whole phrases that stand for all accused ("the three labs")
    latter: Words = ()  # the last of those named
    former: Words = ()  # the first of those named
    last_two: Words = ()  # the last two of those named
    first: Words = ()  # by its turn: the first of those named
    second: Words = ()
    third: Words = ()
    others: Words = ()  # all of those named but the one just told of
    pronoun: Words = ()
    definite: Words = ()  # articles and possessives before a noun that stands for a name
    by: Words = ()  # prepositions that bind a quantity to a party after it
    made: Words = ()  # between a model and its owner: "developed by"
    maker: Words = ()  # between an owner and its model: "the maker of"
    place: Words = ()  # prepositions of place
    places: Words = ()  # names of countries, regions and capitals
    suffix: Words = ()  # last words of company names
    origins: Words = ()  # words that say where a firm is from, right before or after its name; "-ese" is an ending
    stop: Words = ()  # capitalised words that are no names
    compounds: Words = ()  # ends of compounds that are no names: Testfragen


@dataclass(frozen=True, slots=True)
class Topic:
    """Beginnings of words by which a page about model extraction is known."""

    strong: Words = ()  # the matter by its names: "distillation attack", "model theft"
    model: Words = ()  # what is copied: "model", "chatbot"
    output: Words = ()  # by what it is copied: "answers", "conversations"
    act: Words = ()  # copying: "distil", "siphon", "clone"
    train: Words = ()  # what copying is when done with somebody's output
    growth: Words = ()  # of a page on how many use a model; none: counts alone make no page one on copying
    wrong: Words = ()  # that somebody objects: "accuse", "unauthorised", "court", "revoked"
    against: Words = ()  # words of the neighbouring topics: spirits, compression research, copyright, stolen passwords


@dataclass(frozen=True, slots=True)
class Happenings:
    """Beginnings of words of events by type."""

    accusation: Words = ()
    disclosure: Words = ()
    denial: Words = ()
    response: Words = ()
    admission: Words = ()
    memo: Words = ()
    bill: Words = ()
    hearing: Words = ()
    cable: Words = ()
    sanction: Words = ()
    access_cut: Words = ()
    terms_change: Words = ()
    sharing: Words = ()
    court: Words = ()
    report: Words = ()
    correction: Words = ()
    bounds: Words = ()  # beside a date that begins or ends a period: "since", "until"
    own: Words = ()  # by which a party's own document is known: "press release", "we observed"


@dataclass(frozen=True, slots=True)
class LanguageTables:
    """Everything one language file says."""

    code: str
    name: str
    spaced: bool  # False where words are not separated by spaces
    numbers: Numbers
    hedges: Hedges
    nouns: Nouns
    calendar: Calendar
    cues: Cues
    topic: Topic
    happenings: Happenings
    naming: Naming = field(default_factory=Naming)
    costs: Costs = field(default_factory=Costs)
    grammar: Grammar = field(default_factory=Grammar)
    names: Names = field(default_factory=Names)
    around: Around = field(default_factory=Around)
    standing: Standing = field(default_factory=Standing)
    abbreviations: Words = ()
    soft_abbreviations: Words = ()  # abbreviations that may end a sentence: one does where a capital follows


def build(kind: Any, data: object, place: str) -> Any:
    """Turn parsed TOML into the dataclass `kind`; raises TableError for unknown keys, missing keys, wrong types."""
    if not isinstance(data, dict):
        raise TableError(f"{place}: a table is expected")
    hints = get_type_hints(kind)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise TableError(f"{place}: unknown keys {', '.join(unknown)}")
    values = {name: convert(hints[name], value, f"{place}.{name}") for name, value in data.items()}
    missing = [f.name for f in dataclasses.fields(kind) if f.name not in values and not has_default(f)]
    if missing:
        raise TableError(f"{place}: missing keys {', '.join(missing)}")
    return kind(**values)


def has_default(entry: dataclasses.Field[Any]) -> bool:
    """Tell whether a field may be left out."""
    return entry.default is not dataclasses.MISSING or entry.default_factory is not dataclasses.MISSING


def convert(hint: Any, value: object, place: str) -> Any:
    """Check one value against its annotation and lower every word of a table."""
    if dataclasses.is_dataclass(hint):
        return build(hint, value, place)
    if get_origin(hint) is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TableError(f"{place}: a list of words is expected")
        return tuple(sorted({item.lower() for item in value}, key=lambda word: (-len(word), word)))
    if get_origin(hint) is frozenset:
        return frozenset(convert(tuple[str, ...], value, place))
    if get_origin(hint) is Mapping:
        if not isinstance(value, dict):
            raise TableError(f"{place}: a table of words is expected")
        kind = get_args(hint)[1]
        pairs = {key.lower(): tuple(item) if get_origin(kind) is tuple else item for key, item in value.items()}
        return dict(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0])))
    if not isinstance(value, hint):
        raise TableError(f"{place}: {hint.__name__} is expected")
    return value


def parse(text: str, place: str) -> LanguageTables:
    """Read one language file's text; raises TableError."""
    tables: LanguageTables = build(LanguageTables, tomllib.loads(text), place)
    return tables


@contextmanager
def also_from(folder: Path) -> Iterator[None]:
    """Read further languages from the files of a folder inside the block: `with also_from(folder): nlp.read(article)`.

    A language of the package cannot be replaced: what it means is part of the reader's version.
    """
    token = FURTHER.set((*FURTHER.get(), folder))
    try:
        yield
    finally:
        FURTHER.reset(token)


def codes() -> tuple[str, ...]:
    """Return the codes of all languages that have a file, sorted."""
    return tuple(sorted(files(FURTHER.get())))


@cache
def files(further: tuple[Path, ...]) -> dict[str, Traversable]:
    """Return the file of each language: the package's own first."""
    folders: tuple[Traversable, ...] = (resources.files("nlp").joinpath("lang"), *further)
    found: dict[str, Traversable] = {}
    for folder in folders:
        for entry in folder.iterdir():
            if entry.name.endswith(".toml"):
                found.setdefault(entry.name.removesuffix(".toml"), entry)
    return found


def load(code: str) -> LanguageTables:
    """Return the tables for a BCP 47 tag (`zh-Hant` uses `zh`); a language without a file reads as English does."""
    return loaded(code.split("-")[0].lower(), FURTHER.get())


@cache
def loaded(base: str, further: tuple[Path, ...]) -> LanguageTables:
    """Read the file of one language, or the English one."""
    known = files(further)
    name = base if base in known else "en"
    tables = parse(known[name].read_text(encoding="utf-8"), f"lang/{name}.toml")
    if tables.code != name:
        raise TableError(f"lang/{name}.toml: the code is {tables.code}")
    return tables
