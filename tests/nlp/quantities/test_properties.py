"""What holds for every text: exact offsets, the same answer twice, any printed style read back, work in proportion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.page import text_article
from ledger.reading import QuantityMention
from nlp import dates, quantities
from nlp.document import prepare
from nlp.languages import codes, load
from nlp.quantities.lexicon import lexicon

NOUNS = {
    "ar": "حساب",
    "de": "Konten",
    "en": "accounts",
    "es": "cuentas",
    "fr": "comptes",
    "it": "profili",
    "ja": "アカウント",
    "ko": "계정",
    "pt": "contas",
    "ru": "аккаунтов",
    "tr": "hesap",
    "uk": "акаунтів",
    "vi": "tài khoản",
    "zh": "账户",
}
WORDS = (
    "over about 1,200 1.200 24'000 million two dozen half a third % $ € -3 12:30 R1 accounts of the May 2024 on "
    "15万 件 млн тыс. bin ,"
)
ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
HAN = "〇一二三四五六七八九"


def read(sentence: str, lang: str) -> tuple[QuantityMention, ...]:
    """Return the quantities of a text."""
    text = prepare(text_article(sentence, identity="property", lang=lang, published="2026-03-18"))
    return quantities.find(text, dates.find(text))


def values(sentence: str, lang: str) -> list[Decimal | None]:
    """Return the values read in a text."""
    return [mention.quantity.value for mention in read(sentence, lang)]


def grouped(number: int, separator: str) -> str:
    """Write digits in groups of three."""
    return f"{number:,}".replace(",", separator)


@pytest.mark.parametrize("lang", codes())
@settings(max_examples=20, deadline=None)
@given(number=st.integers(1000, 10**10))
def test_grouped_digits_read_back(lang: str, number: int) -> None:
    """Digits grouped by any separator of the language are the number."""
    for separator in load(lang).numbers.thousands:
        sentence = f"{grouped(number, separator)} {NOUNS[lang]}"
        assert values(sentence, lang) == [Decimal(number)], sentence


@pytest.mark.parametrize("lang", codes())
@settings(max_examples=10, deadline=None)
@given(number=st.integers(2, 999), tenth=st.integers(1, 9))
def test_scale_words_read_back(lang: str, number: int, tenth: int) -> None:
    """Every scale word of the language multiplies whole and decimal numbers."""
    numbers = load(lang).numbers
    gap = " " if load(lang).spaced else ""
    for word, scale in numbers.scales.items():
        if scale >= 1000:
            whole, part = f"{number}{gap}{word}{gap}{NOUNS[lang]}", f"{number}{numbers.decimal}{tenth}{gap}{word}{gap}"
            assert values(whole, lang) == [Decimal(number * scale)], whole
            assert values(part + NOUNS[lang], lang) == [Decimal(f"{number}.{tenth}") * scale], part


@settings(max_examples=60, deadline=None)
@given(number=st.integers(2, 999_999))
def test_english_number_words_read_back(number: int) -> None:
    """A number written out in words is the number."""
    assert values(f"They opened {spelt(number)} accounts.", "en") == [Decimal(number)], spelt(number)


def spelt(number: int) -> str:
    """Write a number below a million in English words."""
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return f"{spelt(head)} thousand" + (f" {spelt(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{ONES.split()[head - 1]} hundred" + (f" and {spelt(rest)}" if rest else "")
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS.split()[head - 2] + (f"-{ONES.split()[rest - 1]}" if rest else "")
    return ONES.split()[number - 1]


@pytest.mark.parametrize(("lang", "units"), [("zh", "万亿"), ("ja", "万億"), ("ko", "만억")])
@settings(max_examples=40, deadline=None)
@given(number=st.integers(10_000, 10**11))
def test_myriads_read_back(lang: str, units: str, number: int) -> None:
    """Numbers by ten thousands, digits between the units, are the number."""
    rest, low = divmod(number, 10**4)
    high, middle = divmod(rest, 10**4)
    text = (f"{high}{units[1]}" if high else "") + (f"{middle}{units[0]}" if middle else "") + (f"{low}" if low else "")
    assert values(f"{text}个{NOUNS[lang]}" if lang == "zh" else f"{text}{NOUNS[lang]}", lang) == [Decimal(number)], text


@settings(max_examples=40, deadline=None)
@given(number=st.integers(11, 9999))
def test_han_numerals_read_back(number: int) -> None:
    """一千六百 and its like are the number."""
    text = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        text += HAN[digit] + unit if digit else ("〇" if text and number % (place * 10) else "")
    assert values(f"{text.replace('〇〇', '〇')}万个账户", "zh") == [Decimal(number * 10_000)], text


@settings(max_examples=80, deadline=None)
@given(
    lang=st.sampled_from(codes()),
    pieces=st.lists(st.one_of(st.sampled_from(WORDS.split()), st.text(max_size=6)), max_size=30),
)
def test_offsets_and_determinism(lang: str, pieces: list[str]) -> None:
    """Whatever the text: places in order and inside it, the number inside its quote, and twice the same."""
    article = text_article(" ".join(pieces), identity="any", lang=lang, published="2026-03-18")
    text = prepare(article)
    found_dates = dates.find(text)
    found = quantities.find(text, found_dates)
    for mention in found:
        assert 0 <= mention.span.start <= mention.number.start < mention.number.end <= mention.span.end
        assert mention.span.end <= len(article.text)
        assert mention.span.of(article.text).strip()
    for date in found_dates:
        assert 0 <= date.span.start < date.span.end <= len(article.text)
        assert date.start <= date.end
    assert [m.number.start for m in found] == sorted(m.number.start for m in found)
    assert quantities.find(prepare(article), dates.find(prepare(article))) == found


HOSTILE = {
    "digits": "1,1,",
    "hedges": "over over ",
    "scales": "million million ",
    "mixed": "two 1.2.3 three-four 5-6 7% ",
    "bare": "12000, 13000 and ",
    "units": "万亿千",
    "days": "Monday last Monday the end of ",
    "brackets": "(12) [3] 4) ",
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_work_grows_in_proportion(kind: str) -> None:
    """Four times the hostile text costs at most about four times the calls."""
    lang = "zh" if kind == "units" else "en"
    small, large = (calls(partial(read, HOSTILE[kind] * times, lang)) for times in (300, 1200))
    assert large <= 5.5 * small + 2000


def calls(work: Callable[[], object]) -> int:
    """Return how many function calls some work makes."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    lexicon("en"), lexicon("zh")
    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
