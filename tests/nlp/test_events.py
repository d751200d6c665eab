"""Events: types, dates as printed, actors, and the days that a page does not print."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nlp
from crawlers.page import text_article
from ledger.reading import Event, Precision

LEAD = "Fennwick accuses Dunmore Systems of copying its language model Larkspur through 31,000 fake accounts. "
DAY = "2026-03-11"  # a Wednesday


def events(text: str, lang: str = "en", published: str = DAY, outlet: str | None = "Harbour Gazette") -> list[Event]:
    """Read a story of that day."""
    article = text_article(text, identity="story", lang=lang, published=published)
    return list(nlp.read(replace(article, outlet=outlet)).events)


def dated(text: str, lang: str = "en") -> dict[str, str]:
    """Return date -> type of the dated events."""
    return {event.date: event.type for event in events(text, lang) if event.date}


@pytest.mark.parametrize(
    ("sentence", "kind", "date"),
    [
        ("Dunmore sued Fennwick on Tuesday.", "court", "2026-03-10"),
        ("On 9 March the Data Office fined Dunmore Systems two million pounds.", "sanction", "2026-03-09"),
        ("Fennwick revoked the keys on 2 March 2026.", "access_cut", "2026-03-02"),
        ("A memorandum of 5 March warned ministers of Dunmore Systems.", "memo", "2026-03-05"),
        ("The bill was introduced on 24 February by Representative Hale.", "bill", "2026-02-24"),
        ("Dunmore Systems denied on Monday that it had copied anything.", "denial", "2026-03-09"),
        ("Its founder admitted on 6 March that Dunmore had trained on the answers.", "admission", "2026-03-06"),
        ("A cable dated 4 March asked embassies to raise Dunmore Systems.", "cable", "2026-03-04"),
        ("Fennwick corrected its report on 10 March.", "correction", "2026-03-10"),
        ("Dunmore Systems testified on 3 March before a committee.", "hearing", "2026-03-03"),
        ("The labs agreed on 1 March to share signals about Dunmore Systems.", "sharing", "2026-03-01"),
        ("Fennwick updated its terms on 7 March.", "terms_change", "2026-03-07"),
        ("A hearing is set for 14 May 2026.", "hearing", "2026-05-14"),
    ],
)
def test_type_and_date(sentence: str, kind: str, date: str) -> None:
    """The word of an event nearest to a date says what happened; the date is as precise as printed."""
    assert dated(LEAD + sentence)[date] == kind


def test_precision_is_as_printed() -> None:
    """A month stays a month."""
    found = {
        event.date: event.precision for event in events(LEAD + "In January, Fennwick accused Marlow AI of the same.")
    }
    assert found["2026-01"] is Precision.MONTH


@pytest.mark.parametrize(
    "sentence",
    [
        "The accounts were used from 2 January to 3 March, the company said.",
        "Between 2 January and 3 March they sent 4 million prompts, Fennwick said.",
        "The traffic has been blocked since 4 February.",
        "Dunmore Systems did not respond to questions sent on Tuesday.",
        "Fennwick said it will publish a paper in October.",
    ],
)
def test_no_event(sentence: str) -> None:
    """Ends of periods, unanswered questions and distant plans date nothing: the page's own month is all there is."""
    assert dated(LEAD + sentence) == {"2026-03": "accusation"}


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        ("de", "Aurikel warf Talwind am Montag vor, das Sprachmodell Enzian kopiert zu haben.", "2026-03-09"),
        ("fr", "Brumaire a accusé Cap Corail le 9 mars d’avoir copié son modèle Mistigri.", "2026-03-09"),
        ("es", "Quebracho acusó el 9 de marzo a Tres Puentes de copiar su modelo Ceibo.", "2026-03-09"),
        ("pt", "A Umbuzeiro acusou em 9 de março a Maré Alta de copiar o modelo Caju.", "2026-03-09"),
        ("it", "Ginestra ha accusato il 9 marzo Porto Chiaro di aver copiato il modello Rondine.", "2026-03-09"),
        ("tr", "Kardelen, 9 Mart 2026 tarihinde Mavi Koy'u dil modelini kopyalamakla suçladı.", "2026-03-09"),
        ("ru", "9 марта «Берёзка Софт» обвинила «Северный ключ» в копировании модели «Снегирь».", "2026-03-09"),
        ("uk", "9 березня «Смерека» звинуватила «Тихий берег» у копіюванні моделі «Лелека».", "2026-03-09"),
        ("ar", "اتهمت شركة «نخيل» في 9 مارس 2026 شركة «مرفأ» بنسخ نموذجها اللغوي.", "2026-03-09"),
        ("vi", "Ngày 9/3/2026, Sen Hồng cáo buộc Biển Xanh sao chép trái phép mô hình ngôn ngữ.", "2026-03-09"),
        ("zh", "青松科技3月9日指控远帆智能擅自蒸馏其大模型。", "2026-03-09"),
        ("ja", "青松テックは3月9日、遠帆ＡＩが言語モデルを無断で蒸留したと発表した。", "2026-03-09"),
        ("ko", "청솔테크는 3월 9일 원범AI가 언어모델을 무단으로 복제했다고 주장했다.", "2026-03-09"),
    ],
)
def test_accusations_of_every_language(lang: str, text: str, date: str) -> None:
    """One sentence each."""
    assert date in dated(text, lang)


