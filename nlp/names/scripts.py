"""Names in scripts without capital letters, found from their role: Chinese, Japanese, Korean and Arabic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ledger.article import BlockKind, Span
from nlp.document import Text
from nlp.languages import load
from nlp.names.sightings import Sighting, quoted

HAN = "\u3400-\u9fff"
KANA = "\u30a0-\u30ff"
CLAUSE = re.compile(r"[，,。;；:：、「」“”『』《》\n（）()！!？?【】＝=◎ 　]")
CHINESE_STOP = re.compile(
    r"通过|通過|透過|利用|对|對|向|非法|使用|以|用|的|在|从|從|于|於|存在|涉嫌|擅自|未经|未經|借助|窃取|竊取|盗取|盜取|抄|蒸|"
    r"大规模|大規模|违反|違反|长期|長期|索|违规|違規|侵|共|曾|等|两家|兩家|三家|已|将|將|是|大量|批量|复制|複製|两|兩|三|\d"
)
CHINESE_LIST = re.compile(r"[和与與及、]|以及")
CHINESE_TAIL = re.compile(
    r"(?:今年|去年|本周.|上周.|周.|星期.|当地时间.*|當地時間.*|\d+月\d+日|\d+日|日前|近日|昨日|昨|今日|今|则|則|还|還|也|已|亦|均|"
    r"方面|随后|隨後|此前|早前|公开|公開|正式|在声明中|在聲明中|在公告中|在博客中|发表声明|發表聲明|发布报告|發布報告|分别|分別|进一步|"
    r"再次|首次|随即|坚决|堅決|同时|同時|当天|當天|发言人.{0,4}|發言人.{0,4})+$"
)
CHINESE_HEAD = re.compile(
    r"^(?:.*(?:公司|企业|企業|实验室|實驗室|厂商|廠商|开发商|開發商|巨头|巨頭|转售商|轉售商|代理商|集团|集團|对手|對手|初创|初創|同业|同業))"
    r"(?=.{2,})|^(?:据|據|但|而|其中|因此|对此|對此|不过|不過|目前|另外|另一边|此外|指控|被告|原告|根据|根據|當中|当中|因为|因為|由于|其后)"
)
JAPANESE_NAME = re.compile(rf"[{KANA}{HAN}A-Za-zＡ-Ｚａ-ｚ0-9・ー々]+")
JAPANESE_AFTER = re.compile(r"[はがをにのもとへ（(、]|から|によ")
KOREAN_PARTICLE = re.compile(
    r"(?:에 대해|에게서|에서는|에서|에게|으로부터|로부터|측은|측이|측|까지|부터|이라고|라고|은|는|이|가|을|를|의|에|와|과|도|로|으로)$"
)
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
LONGEST = 12
Found = tuple[Sighting, str]


def find(text: Text) -> list[Found]:
    """Return the names of a text in such a script with their kinds, in text order."""
    code = text.language.code
    if code == "ar":
        return sorted(arabic(text), key=lambda found: found[0].span)
    if code == "zh":
        names = chinese(text)
    elif code == "ja":
        names = japanese(text)
    elif code == "ko":
        names = korean(text)
    else:
        return []
    return list(everywhere(text, names))


def everywhere(text: Text, names: dict[str, str]) -> Iterator[Found]:
    """Yield every place of the names, longest first where they overlap."""
    if not names:
        return
    ordered = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer("|".join(re.escape(name) for name in ordered), text.raw):
        name = match.group()
        yield at(text, match.start(), match.end(), name), names[name]


def at(text: Text, start: int, end: int, name: str, *, in_quotes: bool = False) -> Sighting:
    """Return a sighting at a place."""
    first = text.marks.token_at(start)
    last = max(first, text.marks.token_at(end) - 1)
    return Sighting(Span(start, end), name, first, last, text.sentence_index(start), quoted=in_quotes)


def quoted_products(text: Text) -> dict[str, str]:
    """Return what stands in quotation marks right after a word for a model, or before one."""
    words = load(text.language.code).naming.model
    found = {}
    for sighting in (*quoted(text), *plainly_quoted(text)):
        before = text.folded[max(0, sighting.span.start - 12) : sighting.span.start - 1].rstrip(" (（)）")
        after = text.folded[sighting.span.end + 1 : sighting.span.end + 8].lstrip()
        if (before.endswith(words) or after.startswith(words)) and 2 <= len(sighting.name) <= LONGEST:
            found[sighting.name] = "product"
    return found


def plainly_quoted(text: Text) -> Iterator[Sighting]:
    """Yield names between plain single quotation marks, as Korean has them."""
    if text.language.code == "ko":
        for match in re.finditer(r"['‘]([\w ]{2,12})['’]", text.raw):
            yield at(text, match.start(1), match.end(1), match.group(1), in_quotes=True)


@cache
def plain_words(code: str) -> frozenset[str]:
    """Return the words of a language that are never a name by themselves."""
    tables = load(code)
    naming, cues = tables.naming, tables.cues
    groups = (naming.stop, naming.company, naming.agency, naming.model, naming.expert, naming.document, naming.group)
    more = (naming.reference, naming.authority, naming.plaintiff, naming.defendant, cues.everyone, naming.pronoun)
    return frozenset(word for group in (*groups, *more) for word in group)


def chinese(text: Text) -> dict[str, str]:
    """Return the Chinese names: accusers, accused and speakers, and what ends like a company's name."""
    cues, naming = text.language.cues, text.language.naming
    names: Counter[str] = Counter()
    sure: set[str] = set()
    for hit in text.marks.hits:
        if hit.kind not in ("accuse", "say", "deny", "sue", "respond", "admit", "detect"):
            continue
        sentence = text.sentence_at(hit.start).span
        speaker = tidy(clause_before(text.raw, sentence.start, hit.start))
        names.update(piece for piece in CHINESE_LIST.split(speaker) if is_chinese_name(text, piece))
        if hit.kind in ("accuse", "sue"):
            listed = listed_after(text.raw, hit.end, sentence.end)
            found = [piece for piece in (tidy(item) for item in listed) if is_chinese_name(text, piece)]
            names.update(found)
            sure.update(piece for piece in found if text.raw.count(piece) > 1)
    ending = re.compile(rf"[{HAN}]{{2,5}}(?:{'|'.join(naming.suffix)})")
    for match in ending.finditer(text.raw):
        piece = tidy(match.group())
        if is_chinese_name(text, piece) and text.raw.count(piece) > 1:
            sure.add(piece)
    found = {name: "party" for name in names if name in sure or text.raw.count(name) > 1}
    found |= {name: "party" for name in sure}
    shorter = {
        name for name in found if any(name != other and other.endswith(name) and len(name) < 4 for other in found)
    }
    products = quoted_products(text)
    authorities = {name: "agency" for name in found if name.endswith(tuple(naming.agency)) and len(name) > 3}
    assert cues is not None
    return {**{n: k for n, k in found.items() if n not in shorter}, **authorities, **products}


