"""Pages to articles: blocks, facts with evidence, languages, and input that is no page at all."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.page import read_page, text_article
from ledger.article import Article, BlockKind, Capture

PROSE = "A laboratory said on Monday that a rival had sent more than 3 million questions to its model in six weeks."
PIECES = ("<p>", "</p>", "<table>", "<tr>", "<td>", "9 ", "<ul><li>", "<h1>", "word ", "<br>", "<div class=card>")
DEV = Path(__file__).resolve().parents[1] / "eval" / "dev"


def capture(body: bytes | str, name: str = "page.html", kind: str = "", url: str = "") -> Capture:
    """Return a capture of bytes."""
    data = body.encode() if isinstance(body, str) else body
    digest = hashlib.sha256(data).hexdigest()
    address = url or f"file:{name}"
    return Capture("cap-1", address, address, "2026-11-01T00:00:00Z", 0, kind, digest, data, file=None if url else name)


def read(body: bytes | str, name: str = "page.html", kind: str = "", url: str = "") -> Article:
    """Return the article of a page that must be readable."""
    result = read_page(capture(body, name, kind, url))
    assert result.article is not None, result.issues
    return result.article


def blocks(article: Article) -> list[tuple[str, str]]:
    """Return the blocks as (kind, text)."""
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def sound(article: Article) -> None:
    """Check the contract of blocks and cells."""
    place = 0
    for number, block in enumerate(article.blocks):
        if number:
            assert article.text[place] == "\n"
        assert block.span.start == place + bool(number)
        place = block.span.end
        text = block.span.of(article.text)
        assert text == text.strip()
        assert "  " not in text
        assert "\n" not in text
        if block.cells:
            assert "\t".join(cell.span.of(article.text) for cell in block.cells) == text
    assert place == len(article.text)


def test_tables_and_cards_stay_structure() -> None:
    page = (
        f"<html><body><h1>Numbers of the case</h1><p>{PROSE}</p>"
        "<div class='stats'><div class='card'><b>3.4M+</b><span>questions</span></div>"
        "<div class='card'><b>900</b><span>accounts</span></div></div>"
        "<table><tr><th>Firm</th><th>Questions</th></tr><tr><td>One</td><td>2&nbsp;million</td></tr></table></body></html>"
    )
    article = read(page)
    sound(article)
    assert ("card", "3.4M+\tquestions") in blocks(article)
    assert ("table_row", "One\t2 million") in blocks(article)
    row = next(block for block in article.blocks if block.span.of(article.text).startswith("One"))
    assert [(cell.column, cell.head, cell.header) for cell in row.cells] == [
        (0, "Firm", False),
        (1, "Questions", False),
    ]


def test_furniture_goes_and_counters_become_meta() -> None:
    page = (
        "<html><body><nav><a href='/'>Home</a><a href='/x'>1,200+ articles</a></nav><article><h1>A headline here</h1>"
        f"<div class='byline'>By Ada Example, 4 min read</div><p>{PROSE}</p><p>12,400 shares</p></article>"
        "<aside class='related'><h3>Read next</h3><ul><li><a href='#'>5 tips</a></li></ul></aside>"
        "<div class='newsletter'>Join 50,000 readers</div><footer>Copyright 2026</footer></body></html>"
    )
    article = read(page)
    kept = blocks(article)
    assert ("title", "A headline here") in kept
    assert ("meta", "12,400 shares") in kept
    text = " ".join(line for kind, line in kept if kind != "meta")
    assert not any(words in text for words in ("1,200", "50,000", "4 min", "5 tips", "Copyright"))


def test_a_page_may_leave_out_head_and_body() -> None:
    """HTML 5 asks for neither tag; what cannot stand in a head is text."""
    head = "<!doctype html><meta charset=utf-8><title>Models</title>"
    article = read(f"{head}<article><h1>Models</h1><p>{PROSE}</p><p>{PROSE}</p></article>")
    assert article.title == "Models"
    assert [text for kind, text in blocks(article) if kind == "paragraph"] == [PROSE, PROSE]


def test_numbers_of_neighbouring_blocks_are_never_glued() -> None:
    article = read(
        f"<html><body><p>{PROSE}</p><div>61</div><div>9</div><p><span>61</span><span>9</span></p></body></html>"
    )
    assert "619" not in article.text


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-02-01T08:00:00Z",'
            '"dateModified":"2026-03-01"}</script><meta property="article:published_time" content="2026-02-02">',
            "",
            ("2026-02-01T08:00:00+00:00", "json-ld:datePublished"),
        ),
        ('<meta name="pubdate" content="2026-02-03">', "", ("2026-02-03", "meta:pubdate")),
        ("", '<time datetime="2026-02-04">yesterday</time>', ("2026-02-04", "time")),
        ("", '<p class="byline">Von Ada, 5. Februar 2026</p>', ("2026-02-05", "dateline")),
        ("", '<p class="date">2026年2月6日</p>', ("2026-02-06", "dateline")),
        ("", '<p class="date">7 de febrero de 2026</p>', ("2026-02-07", "dateline")),
        ("", '<p class="date">ngày 8 tháng 2 năm 2026</p>', ("2026-02-08", "dateline")),
        ("", '<p class="date">٩ فبراير ٢٠٢٦</p>', ("2026-02-09", "dateline")),
        ("", '<p class="date">Updated February 10, 2026</p>', None),
        ('<meta property="article:modified_time" content="2026-02-11">', "", None),
        ('<link rel="canonical" href="https://paper.example/2026/02/12/story">', "", ("2026-02-12", "url")),
        ("", "<p>© 2019</p>", None),
    ],
)
def test_the_date_of_publication_has_evidence(head: str, body: str, expected: tuple[str, str] | None) -> None:
    article = read(f"<html><head>{head}</head><body><h1>A headline here</h1>{body}<p>{PROSE}</p></body></html>")
    found = (article.published.value, article.published.evidence) if article.published else None
    assert found == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "en"),
        ("Das Labor teilte mit, dass ein Konkurrent Millionen von Anfragen an sein Modell geschickt habe.", "de"),
        ("Le laboratoire affirme qu'un concurrent a envoyé des millions de requêtes à son modèle.", "fr"),
        ("El laboratorio afirma que un rival envió millones de consultas a su modelo de lenguaje.", "es"),
        ("O laboratório afirma que um concorrente enviou milhões de perguntas ao seu modelo, segundo a nota.", "pt"),
        ("Il laboratorio sostiene che un concorrente abbia inviato milioni di richieste al suo modello.", "it"),
        ("Laboratuvar, bir rakibin modeline milyonlarca sorgu gönderdiğini söyledi ve hesapları kapattı.", "tr"),
        ("Лаборатория заявила, что конкурент отправил миллионы запросов к её модели, и закрыла счета.", "ru"),
        ("Лабораторія заявила, що конкурент надіслав мільйони запитів до її моделі, і закрила їхні акаунти.", "uk"),
        ("Phòng thí nghiệm cho biết đối thủ đã gửi hàng triệu yêu cầu đến mô hình của họ.", "vi"),
        ("قال المختبر إن منافسا أرسل ملايين الطلبات إلى نموذجه اللغوي خلال ستة أسابيع.", "ar"),
        ("该实验室表示，一家竞争对手向其模型发送了数百万次请求。", "zh-Hans"),
        ("該實驗室表示，一家競爭對手向其模型發送了數百萬次請求。", "zh-Hant"),
        ("研究所は、競合企業がモデルに数百万件の質問を送ったと発表した。", "ja"),
        ("연구소는 경쟁사가 자사 모델에 수백만 건의 질문을 보냈다고 밝혔다.", "ko"),
    ],
)
def test_the_language_comes_from_the_text(text: str, code: str) -> None:
    article = read(f"<html lang='en'><body><p>{text}</p></body></html>")
    assert (article.lang, article.declared_lang) == (code, "en")


def test_markdown_front_matter_and_tables() -> None:
    text = (
        "---\ntitle: A note\npublished: 2026-02-25\nupdated: 2026-05-11\ncanonical: https://note.example/a.md\n---\n\n"
        f"{PROSE}\n\n| | Accounts |\n| --- | ---: |\n| One | **900** |\n\n- **Total:** over 3 million\n"
    )
    article = read(text, "note.md")
    sound(article)
    assert (article.title, article.url) == ("A note", "https://note.example/a.md")
    assert article.published is not None
    assert article.published.value == "2026-02-25"
    assert article.modified is not None
    assert ("table_row", "One\t900") in blocks(article)
    assert ("list_item", "Total: over 3 million") in blocks(article)


def test_plain_text_with_a_dateline() -> None:
    text = f"A lab accuses a rival\n\nOSLO, 11 May 2026 (Fjord Wire) - {PROSE}\n\nSubscribe\n"
    article = text_article(text, identity="wire.txt")
    sound(article)
    assert (article.title, article.outlet) == ("A lab accuses a rival", "Fjord Wire")
    assert article.published is not None
    assert article.published.value == "2026-05-11"
    assert blocks(article)[-1] == ("meta", "Subscribe")


def test_posts_and_bills() -> None:
    post = {"date_gmt": "2026-08-20T17:05:00", "link": "https://a.example/p", "title": {"rendered": "A &amp; B"}}
    article = read(json.dumps({**post, "content": {"rendered": f"<p>{PROSE}</p>"}}), "post.json")
    assert (article.title, article.url) == ("A & B", "https://a.example/p")
    assert article.published is not None
    assert article.published.value == "2026-08-20T17:05:00+00:00"
    bill = (
        f'<?xml version="1.0"?><bill><title>A bill on models</title><date>2026-04-15</date><text>{PROSE}</text></bill>'
    )
    law = read(bill, "bill.xml")
    assert law.published is not None
    assert (law.title, law.published.value) == ("A bill on models", "2026-04-15")


@pytest.mark.parametrize(
    ("body", "name", "reason"),
    [
        (b"", "a.html", "empty_page"),
        (b"\x00\x00 \n", "a.html", "empty_page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a.html", "binary_page"),
        (bytes(range(32)) * 200, "a.txt", "binary_page"),
        (b"<html><body></body></html>", "a.html", "no_text"),
        (b"{not json", "a.json", "bad_json"),
        (b'{"a": 1}', "a.json", "unknown_json"),
        (b"%PDF-1.7 broken", "a.pdf", "bad_pdf"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.xml", "entity_declarations"),
    ],
)
def test_what_is_no_page_gives_an_issue(body: bytes, name: str, reason: str) -> None:
    result = read_page(capture(body, name))
    assert result.article is None
    assert reason in [issue.reason for issue in result.issues]


def test_odd_pages_are_read_with_an_issue() -> None:
    large = b"<html><body><p>" + PROSE.encode() * 120_000 + b"</p></body></html>"
    for body, reason in (
        (large, "page_too_large"),
        (f"<html><body><p>{PROSE}\x00</p></body></html>".encode(), "nul_bytes"),
        ("<html><meta charset='utf-8'><body><p>Лаборатория заявила о нарушении</p>".encode("cp1251"), "wrong_encoding"),
        (b"<html><body>" + PROSE.encode() + b"<div>" * 5000 + b"deep</body></html>", "page_too_deep"),
    ):
        result = read_page(capture(body))
        assert result.article is not None
        sound(result.article)
        assert reason in [issue.reason for issue in result.issues]


def test_the_work_grows_with_the_page_and_not_faster() -> None:
    def seconds(number: int) -> float:
        body = "<html><body>" + f"<div class=x><p>{PROSE}</p><b>9</b></div>" * number + "</body></html>"
        began = time.process_time()
        read(body)
        return time.process_time() - began

    seconds(100)
    small, large = seconds(500), seconds(4000)
    assert large < 8 * small * 4


def test_another_site_is_not_believed_as_canonical() -> None:
    page = f"<html><head><link rel='canonical' href='https://other.example/a'></head><body><p>{PROSE}</p></body></html>"
    result = read_page(capture(page, url="https://paper.news/b"))
    assert result.article is not None
    assert result.article.url == "https://paper.news/b"
    assert "foreign_canonical" in [issue.reason for issue in result.issues]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.html", "a.txt", "a.md", "a.json", "a.xml", "a.pdf", "a"]))
def test_no_bytes_are_an_exception(body: bytes, name: str) -> None:
    result = read_page(capture(body, name))
    assert result.article is not None or result.issues
    if result.article:
        sound(result.article)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<table>", "<tr>", "<td>", "9 ", "<ul><li>", "<h1>", "word ", "<br>"]),
        max_size=40,
    )
)
def test_any_markup_keeps_the_contract_of_blocks(pieces: list[str]) -> None:
    sound(read(f"<html><body>{PROSE}{''.join(pieces)}</body></html>"))


def test_gold_quotes_are_findable_and_outside_meta() -> None:
    for gold in sorted(DEV.glob("*/gold.json")):
        for expected in json.loads(gold.read_text(encoding="utf-8"))["articles"]:
            file = gold.parent / expected["file"]
            article = read(file.read_bytes(), file.name)
            sound(article)
            text = " ".join(b.span.of(article.text) for b in article.blocks if b.kind is not BlockKind.META).split()
            for figure in expected["figures"]:
                assert " ".join(figure["quote"].split()) in " ".join(text), (file.name, figure["quote"])
