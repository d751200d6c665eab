"""Votes for a firm by where it is from, and by a house that speaks."""

from __future__ import annotations

from nlp.names.context import Context, Votes
from nlp.names.joined import is_enclosed
from nlp.names.origins import is_led, is_origin, seated


def by_origin(context: Context, vote: Votes) -> None:
    """Vote for a firm by a word that says where it is from: "la milanese X", "İtalyan X", "X (Italy)"."""
    sighting, code = context.sighting, context.text.language.code
    before, apart = context.before(), set(context.gap(sighting.first)) & set(",.;:()")
    led = not context.around.origin_behind_article or is_led(context.before(2), code)
    country = code == "ko" and before in context.text.language.naming.places
    native = country or (bool(before) and led and not apart and is_origin(before, code))
    if native or seated(context.text.folded, sighting.span.end, code):
        vote.kinds["company"] += 3


def by_house(context: Context, vote: Votes) -> None:
    """Vote for a party by a verb of speech around a name in quotation marks behind "in": В «X» заявили."""
    sighting = context.sighting
    if context.before() in context.around.housed and is_enclosed(context.text.raw, sighting.span):
        beside = context.kinds(sighting.first - 2, sighting.first - 2) | context.kinds(
            sighting.last + 1, sighting.last + 3
        )
        vote.kinds["party"] += 2 if "say" in beside else 0