def clause_before(raw: str, start: int, end: int) -> str:
    """Return the words between the last mark of punctuation and a verb."""
    piece = raw[max(start, end - 40) : end]
    return CLAUSE.split(piece)[-1].strip()


def listed_after(raw: str, start: int, end: int) -> list[str]:
    """Return the names listed right after a verb of accusing."""
    piece = raw[start : min(end, start + 60)]
    stop = re.search(r"[，,。;；:：「“\n]", piece)
    piece = piece[: stop.start()] if stop else piece
    found = []
    for item in CHINESE_LIST.split(piece):
        stop = CHINESE_STOP.search(item, 1)
        found.append(item[: stop.start()] if stop else item)
        if stop:
            break
    return found


def tidy(piece: str) -> str:
    """Cut what is no name off both ends of the words before a verb."""
    piece = CHINESE_HEAD.sub("", piece)
    return CHINESE_TAIL.sub("", piece)


def is_chinese_name(text: Text, piece: str) -> bool:
    """Tell whether a piece of text may be a name."""
    if not re.fullmatch(rf"[{HAN}{KANA}·A-Za-z]{{2,10}}", piece) or piece.isascii():
        return False
    words = plain_words("zh")
    return not any(word in piece for word in words if len(word) > 1) and not CHINESE_STOP.search(piece)


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
            if name.endswith(("省", "庁", "委員会", "公正取引委員会")):
                found[name] = "agency"
            elif name.endswith(tuple(naming.suffix)) and not name.endswith(
                ("当社", "同社", "他社", "自社", "各社", "両社", "本社")
            ):
                found[name] = "party"
    plain = plain_words("ja")
    for name, times in counts.items():
        mixed = bool(re.search(f"[{KANA}]", name)) and bool(re.search(f"[{HAN}]", name))
        if times > 1 and topics[name] > 1 and 3 <= len(name) <= LONGEST and not any(word in name for word in plain):
            if mixed or acts(text, name):
                found.setdefault(name, "party")
    for name in [name for name in found if len(name) < 2 or re.search(r"\d", name) or name in plain]:
        del found[name]
    return {**found, **quoted_products(text)}


