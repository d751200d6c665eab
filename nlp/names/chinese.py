"""Chinese names: accusers, accused and speakers by their place, and what ends like the name of a company."""

from __future__ import annotations

import re
from collections import Counter

from nlp.document import Text
from nlp.names.shared import HAN, KANA, plain_words, quoted_products

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


def chinese(text: Text) -> dict[str, str]:
    """Return the Chinese names: accusers, accused and speakers, and what ends like a company's name."""
    naming = text.language.naming
    names: Counter[str] = Counter()
    sure: set[str] = set()
    for hit in text.marks.hits:
        if hit.kind not in ("accuse", "say", "deny", "sue", "respond", "admit", "detect"):
            continue
        sentence = text.sentence_at(hit.start).span
        speaker = tidy(clause_before(text.raw, sentence.start, hit.start))
        spoken = [piece for piece in CHINESE_LIST.split(speaker) if is_chinese_name(text, piece)]
        names.update(spoken)
        sure.update(piece for piece in spoken if piece.endswith(naming.suffix) and piece not in naming.suffix)
        sure.update(piece for piece in spoken if len(piece) > 3 and piece.endswith(naming.agency))
        if hit.kind in ("accuse", "sue"):
            listed = listed_after(text.raw, hit.end, sentence.end)
            aimed = [piece for piece in (tidy(item) for item in listed) if is_chinese_name(text, piece)]
            names.update(aimed)
            sure.update(
                piece for piece in aimed if text.raw.count(piece) > 1 or (hit.kind == "accuse" and 3 <= len(piece) <= 8)
            )
    ending = re.compile(rf"[{HAN}]{{2,5}}(?:{'|'.join(naming.suffix)})")
    for match in ending.finditer(text.raw):
        piece = tidy(CHINESE_LIST.split(match.group())[-1])
        if is_chinese_name(text, piece) and text.raw.count(piece) > 1:
            sure.add(piece)
    sure.update(piece for piece in standing_out(text, naming.suffix))
    found = {name: "party" for name in names if name in sure or text.raw.count(name) > 1}
    found |= dict.fromkeys(sure, "party")
    shorter = {
        name for name in found if any(name != other and other.endswith(name) and len(name) < 4 for other in found)
    }
    products = quoted_products(text)
    authorities = {name: "agency" for name in found if name.endswith(tuple(naming.agency)) and len(name) > 3}
    papers = {match.group(1): "outlet" for match in TITLED.finditer(text.raw) if relays(text.raw, match)}
    return {**{n: k for n, k in found.items() if n not in shorter}, **authorities, **products, **papers}


TITLED = re.compile(r"《([^《》\n]{2,14})》")
RELAYING = re.compile(r"报道|報道|報導|援引|引述|披露|刊文")
LED = re.compile(r"(?:据|據|根据|根據|援引|引述|引用)$")
FOLLOWED = re.compile(r"名下|旗下|方面|则|則|占|佔|为|為|、|称|稱|表示|（|\(|拥有|擁有|承认|承認|否认|否認|约|約|[\d]")
EDGE = re.compile(r".*(?:[在由与與和及是向对對的于於给給从從自到归歸，。、；：“”「」（）]|来自|來自|属于|屬於|^)")


def relays(raw: str, match: re.Match[str]) -> bool:
    """Tell whether a title in title marks is a paper that reports."""
    if LED.search(raw[max(0, match.start() - 2) : match.start()]):
        return True
    return RELAYING.search(raw[match.end() : match.end() + 10]) is not None


def standing_out(text: Text, suffix: tuple[str, ...]) -> list[str]:
    """Return the names printed once that end as a company's do, between an edge and what follows a subject."""
    found = []
    for match in re.finditer(rf"[{HAN}]{{2,9}}(?:{'|'.join(suffix)})", text.raw):
        piece = tidy(EDGE.sub("", match.group()))
        whole = len(piece) >= 4 and is_chinese_name(text, piece) and piece not in suffix
        edged = len(piece) < len(match.group()) or not re.match(f"[{HAN}]", text.raw[max(0, match.start() - 1)])
        if whole and edged and len(piece) <= 6 and FOLLOWED.match(text.raw, match.end()):
            found.append(piece)
    return found


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
