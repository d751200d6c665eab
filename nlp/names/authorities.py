"""Authorities whose names go on in small letters: "Управление по надзору за рынком", "Cục Quản lý dữ liệu số"."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.article import Span
from nlp.document import Text
from nlp.names.shared import Found
from nlp.names.sightings import at

MOST = 10  # words of a name
ACTS = frozenset(["say", "accuse", "deny", "admit", "respond", "detect", "penalise", "sue", "according", "company"])
SMALL = {  # words at the end that belong to no name
    "ru": frozenset(["по", "за", "в", "во", "на", "с", "о", "об", "из", "и", "при", "для", "от"]),
    "uk": frozenset(["з", "із", "за", "в", "у", "на", "про", "і", "та", "й", "при", "для", "від"]),
    "vi": frozenset(["và", "về", "cho", "của", "tại", "ở", "thuộc"]),
}
OVER = {  # words with which a name is over
    "ru": frozenset(["что", "который", "которая", "которое", "уже", "также", "не", "его", "ее", "её", "это"]),
    "uk": frozenset(["що", "який", "яка", "яке", "вже", "також", "не", "його", "її", "це"]),
    "vi": frozenset(
        [
            *("ngày", "hôm", "đã", "vừa", "đang", "sẽ", "này", "đó", "của", "tại", "ở", "thì", "là", "mới", "cũng"),
            *("không", "chưa", "có", "rằng", "cho", "vào", "trong", "theo", "từ", "đến"),
        ]
    ),
}
PAST = {"ru": ("ло", "ла", "ил", "ал", "ел"), "uk": ("ло", "ла", "ив", "ав")}  # a verb of the past ends so
SHORTEST_VERB = 6


def authorities(text: Text) -> Iterator[Found]:
    """Yield the names of authorities that a capitalised word for one opens."""
    code, raw, tokens = text.language.code, text.raw, text.marks.tokens
    taken = -1
    for hit in text.marks.hits:
        if hit.kind != "agency" or hit.first <= taken:
            continue
        first = hit.first if raw[hit.start].isupper() else adjective_before(text, hit.first)
        if first is None:
            continue
        last = name_end(text, hit.last)
        while last > hit.last and tokens[last][2] in SMALL[code]:
            last -= 1
        if last > hit.last:
            taken = last
            start, end = tokens[first][0], tokens[last][1]
            yield at(text, Span(start, end), raw[start:end]), "agency"


def adjective_before(text: Text, index: int) -> int | None:
    """Return the capitalised word right before a small noun for an authority: "Національна комісія з ..."."""
    if index == 0 or text.language.code == "vi":
        return None
    start, end, word = text.marks.tokens[index - 1]
    joined = text.raw[end : text.marks.tokens[index][0]] == " " and text.raw[start].isupper()
    around = text.language.around
    described = word.endswith((*around.nominative, *around.origin_endings))
    return index - 1 if joined and described else None


def name_end(text: Text, index: int) -> int:
    """Return the last token of a name whose first noun ends at `index`; `index` itself where nothing follows."""
    code, raw, tokens = text.language.code, text.raw, text.marks.tokens
    acts = {hit.start for hit in text.marks.hits_between(tokens[index][1], tokens[index][1] + 160) if hit.kind in ACTS}
    last = index
    while last + 1 < len(tokens) and last - index < MOST:
        start, _, word = tokens[last + 1]
        if raw[tokens[last][1] : start] != " " or start in acts or word in OVER[code] or word[0].isdigit():
            break
        if len(word) >= SHORTEST_VERB and word.endswith(PAST.get(code, ("\0",))):
            break
        small = raw[start].islower() and last == index
        if code == "vi" and small and tokens[index][2] not in ("án", "ban"):
            break
        last += 1
    return last