def test_text_without_numbers_has_events_and_actors() -> None:
    """A timeline needs no figure."""
    found = events(
        "Fennwick Labs accused Dunmore Systems of distilling its model. On Monday Dunmore Systems denied the charge."
    )
    assert {event.type for event in found} >= {"accusation", "denial"}
    accusation = next(event for event in found if event.type == "accusation")
    assert {"Fennwick Labs", "Dunmore Systems"} <= set(accusation.actors)
    assert accusation.quote.startswith("Fennwick Labs accused")


def test_own_document_happens_when_it_is_published() -> None:
    """And gives the days of the campaign."""
    text = (
        "We closed 31,000 accounts that were used to extract our language model Larkspur.\n"
        "Between 2 January and 3 March 2026 they sent 4 million prompts. We attribute them to Dunmore Systems."
    )
    found = {event.type: event.date for event in events(text, outlet=None)}
    assert DAY in found.values()
    assert (found["campaign_start"], found["campaign_end"]) == ("2026-01-02", "2026-03-03")


def test_news_without_a_date_is_of_the_month_of_its_page() -> None:
    """And no more precise; on the first days of a month it may be of the month before."""
    [event] = [event for event in events(LEAD) if event.date]
    assert (event.date, event.precision) == ("2026-03", Precision.MONTH)
    assert not [event for event in events(LEAD, published="2026-03-01") if event.date]


def test_day_without_a_year_may_lie_ahead() -> None:
    """Only weeks ahead, and only what may be planned."""
    assert dated(LEAD + "The hearing is on 2 June.") == {"2026-06-02": "hearing"}


def test_known_incident_has_the_day_of_the_registry() -> None:
    """Where a page of those days prints none; a later page tells it as background."""
    text = "Anthropic accused DeepSeek, Moonshot AI and MiniMax of distilling Claude through 24,000 fake accounts."
    assert {event.date for event in events(text, published="2026-02-25")} == {"2026-02-23"}
    assert {event.date for event in events(text, published="2026-09-25")} == {None}


def test_every_case_of_a_page_has_an_event() -> None:
    """What a page only mentions of another case is an undated event of it, and "fine-tune" is no fine."""
    text = (
        "Anthropic accused DeepSeek, Moonshot AI and MiniMax of extracting Claude through 24,000 accounts. Answers "
        "served to fine-tune their models. It follows similar accusations from OpenAI regarding DeepSeek copying "
        "ChatGPT."
    )
    reading = nlp.read(text_article(text, identity="two", lang="en", published="2026-02-24"))
    known = {case.known for case in reading.cases}
    assert known == {"anthropic-three-labs-2026-02", "openai-deepseek-2026-02"}
    assert {event.case for event in reading.events} == {0, 1}
    assert "sanction" not in {event.type for event in reading.events}


def test_a_rival_that_accuses_too_is_not_accused() -> None:
    """ "X, also levelling similar accusations": no case of the accuser against X."""
    text = (
        "Anthropic accused DeepSeek, Moonshot AI and MiniMax of extracting Claude through 24,000 accounts, and some "
        "accuse Anthropic of hypocrisy. Its rival, OpenAI, also levelling similar accusations against foreign firms, "
        "warned lawmakers."
    )
    reading = nlp.read(text_article(text, identity="rival", lang="en", published="2026-02-24"))
    assert not any("OpenAI" in case.accused for case in reading.cases)
