"""Japanese names: companies by prefix and suffix, ministries, topics that recur."""

from __future__ import annotations

import re
from collections import Counter

from ledger.article import BlockKind, Span
from nlp.document import Text
from nlp.names.shared import HAN, KANA, LONGEST, occurrences, plain_words, quoted_products

JAPANESE_NAME = re.compile(rf"[{KANA}{HAN}A-Za-zＡ-Ｚａ-ｚ0-9・ー々]+")
JAPANESE_AFTER = re.compile(r"[はがをにのもとへ（(、]|から|によ")


# "グレレ（Grelle）と": a name with its original, as a subject or listed
GLOSSED = re.compile(
    rf"(?:(?<=企業)|(?<=会社)|(?<=ラボ)|(?<=大手)|(?<![{KANA}{HAN}「『]))"
    rf"([{KANA}・]{{2,12}})[（(][A-Z][\w .&-]{{1,24}}[）)](?=[はがをもとやの、])"
)
# 聴湖（ティンフー）智能は: a name with the reading of its first half
READING = re.compile(
    rf"(?<![{HAN}{KANA}])([{HAN}]{{2,4}}[（(][{KANA}・]{{2,10}}[）)][{HAN}{KANA}]{{2,8}})(?=[はがをもとやの、])"
)
TOPIC = ("は", "が", "に")
NO_BUREAU = ("当局", "事務局", "薬局", "結局", "病院", "大学院", "医院", "学院")


def japanese(text: Text) -> dict[str, str]:
    """Return the Japanese names: companies by prefix and suffix, ministries, topics of sentences that recur."""
    naming = text.language.naming
    counts: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    found: dict[str, str] = {}
    for block in text.article.blocks:
        if block.kind is BlockKind.META:
            continue
        for match in JAPANESE_NAME.finditer(text.raw, block.span.start, block.span.end):
            name = match.group()
            if name.startswith("株式会社"):
                name = name.removeprefix("株式会社")
                found[name] = "party"
            counts[name] += 1
            follows = JAPANESE_AFTER.match(text.raw, match.end()) is not None
            topics[name] += follows
            if not follows or len(name) < 3 or not name[0].isalpha():
                continue
            bureau = name.endswith(("局", "院")) and len(name) > 3 and not name.endswith(NO_BUREAU)
            if bureau or name.endswith(("省", "庁", "委員会", "公正取引委員会")):
                found[name] = "agency"
            elif is_firm(name, naming.suffix) and not name.endswith(
                ("当社", "同社", "他社", "自社", "各社", "両社", "本社")
            ):
                found[name] = "party"
    plain = plain_words("ja")
    for name in explained(text.raw):
        if name not in plain:
            found.setdefault(name, "party")
    for name, times in counts.items():
        mixed = bool(re.search(f"[{KANA}]", name)) and bool(re.search(f"[{HAN}]", name))
        usable = 3 <= len(name) <= LONGEST and not any(word in name for word in plain)
        if times > 1 and topics[name] > 1 and usable and (mixed or acts(text, name)):
            found.setdefault(name, "party")
    for name in [name for name in found if made_of(name, plain)]:
        del found[name]
    for name in [name for name in found if len(name) < 2 or re.search(r"\d", name) or name in plain]:
        del found[name]
    return {**found, **quoted_products(text)}


def explained(raw: str) -> list[str]:
    """Return the names that stand with their original or their reading in parentheses."""
    return [match.group(1) for pattern in (GLOSSED, READING) for match in pattern.finditer(raw)]


def is_firm(name: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a name ends as companies' do; one in AI needs katakana or letters ("ミナトAI")."""
    folded = name.casefold()
    if not folded.endswith(endings):
        return False
    rest = folded.removesuffix("ai")
    return rest == folded or re.search(f"[{KANA}a-z]", rest) is not None


def made_of(name: str, plain: frozenset[str]) -> bool:
    """Tell whether a name consists of plain words alone."""
    return any(name[:end] in plain and name[end:] in plain for end in range(1, len(name)))


def acts(text: Text, name: str) -> bool:
    """Tell whether a name is the topic of a sentence with a verb of speech, penalty or use."""
    for start in occurrences(text.raw, name):
        end = start + len(name)
        if not text.raw.startswith(TOPIC, end):
            continue
        sentence = text.sentence_at(start).span
        rest = Span(end + 1, max(end + 1, sentence.end))
        if text.marks.has(rest, "say", "penalise", "deny", "accuse", "respond"):
            return True
    return False
