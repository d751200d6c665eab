"""Whether a name stands right beside a verb: as what it is aimed at, as its subject behind it, as what is copied."""

from __future__ import annotations

from nlp.cues import Hit
from nlp.names.context import Context


def is_inverted(context: Context) -> bool:
    """Tell whether the name is the subject right behind a verb of saying: "das behauptet X", "affirme X"."""
    if not context.around.verb_first or context.gap(context.sighting.first) != " ":
        return False
    return any(hit.kind == "say" and hit.last == context.sighting.first - 1 for hit in context.hits_before(24))


def is_object(context: Context) -> bool:
    """Tell whether the name follows a verb of accusing at once: "accuses X", "acusa a X", "wirft X vor"."""
    last = next((hit for hit in reversed(context.hits_before(30)) if hit.kind in ("accuse", "sue")), None)
    if last is None or context.gap(context.sighting.first) != " ":
        return False
    between = context.text.folded[last.end : context.sighting.span.start].strip()
    return not between or between in context.around.aimed


def is_close(context: Context, hit: Hit) -> bool:
    """Tell whether at most one word and no punctuation stands between a verb of copying and the name."""
    between = context.text.folded[hit.end : context.sighting.span.start]
    return hit.last >= context.sighting.first - 2 and not set(between) & set(".,;:!?()")


def speaks_behind_aside(context: Context) -> bool:
    """Tell whether a verb of saying follows the name behind an aside in commas: "X, por su parte, insiste"."""
    last = context.sighting.last
    if context.gap(last + 1) != ", ":
        return False
    closed = next((step for step in range(2, ASIDE) if context.gap(last + step).startswith(",")), 0)
    if not closed or any(hit.kind in NAMED for hit in context.hits_between(last + 1, last + closed - 1)):
        return False
    return bool(context.kinds(last + closed, last + closed + 1).intersection(SAID))


ASIDE = 9  # tokens of such an aside, with the verb
SAID = frozenset(["say", "accuse", "deny", "admit"])
NAMED = frozenset([*SAID, "model", "title", "agency", "outlet", "expert"])  # in the aside: it tells something else
