"""What a name is the name of, told from the words around it: a company, an authority, a model, a person, an outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nlp.cues import CONTINUOUS
from nlp.document import Text
from nlp.grammar import given_to
from nlp.names.beside import is_close, is_inverted, is_object, speaks_behind_aside
from nlp.names.context import Context, Votes, is_made
from nlp.names.lists import by_list
from nlp.names.natives import by_house, by_origin
from nlp.names.places import by_place, describes_firm, is_behind_firm, is_counted
from nlp.names.seats import by_seat
from nlp.names.sightings import Sighting
from nlp.names.titles import bearer, by_title
from nlp.names.worldwide import suffixes, worldwide

SPEECH = ("say", "accuse", "deny", "admit", "respond", "detect", "sue", "penalise")
SHORTEST_PAPER = 7
NEAR = 5  # tokens of an apposition in which its noun must stand
PUNCTUATED = (", ", " (", " – ", " — ", " - ")


def votes(text: Text, sightings: Sequence[Sighting], key: dict[str, str]) -> dict[str, Votes]:
    """Return for each name (its canonical form by `key`) what its sightings say about it."""
    found: dict[str, Votes] = defaultdict(Votes)
    here, hits = -1, text.marks.hits[:0]
    for sighting in sightings:
        vote = found[key[sighting.name]]
        if sighting.sentence != here:
            here, hits = sighting.sentence, text.marks.hits_from(text.sentences[sighting.sentence].span)
        context = Context(text, sighting, hits)
        by_form(context, vote)
        by_noun(context, vote)
        by_apposition(context, vote)
        by_verb(context, vote)
        by_seat(context, vote)
        by_title(context, vote)
        by_owner(context, vote)
        by_origin(context, vote)
        by_house(context, vote)
    by_list(text, sightings, key, found)
    return found


def by_form(context: Context, vote: Votes) -> None:
    """Vote by the words of the name itself."""
    words = [word.casefold().strip(".,'\u2019") for word in context.sighting.name.split()]
    if not words:
        return
    if len(words) > 1 and words[-1] in suffixes():
        vote.kinds["company"] += 3
    known = worldwide()
    relays = len(words) > 1 and words[-1] in known.names.wires and words[-2] in known.names.reporting
    official = not known.names.official.isdisjoint(words) or words[-1] in context.text.language.naming.agency
    if official and len(words) > 1 and not relays:
        vote.kinds["agency"] += 3
    if relays or (len(words) > 1 and not known.names.press.isdisjoint((words[0], words[-1]))):
        vote.kinds["outlet"] += 3
    if len(words) == 1 and words[0].endswith(tuple(known.names.press_endings)) and len(words[0]) > SHORTEST_PAPER:
        vote.kinds["outlet"] += 3
    if context.text.language.code == "tr" and len(words) > 1 and words[-1] in context.text.language.naming.agency:
        vote.kinds["agency"] += 3
    tail = context.text.folded[context.sighting.span.end : context.sighting.span.end + 6].strip(" ,")
    if context.sighting.legal or tail.startswith(known.legal_behind):
        vote.kinds["company"] += 3


NOUNS = {"model": "product", "company": "company", "agency": "agency", "title": "person", "outlet": "outlet"}
BRACKETS = " «\"“„'‘「『*"


def by_noun(context: Context, vote: Votes) -> None:
    """Vote by the common noun right before or after the name."""
    sighting, folded = context.sighting, context.text.folded
    weight = 3.0
    for hit in reversed(context.hits_before(40)):
        apart = "" if context.text.language.code in CONTINUOUS else ","
        between = folded[hit.end : sighting.span.start].strip(
            BRACKETS + (apart if hit.kind == "model" else apart + "(")
        )
        if between and "," in folded[hit.end : sighting.span.start]:
            continue
        if hit.kind in NOUNS and (not between or (adjective(context, between) and hit.last < sighting.first)):
            weight = 3.0 if not between else 2.0
            vote.kinds[bearer(context, hit) if hit.kind == "title" else NOUNS[hit.kind]] += weight
            break
    if context.before() in context.around.copula and "company" in context.kinds(sighting.first - 3, sighting.first - 2):
        vote.kinds["company"] += 2  # "this time the laboratory is Gantry"
    if sighting.possessive or context.gap(sighting.last + 1).strip(" »\"”'’") != "":
        return
    following = {hit.kind for hit in context.hits_at(sighting.last + 1)}
    if "model" in following and folded.startswith(tuple(context.around.of_possessor), sighting.span.end):
        vote.kinds["company"] += 2
        return
    if "model" in following or context.after() in context.around.served:
        vote.kinds["product"] += 2.5
    elif context.after() in context.around.called:
        firm = {"company", "model"} & context.kinds(sighting.last + 2, sighting.last + 4) == {"company"}
        vote.kinds["company" if firm else "product"] += 2
    elif describes_firm(context) or "company" in following:
        vote.kinds["place"] += 2


def adjective(context: Context, word: str) -> bool:
    """Tell whether one plain word between a noun and a name may be an adjective: empresa gaúcha Serra Nova."""
    naming = context.text.language.naming
    grammar = context.text.language.grammar
    prepositions = {*naming.place, *naming.by, *naming.definite, *context.around.origin, *grammar.against}
    return (
        context.text.language.code not in CONTINUOUS and word.isalpha() and word not in prepositions and len(word) > 3
    )


def by_apposition(context: Context, vote: Votes) -> None:
    """Vote by the noun of an apposition: "X, a Yokohama developer", "a single business in Malta, X"."""
    sighting = context.sighting
    first = context.after()
    if (
        context.gap(sighting.last + 1) == ", "
        and first in context.around.made
        and context.after(2) in context.text.language.grammar.agent
    ):
        vote.kinds["product"] += 3
        return
    opened = context.gap(sighting.last + 1) in PUNCTUATED
    language, around = context.text.language, context.around
    listed = first in language.hedges.list_joiners or first in language.naming.by
    if opened and not listed and first not in around.origin | language.grammar.relative:
        end = sighting.last + 1
        while end - sighting.last < NEAR and not set(context.gap(end + 1)) & set(",.;:()") and context.word(end + 1):
            end += 1
        for hit in context.hits_between(sighting.last + 1, end):
            if hit.kind in (*SPEECH, "use", "copy", "according", "via"):
                break
            if language.grammar.cased_names and not context.gap(hit.last + 1).startswith((",", ")")):
                break  # "X, Y adlı dil modelinin": the comma closes the subject
            if hit.kind in NOUNS:
                owned = first in context.around.owns and hit.kind == "company"  # "Osprey, its developer says"
                vote.kinds["product" if owned else NOUNS[hit.kind]] += 2.5
                return
    by_noun_aside(context, vote)


def by_noun_aside(context: Context, vote: Votes) -> None:
    """Vote by the noun that a name stands beside in apposition: "a single business in Malta, X", "a system (X)"."""
    sighting = context.sighting
    aliased = context.before() in context.around.naming
    if (context.gap(sighting.first) in (", ", ": ", " (") or aliased) and not sighting.opener:
        end = sighting.first - 1
        if aliased and any("," in context.gap(sighting.first - step) for step in (1, 2)):
            end = next(sighting.first - step for step in (1, 2) if "," in context.gap(sighting.first - step)) - 1
        start = end
        while end - start < NEAR and start > context.first and not set(context.gap(start)) & set(",.;:()"):
            start -= 1
        for hit in reversed(context.hits_between(start, end)):
            if hit.kind in NOUNS:
                vote.kinds[NOUNS[hit.kind]] += 1.5
                return


def is_given(context: Context) -> bool:
    """Tell whether a number is given to a name: "3.2 million to X"."""
    if context.text.language.grammar.given_to.isdisjoint((context.before(), context.before(2))):
        return False
    start = context.sighting.span.start
    return given_to(context.text.language.code).search(context.text.folded[max(0, start - 40) : start]) is not None


def by_verb(context: Context, vote: Votes) -> None:
    """Vote by the verbs beside the name: who speaks, accuses, denies or acts is a party; what is copied a product."""
    sighting = context.sighting
    ahead = context.kinds(sighting.last + 1, sighting.last + 3)
    behind = context.kinds(sighting.first - 3, sighting.first - 1)
    copied = any(h.kind == "copy" and is_close(context, h) for h in context.hits_before(60))
    acts = [*ahead.intersection(SPEECH), *ahead.intersection(("use",))]
    somewhere = context.before() in context.around.somewhere
    if context.before() in context.around.behind:
        vote.kinds["product"] += 2  # "the host behind X, says"
        return
    if sighting.last > sighting.first and is_given(context):
        vote.kinds["party"] += 1.5
    if is_counted(context.text, sighting.span.end) and not context.word(sighting.last)[-1:].isdigit():
        vote.kinds["place" if is_behind_firm(context) else "party"] += 1.5
    if acts or (behind.intersection(("according", "accuse", "linked", "charge", "penalise", "sue")) and not somewhere):
        vote.kinds["party"] += 3 if is_object(context) else 1.5
        vote.acts += 1
    elif is_inverted(context) or speaks_behind_aside(context):
        vote.kinds["party"] += 1.5
    vote.said += any(hit.kind in SPEECH for hit in context.hits_at(sighting.last + 1)) or sighting.possessive
    if sighting.possessive:
        vote.kinds["party"] += 0.5
    if copied or (
        context.before() in context.around.copied and "copy" in context.kinds(sighting.first - 7, sighting.first - 2)
    ):
        vote.kinds["product"] += 1.5
    if sighting.possessive and "charge" in context.kinds(sighting.last + 1, sighting.last + 3):
        vote.kinds["party"] += 2
    by_place_in_clause(context, vote)
    if context.before() in context.around.asked:
        asked = context.kinds(sighting.first - 4, sighting.first - 1)
        counted = any(context.before(step).startswith(tuple(context.around.questions)) for step in (2, 3))
        if counted and not asked.intersection(("linked",)):
            vote.kinds["product"] += 1.5
    by_place(context, vote, acting=bool(acts))


def by_place_in_clause(context: Context, vote: Votes) -> None:
    """Vote by small words: "engineers at X", "a distillation campaign by X", "X has", "X registered"."""
    sighting = context.sighting
    before = context.before()
    if before in context.around.staffed and context.kinds(sighting.first - 4, sighting.first - 2) & {"expert", "title"}:
        vote.kinds["company"] += 1.5
    if before in context.text.language.grammar.agent and "copy" in context.kinds(
        sighting.first - 6, sighting.first - 2
    ):
        vote.kinds["party"] += 1.5
    if is_made(context.text, sighting.span.start):
        vote.kinds["company"] += 2.5
    follower = context.after() if context.gap(sighting.last + 1) == " " else ""
    having = context.around.having
    acting = follower in having or (
        follower.endswith("ed") and len(follower) > 4 and not follower.startswith(tuple(context.around.answers))
    )
    if having and acting and before not in context.around.somewhere | context.around.origin:
        vote.kinds["acting"] += 1


def by_owner(context: Context, vote: Votes) -> None:
    """Vote by possessives: "its X", "Norway's X" speak for a product; "X's model" for its owner."""
    naming, sighting = context.text.language.naming, context.sighting
    if context.before() in context.around.owns:
        vote.kinds["product"] += 1
    if sighting.possessive and context.after().startswith(tuple(context.around.replies)):
        vote.kinds["product"] += 2  # "X's replies"
    if context.before()[-1:].isdigit() and context.after().startswith(tuple(context.around.held)):
        vote.kinds["product"] += 1  # "8,460 X accounts"
    if sighting.possessive:
        for step in range(1, 4):
            led = "title" in context.kinds(sighting.last + step, sighting.last + step)
            if (
                context.after(step) in naming.model
                or (led and step == 1)
                or context.after(step) in context.around.offices
            ):
                vote.kinds["company"] += 1.5
                return
            if any(char in context.gap(sighting.last + step + 1) for char in ",.;:()"):
                return
