"""What a name is the name of, told from the words around it: a company, an authority, a model, a person, an outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nlp.cues import CONTINUOUS
from nlp.document import Text
from nlp.names.context import Context, Votes
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
    """Tell whether one plain word between a noun and a name may be an adjective: empresa gaúcha Serra Nova."""
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
    """Vote by the noun of an apposition: "X, a Yokohama developer", "a single business in Malta, X"."""
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
    """Vote for a place: behind a preposition of place, before "-based", in a dateline, in "Norway's Tindra"."""
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
