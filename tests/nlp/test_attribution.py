"""Who says what: general news sentences with the source as printed, and speech in other languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawlers.page import text_article
from ledger.reading import Attribution
from nlp import attribution, mentions
from nlp.document import Text, prepare

SENTENCES = tomllib.loads(Path(__file__).with_name("spoken.toml").read_text(encoding="utf-8"))["sentence"]
LEAST = 108  # of 116 sentences; a rule that gains one must not lose another


def spoken(text: str, lang: str = "en") -> tuple[Text, tuple[Attribution, ...]]:
    """Read a text and return it with its attributions."""
    prepared = prepare(text_article(text, identity="spoken", lang=lang))
    return prepared, attribution.find(prepared, mentions.find(prepared))


def source_of(text: str, number: str, lang: str = "en") -> str:
    """Return the words of the source that vouches for a number, or ""."""
    prepared, found = spoken(text, lang)
    place = text.index(number)
    holding = [a for a in found if a.content.start <= place < a.content.end and a.source is not None]
    holding.sort(key=lambda a: a.content.end - a.content.start)
    source = holding[0].source if holding else None
    return source.of(prepared.raw) if source is not None else ""


def test_most_sources_of_general_news_are_found_as_printed() -> None:
    """At least LEAST of the pinned sentences give exactly the noun phrase that speaks."""
    wrong = [s["text"] for s in SENTENCES if source_of(s["text"], s["number"]) != s["source"]]
    assert len(SENTENCES) >= 116
    assert len(SENTENCES) - len(wrong) >= LEAST, "\n".join(wrong)


@pytest.mark.parametrize(
    ("lang", "text", "number", "speaker"),
    [
        ("en", "Alder Labs denied that it made 40,000 requests.", "40,000", "Alder Labs"),
        ("de", "Die Firma Nordholm AI wirft Tessa Labs 4000 Anfragen vor.", "4000", "Nordholm AI"),
        ("fr", "Selon la société Valmora, 4 000 comptes ont été fermés.", "4 000", "Valmora"),
        ("es", "La empresa Montaluz afirmó que cerró 4.000 cuentas.", "4.000", "Montaluz"),
        ("pt", "Segundo a empresa Serra Nova, foram 4.000 contas.", "4.000", "Serra Nova"),
        ("it", "Secondo la società Brunetta, gli account sono 4.000.", "4.000", "Brunetta"),
        ("ru", "По данным компании «Полюс», закрыто 4 тыс. аккаунтов.", "4 тыс", "Полюс"),
        ("tr", "Yapay zekâ şirketi Marmara, 4 bin hesabı kapattığını açıkladı.", "4 bin", "Marmara"),
        ("zh", "人工智能公司远山智能称，关闭了4000个账户。远山智能表示将起诉。", "4000", "远山智能"),
        ("ar", "قالت شركة «نورا» إنها أغلقت 4000 حساب.", "4000", "نورا"),
        ("vi", "Công ty Hoa Sen cho biết đã khóa 4.000 tài khoản.", "4.000", "Hoa Sen"),
    ],
)
def test_new_speakers_are_found_in_many_languages(lang: str, text: str, number: str, speaker: str) -> None:
    """The speaker of the sentence with the number is the party named in it."""
    _, found = spoken(text, lang)
    place = text.index(number)
    assert speaker in {a.speaker for a in found if a.content.start <= place < a.content.end}


def test_an_open_quotation_goes_on_with_its_speaker() -> None:
    """A sentence inside the quotation marks of the one before is said by the same speaker."""
    _, found = spoken("Mara Lind of Alder Labs said: “We closed them. There were 4,000 accounts. It took a day.”")
    assert len({a.source for a in found if a.source is not None}) == 1
    assert len(found) >= 2


def test_spans_lie_in_the_text_and_reading_is_deterministic() -> None:
    """Content, cue and source are places of the text; a second reading gives the same."""
    for sentence in SENTENCES:
        prepared, found = spoken(sentence["text"])
        assert found == spoken(sentence["text"])[1]
        for item in found:
            for span in (item.content, item.source, item.cue):
                assert span is None or 0 <= span.start < span.end <= len(prepared.raw)


@pytest.mark.parametrize(
    "text",
    [
        "Fennwick Labs levelled charges against three firms—Arden, Pellow and Dunmore—accusing them of 40,000 prompts.",
        "Leeds-based AI firm Fennwick Labs has named three labs—Arden, Pellow, and Dunmore—accusing them of 40,000.",
    ],
)
def test_a_participle_behind_an_aside_has_the_subject_of_the_sentence(text: str) -> None:
    """The last name between two dashes does not accuse."""
    _, found = spoken(text)
    assert {a.speaker for a in found if a.speaker} == {"Fennwick Labs"}