def acts(text: Text, name: str) -> bool:
    """Tell whether a name is the topic of a sentence with a verb of speech, penalty or use."""
    for match in re.finditer(re.escape(name) + "[はがに]", text.raw):
        sentence = text.sentence_at(match.start()).span
        rest = Span(match.end(), max(match.end(), sentence.end))
        if text.marks.has(rest, "say", "penalise", "deny", "accuse", "respond"):
            return True
    return False


def korean(text: Text) -> dict[str, str]:
    """Return the Korean names: after a word for a company, ministries, subjects of speech that recur."""
    naming, plain = text.language.naming, plain_words("ko")
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    tokens = text.marks.tokens
    for index, (start, end, _) in enumerate(tokens):
        if not "\uac00" <= text.raw[start] <= "\ud7a3":
            continue
        own = stem(text.raw[start:end])
        counts[own] += 1
        joined = index + 1 < len(tokens) and text.raw[end : tokens[index + 1][0]] == " "
        if joined and own == text.raw[start:end]:
            counts[f"{own} {stem(text.raw[tokens[index + 1][0] : tokens[index + 1][1]])}"] += 1
        before = tokens[index - 1][2] if index else ""
        adjacent = index > 0 and text.raw[tokens[index - 1][1] : start] in (" ", " '", " ‘")
        if adjacent and before.endswith(tuple(naming.company)) and own != text.raw[start:end] and own not in plain:
            found[own] = "party"
        if len(own) >= 4 and own.endswith(("부", "청", "성", "위원회")) and own != text.raw[start:end]:
            if any(h.kind in ("penalise", "say", "detect") for h in text.marks.hits_in(text.sentence_at(start).span)):
                found[own] = "agency"
    for name, times in counts.items():
        usable = not any(word in plain for word in name.split()) and len(name) >= 3
        if times > 1 and usable and speaks(text, name) and not re.search(r"\d", name):
            found.setdefault(name, "party")
    for name in list(found):
        longer = [other for other in found if other != name and name in other.split()]
        if longer or name in plain or len(name) < 2:
            del found[name]
    return {**found, **quoted_products(text)}


def stem(word: str) -> str:
    """Return a Korean word without its particle."""
    cut = KOREAN_PARTICLE.sub("", word)
    return cut if len(cut) >= 2 else word


def speaks(text: Text, name: str) -> bool:
    """Tell whether a Korean name is the subject of a sentence with a verb of speech or use."""
    for match in re.finditer(re.escape(name) + r"(?:은|는|이|가|측은)\s", text.raw):
        sentence = text.sentence_at(match.start()).span
        if text.marks.has(
            Span(match.end(), max(match.end(), sentence.end)), "say", "deny", "use", "penalise", "respond"
        ):
            return True
    return False


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
