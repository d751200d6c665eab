"""Small signs of who does what to whom in a clause: agents, objects, numbers given to a name."""

from __future__ import annotations

import re

VERB_LAST = frozenset(["ja", "ko", "tr"])


BY = re.compile(
    r"(?:^|\W)(?:by|von|vom|durch|par|por|pela|pelo|da|dal|dalla|dall'|tarafından|bởi|bị|من قبل|被)\s*"
    r"(?:the|der|dem|la|el|l')?\s*$"
)


AGAINST = re.compile(
    r"against|gegen|contre|contra|contro|против|проти|ضد|karşı|aleyhine|concerning|concernant|naming|over|with|между|"
    r"з |с "
)


OBJECT = {
    "ja": re.compile(r"[」』）)]{0,2}(?:（[^）]{0,12}）)?(?:など)?(?:に対し|に|を|の|へ|から)"),
    "ko": re.compile(r"['’\"”)]{0,2}(?:을|를|에게|에 대해|에|의|와|과)"),
    "tr": re.compile(r"['’][a-zçğıöşü]{1,6}"),
}


NUMBER = re.compile(r"\d|million|tausend|тыс|مليون|万|萬|億|만")


GIVEN_TO = re.compile(
    r"\d[\d.,' ]*(?:\w+ ){0,3}(?:, [\w ]{1,20}, )?(?:to|by|from|of|auf|an|von|à|par|pour|a|por|para|de|da|от|у|на|від)"
    r"\s(?:the\s|la\s|addresses used by\s)?[«“]?$"
)


GIVEN = re.compile(
    r"^(?:'s)?(?:\s?[:：(–—-]\s?|\s(?:share\s)?(?:is\s|was\s)?)(?:over|about|some|more than|around|~)?\s?[\d~]"
)


BY_WORDS = frozenset(["by", "von", "durch", "par", "por", "pela", "pelo", "da", "dal", "dalla"])


BY_WORD = re.compile(
    r"\s(?:[\w$€£¥]+\s){0,4}(?:by|von|vom|par|por|pela|pelo|da|dalla|со стороны|من قبل)\s(?:the\s|la\s|der\s|dem\s)?"
)


def in_quotes(raw: str, start: int, offset: int) -> bool:
    """Tell whether an offset stands between quotation marks of its sentence."""
    piece = raw[start:offset]
    return piece.count("“") > piece.count("”") or piece.count("«") > piece.count("»") or piece.count('"') % 2 == 1


PASSIVE_WORDS = frozenset(
    [
        "stands",
        "wird",
        "wurde",
        "werden",
        "wurden",
        "est",
        "sont",
        "été",
        "fue",
        "fueron",
        "sido",
        "foi",
        "foram",
        "é",
        "è",
        "stata",
        "stato",
    ]
)
