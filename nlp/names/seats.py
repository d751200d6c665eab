"""Where a firm is seated, told beside its name: "Marrow, of Dundee, says", "Tidewell aus Singapur"."""

from __future__ import annotations

from nlp.document import Text
from nlp.names.context import Context, Votes
from nlp.names.sightings import Sighting

SPEECH = ("say", "accuse", "deny", "admit", "respond", "detect", "sue", "penalise", "use", "copy")
MOST_SEAT = 6  # tokens of "of Zug, Switzerland,"


def by_seat(context: Context, vote: Votes) -> None:
    """Vote for a party whose seat is told between its name and the verb: "Marrow, of Dundee, says"."""
    sighting, text = context.sighting, context.text
    if context.after() not in context.around.seat or context.gap(sighting.last + 1) not in (", ", " "):
        return
    index = sighting.last + 2
    if not text.raw[context.start(index)].isupper():
        return
    comma = context.gap(sighting.last + 1) == ", "
    while index - sighting.last < MOST_SEAT and context.word(index):
        ended = context.gap(index + 1).startswith(",")
        if ended or not text.raw[context.start(index + 1)].isupper():
            kinds = context.kinds(index + 1, index + 2)
            if (ended or not comma) and kinds.intersection(SPEECH):
                vote.kinds["party"] += 1.5
                vote.acts += 1
                vote.said += 1
                return
            if not ended or not text.raw[context.start(index + 1)].isupper():
                return
        index += 1


def is_seat(text: Text, last: Sighting, sighting: Sighting) -> bool:
    """Tell whether a name only says where the one before it is from: "Tidewell aus Singapur"."""
    return text.folded[last.span.end : sighting.span.start].strip(" ,") in text.language.around.seat
