"""Arabic names: in quotation marks, or behind a word for a company or a model."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.document import Text
from nlp.names.shared import Found, at
from nlp.names.sightings import quoted

ARABIC_SUFFIX = frozenset(
    [
        "لابز",
        "لابس",
        "لاب",
        "تك",
        "كلاود",
        "داتا",
        "سيستمز",
        "إنتليجنس",
        "تكنولوجيز",
        "ديجيتال",
        "موديلز",
        "نتووركس",
        "سوفت",
        "مايند",
    ]
)


def arabic(text: Text) -> Iterator[Found]:
    """Yield quoted Arabic names and those after a word for a company or model."""
    naming = text.language.naming
    taken: set[int] = set()
    for sighting in quoted(text):
        taken.add(sighting.first)
        yield sighting, "party" if sighting.name.split()[-1] in ARABIC_SUFFIX else ""
    tokens, raw = text.marks.tokens, text.raw
    for index in range(1, len(tokens)):
        word = tokens[index - 1][2].removeprefix("و")
        kind = "party" if word in COMPANY_BEFORE else "product" if word in MODEL_BEFORE else ""
        start, end, _ = tokens[index]
        if not kind or index in taken or raw[tokens[index - 1][1] : start] != " " or raw[start].isascii():
            continue
        if (
            raw[start:end].startswith(("ال", "لل", "من", "في", "على"))
            or raw[start:end] in naming.company
            or raw[start:end].endswith("ية")
        ):
            continue
        if index + 1 < len(tokens) and raw[tokens[index + 1][0] : tokens[index + 1][1]] in ARABIC_SUFFIX:
            end = tokens[index + 1][1]
        name = raw[start:end]
        if raw.count(name) > 1:
            yield at(text, start, end, name), kind


COMPANY_BEFORE = frozenset(["شركة", "لشركة", "بشركة", "مختبر", "مجموعة"])
MODEL_BEFORE = frozenset(["نموذج", "لنموذج", "بنموذج", "روبوت"])
