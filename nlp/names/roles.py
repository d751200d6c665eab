"""What a name is the name of, told from the words around it: a company, an authority, a model, a person, an outlet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ledger.article import Span
from nlp.cues import CONTINUOUS, Hit, Marks
from nlp.document import Text
from nlp.names.sightings import OFFICIAL, Sighting, suffixes

SPEECH = ("say", "accuse", "deny", "admit", "respond", "detect", "sue", "penalise")
NEAR = 5  # tokens of an apposition in which its noun must stand
OUTLETS = frozenset(
    [
        *("times", "post", "ledger", "gazette", "news", "courier", "herald", "tribune", "journal", "zeitung", "bote"),
        *(
            "echo",
            "examiner",
            "chronicle",
            "telegraph",
            "telegram",
            "standard",
            "globe",
            "observer",
            "guardian",
            "mail",
        ),
        *("daily", "weekly", "review", "magazine", "radio", "tv", "television", "press", "noticias", "jornal", "folha"),
        *(
            "diario",
            "diário",
            "periódico",
            "gaceta",
            "le",
            "matin",
            "corriere",
            "gazzetta",
            "giornale",
            "kurier",
            "wire",
        ),
        *("newswire", "dispatch", "bulletin", "sentinel", "argus", "mirror", "express", "gazetesi", "haber", "postası"),
    ]
)
PUNCTUATED = (", ", " (", " – ", " — ", " - ")


@dataclass(slots=True)
class Votes:
    """What speaks for each kind of one name."""

    kinds: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)  # of a product: names said to have made it
    said: int = 0  # how often a verb of speech follows at once
    acts: int = 0  # how often it speaks, accuses, is accused or acts


class Context:
    """The tokens and cue words around one sighting."""

    def __init__(self, text: Text, sighting: Sighting) -> None:
        self.text, self.sighting = text, sighting
        self.marks: Marks = text.marks
        sentence = text.sentences[sighting.sentence].span
        self.first = self.marks.token_at(sentence.start)
        self.last = self.marks.token_at(sentence.end)

    def word(self, index: int) -> str:
        """Return the folded word of a token of the sentence, or ""."""
        return self.marks.tokens[index][2] if self.first <= index < self.last else ""

    def gap(self, index: int) -> str:
        """Return what stands between a token and the one before it."""
        if not self.first < index < self.last:
            return "."
        return self.text.folded[self.marks.tokens[index - 1][1] : self.marks.tokens[index][0]]

    def start(self, index: int) -> int:
        """Return where a token of the sentence starts, or the start of the text."""
        return self.marks.tokens[index][0] if self.first <= index < self.last else 0

    def before(self, steps: int = 1) -> str:
        """Return the word `steps` before the name."""
        return self.word(self.sighting.first - steps)

    def after(self, steps: int = 1) -> str:
        """Return the word `steps` after the name."""
        return self.word(self.sighting.last + steps)

    def hits_before(self, reach: int) -> list[Hit]:
        """Return the cue words that end before the name, within the sentence and a reach of characters."""
        start = max(self.text.sentences[self.sighting.sentence].span.start, self.sighting.span.start - reach)
        return self.marks.hits_in(Span(start, self.sighting.span.start))

    def hits_at(self, index: int) -> list[Hit]:
        """Return the cue words that begin at a token of the sentence."""
        if not self.first <= index < self.last:
            return []
        start = self.marks.tokens[index][0]
        return [hit for hit in self.marks.hits_in(Span(start, start + 40)) if hit.start == start]

    def kinds(self, start: int, end: int) -> set[str]:
        """Return the kinds of cue words between two tokens."""
        start, end = max(start, self.first), min(end, self.last - 1)
        if start > end:
            return set()
        tokens = self.marks.tokens
        place = Span(tokens[start][0], tokens[end][1])
        return {hit.kind for hit in self.marks.hits_in(place)}


def votes(text: Text, sightings: Iterable[Sighting], key: dict[str, str]) -> dict[str, Votes]:
    """Return for each name (its canonical form by `key`) what its sightings say about it."""
    found: dict[str, Votes] = defaultdict(Votes)
    for sighting in sightings:
        vote = found[key[sighting.name]]
        context = Context(text, sighting)
        by_form(context, vote)
        by_noun(context, vote)
        by_apposition(context, vote)
        by_verb(context, vote)
        by_owner(context, vote)
    return found


def by_form(context: Context, vote: Votes) -> None:
    """Vote by the words of the name itself."""
    words = [word.casefold().strip(".,'\u2019") for word in context.sighting.name.split()]
    if not words:
        return
    if len(words) > 1 and words[-1] in suffixes():
        vote.kinds["company"] += 3
    if any(word in OFFICIAL for word in words) and len(words) > 1:
        vote.kinds["agency"] += 3
    if len(words) > 1 and (words[-1] in OUTLETS or words[0] in OUTLETS):
        vote.kinds["outlet"] += 2
    tail = context.text.folded[context.sighting.span.end : context.sighting.span.end + 6].strip(" ,")
    if context.sighting.legal or tail.startswith(LEGAL):
        vote.kinds["company"] += 3


LEGAL = ("inc", "ltd", "llc", "corp", "plc", "gmbh", "ag ", "ltda", "s.a", "sarl", "srl", "co.")


NOUNS = {"model": "product", "company": "company", "agency": "agency", "title": "person", "outlet": "outlet"}
BRACKETS = " «\"“„'‘「『*"


def by_noun(context: Context, vote: Votes) -> None:
    """Vote by the common noun right before or after the name."""
    sighting, folded = context.sighting, context.text.folded
    weight = 3.0
    for hit in reversed(context.hits_before(40)):
        between = folded[hit.end : sighting.span.start].strip(BRACKETS + ",(")
        if hit.kind in NOUNS and (not between or (adjective(context, between) and hit.last < sighting.first)):
            weight = 3.0 if not between else 2.0
            vote.kinds[NOUNS[hit.kind]] += weight
            break
    if sighting.possessive or context.gap(sighting.last + 1).strip(" »\"”'’") != "":
        return
    following = {hit.kind for hit in context.hits_at(sighting.last + 1)}
    if "model" in following:
        vote.kinds["product"] += 2.5
    elif context.after() in ("adlı", "named", "called", "genannte"):
        vote.kinds["product"] += 2
    elif "company" in following:
        article = context.before() in ("a", "an", "the", "another", "this", "that", "two", "three", "of")
        vote.kinds["place" if article else "company"] += 2 if article else 1


def adjective(context: Context, word: str) -> bool:
    """Tell whether one plain word between a noun and a name may be an adjective: empresa gaúcha Pampa Digital."""
    naming = context.text.language.naming
    prepositions = (
        *naming.place,
        *naming.by,
        *naming.definite,
        "of",
        "di",
        "de",
        "du",
        "do",
        "da",
        "del",
        "из",
        "з",
        "aus",
    )
    return (
        context.text.language.code not in CONTINUOUS and word.isalpha() and word not in prepositions and len(word) > 3
    )


def by_apposition(context: Context, vote: Votes) -> None:
    """Vote by the noun of an apposition: "X, a Yokohama developer", "a single business in Cyprus, X"."""
    naming, sighting = context.text.language.naming, context.sighting
    groups = (
        ("model", "product"),
        ("company", "company"),
        ("agency", "agency"),
        ("title", "person"),
        ("outlet", "outlet"),
    )
    if context.gap(sighting.last + 1) in PUNCTUATED:
        for step in range(1, NEAR + 1):
            if step > 1 and any(char in context.gap(sighting.last + step) for char in ",.;:()"):
                break
            word = context.after(step)
            kind = next((kind for name, kind in groups if word in getattr(naming, name)), None)
            if kind is not None:
                vote.kinds[kind] += 2.5
                return
    if context.gap(sighting.first) in (", ", ": ") and not sighting.opener:
        for step in range(1, NEAR + 1):
            word = context.before(step)
            kind = next((kind for name, kind in groups if word in getattr(naming, name)), None)
            if kind is not None:
                vote.kinds[kind] += 1.5
                return
            if any(char in context.gap(sighting.first - step) for char in ",.;:()"):
                return


def by_verb(context: Context, vote: Votes) -> None:
    """Vote by the verbs beside the name: who speaks, accuses, denies or acts is a party; what is copied a product."""
    sighting = context.sighting
    ahead = context.kinds(sighting.last + 1, sighting.last + 3)
    behind = context.kinds(sighting.first - 3, sighting.first - 1)
    touching = context.kinds(sighting.first - 1, sighting.first - 1)
    acts = [*ahead.intersection(SPEECH), *ahead.intersection(("use",))]
    somewhere = context.before() in SOMEWHERE
    if context.word(sighting.last + 1)[:1].isdigit() and context.gap(sighting.last + 1) == " ":
        vote.kinds["party"] += 1.5
    if acts or (behind.intersection(("according", "accuse", "linked", "charge", "penalise", "sue")) and not somewhere):
        vote.kinds["party"] += 1.5
        vote.acts += 1
    vote.said += bool(context.kinds(sighting.last + 1, sighting.last + 1) & set(SPEECH)) or sighting.possessive
    if sighting.possessive:
        vote.kinds["party"] += 0.5
    if touching.intersection(("copy",)) or "copy" in context.kinds(sighting.first - 2, sighting.first - 2):
        vote.kinds["product"] += 1.5
    if context.before() in ("with", "to", "from", "into", "of", "à", "au", "an", "a", "al", "к", "с", "до", "з"):
        asked = context.kinds(sighting.first - 4, sighting.first - 2)
        counted = any(context.before(step).startswith(INTERACTIONS) for step in (2, 3))
        if counted and not asked.intersection(("linked",)):
            vote.kinds["product"] += 1.5
    by_place(context, vote, acting=bool(acts))


SOMEWHERE = frozenset(
    ["in", "at", "near", "en", "em", "à", "au", "aux", "в", "у", "nel", "nella", "im", "bei", "aus", "dans"]
)
RELATIVE = frozenset(
    ["which", "who", "whose", "dont", "que", "der", "die", "das", "cui", "che", "которая", "который", "яка", "який"]
)


def by_place(context: Context, vote: Votes, *, acting: bool) -> None:
    """Vote for a place: behind a preposition of place, before "-based", in a dateline, in "Norway's Fjellbrekk"."""
    sighting, text = context.sighting, context.text
    before = context.before()
    if before in text.language.naming.place or (
        before == "of" and text.raw[context.start(sighting.first - 2)].isupper()
    ):
        vote.kinds["place"] += 1 if acting else 1.5
    if (
        sighting.possessive
        and context.gap(sighting.last + 1) == " "
        and text.raw[context.start(sighting.last + 1)].isupper()
    ):
        vote.kinds["place"] += 1
    if context.gap(sighting.last + 1) == ", " and context.after() in RELATIVE:
        vote.kinds["party"] += 1.5
    if text.language.code == "de" and not sighting.quoted:
        vote.kinds["noun"] += before in DETERMINERS or (before[-2:] in ADJECTIVE and before not in PREPOSITIONS)


DETERMINERS = frozenset(
    [
        *("der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine"),
        *("keinen", "sein", "seine", "seinen", "seinem", "seiner", "ihr", "ihre", "ihren", "ihrem", "ihrer", "dieser"),
        *(
            "diese",
            "dieses",
            "diesen",
            "diesem",
            "im",
            "am",
            "zum",
            "zur",
            "vom",
            "beim",
            "zwei",
            "drei",
            "vier",
            "mehr",
        ),
    ]
)
ADJECTIVE = frozenset(["en", "er", "es", "em"])
PREPOSITIONS = frozenset(
    ["gegen", "über", "unter", "wegen", "neben", "hinter", "er", "es", "dagegen", "zwischen", "aber", "oder"]
)


INTERACTIONS = (
    *("exchange", "prompt", "quer", "question", "call", "conversation", "request", "dialog", "message", "session"),
    *(
        "anfrage",
        "requête",
        "appel",
        "consult",
        "pregunt",
        "respuest",
        "solicit",
        "запрос",
        "обращен",
        "запит",
        "answer",
    ),
)


def by_owner(context: Context, vote: Votes) -> None:
    """Vote by possessives: "its X", "Norway's X" speak for a product; "X's model" for its owner."""
    naming, sighting = context.text.language.naming, context.sighting
    if context.before() in (
        "its",
        "their",
        "sein",
        "seine",
        "ihr",
        "ihre",
        "su",
        "seu",
        "sua",
        "son",
        "sa",
        "suo",
        "sua",
    ):
        vote.kinds["product"] += 1
    if sighting.possessive:
        for step in range(1, 4):
            if context.after(step) in naming.model:
                vote.kinds["company"] += 1.5
                return
            if any(char in context.gap(sighting.last + step + 1) for char in ",.;:()"):
                return
