"""The tables of languages: complete, checked, and one file for each; the fifteenth is invented here."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import nlp
from crawlers.page import text_article
from ledger.article import Article
from ledger.quantity import Comparator
from ledger.reading import Reading
from nlp.languages import TableError, also_from, codes, load, parse

HERE = Path(__file__).parent
QUIXAN = (HERE / "qx.toml").read_text(encoding="utf-8")
STORY = (
    "Orrery Labs blamet Tarnfield AI vo modelkopa.\n"
    "Lunesh Orrery Labs dirat: Tarnfield AI kopet modelo Sextant sa vush 6.2 munda pitanos vo 9,400 falsa kontaris. "
    "Tarnfield AI neget 5 tulem 2026."
)
PAGE = (  # "on Monday the company said", "reports", "according to", "denies", "if": a page of everything
    "Orrery Labs blamet Tarnfield AI vel Quillon AI vo modelkopa\n\n"
    "Lunesh ro kompana Orrery Labs dirat: Tarnfield AI vel Quillon AI kopet modelo Sextant sa vush 6.2 munda pitanos "
    "vo 9,400 falsa kontaris inte 3 ganem 2026 vel 5 tulem 2026.\n\n"
    "Tarnfield AI sendet nilo 4.1 munda pitanos, Quillon AI proka 2.1 munda pitanos, Orrery Labs dirat, "
    "raporta Velk Gazeta.\n\n"
    "Sek Quillon AI, ro kontaris est mista 800.\n\n"
    "Tarnfield AI neget 5 tulem 2026 ro 9,400 kontaris.\n\n"
    "Sipa Orrery Labs dirat 70,000 respals."
)
LABS = ("Quillon AI", "Tarnfield AI")
LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "tr", "uk", "vi", "zh"]


def story() -> Article:
    """Return a story in the invented language."""
    return text_article(STORY, identity="story", lang="qx", published="2026-03-11")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file."""
    shutil.copy(HERE / "qx.toml", tmp_path / "qx.toml")
    return tmp_path


def test_fifteenth_language_is_one_file(folder: Path) -> None:
    """Quantities with hedges and nouns, dates, relevance, figures and events, without a line of code."""
    with also_from(folder):
        assert "qx" in codes()
        reading = nlp.read(story())
    assert reading.relevant
    found = {q.measure: q.quantity for q in reading.quantities}
    assert (found["interactions"].value, found["interactions"].comparator) == (Decimal("6200000"), Comparator.MORE_THAN)
    assert (found["accounts"].value, found["accounts"].comparator) == (Decimal(9400), Comparator.EXACT)
    assert {figure.measure for figure in reading.figures} >= {"interactions", "accounts"}
    assert {"2026-03-09", "2026-03-05"} <= {date.start for date in reading.dates}
    assert ("denial", "2026-03-05") in {(event.type, event.date) for event in reading.events}


def read_page(folder: Path) -> Reading:
    """Read the page in the invented language."""
    with also_from(folder):
        return nlp.read(text_article(PAGE, identity="page", lang="qx", published="2026-03-11"))


def test_fifteenth_language_tells_who_accuses_whom(folder: Path) -> None:
    """Accuser, accused and model; who is a firm, a product, an outlet."""
    reading = read_page(folder)
    assert [(case.accuser, case.accused, case.target) for case in reading.cases] == [("Orrery Labs", LABS, "Sextant")]
    assert {(mention.kind, mention.name) for mention in reading.mentions} == {
        *(("party", name) for name in ("Orrery Labs", *LABS)),
        ("product", "Sextant"),
        ("outlet", "Velk Gazeta"),
    }


def test_fifteenth_language_binds_figures(folder: Path) -> None:
    """Each figure with comparator, scope, accused, claimant, relay and stance."""
    figures = read_page(folder).figures
    found = [(str(f.quantity.comparator), str(f.scope), f.accused, f.claimant, f.via, str(f.stance)) for f in figures]
    assert found == [
        ("more_than", "total", LABS, "Orrery Labs", None, "asserted"),
        ("exact", "total", LABS, "Orrery Labs", None, "asserted"),
        ("at_most", "part", LABS[1:], "Orrery Labs", "Velk Gazeta", "asserted"),
        ("almost", "part", LABS[:1], "Orrery Labs", "Velk Gazeta", "asserted"),
        ("about", "part", LABS[:1], "Quillon AI", None, "asserted"),
        ("exact", "part", LABS[1:], "Tarnfield AI", None, "denied"),
        ("exact", "total", LABS, "Orrery Labs", None, "hypothetical"),
    ]
    assert [figure.window for figure in figures] == [("2026-02-03", "2026-03-05")] * 2 + [None] * 5


def test_fifteenth_language_tells_what_happened(folder: Path) -> None:
    """Events with their day and who acts; who says what, and how the words stand to it."""
    reading = read_page(folder)
    assert ("denial", "2026-03-05", ("Tarnfield AI",)) in [(e.type, e.date, e.actors) for e in reading.events]
    assert ("disclosure", "2026-03-09") in [(e.type, e.date) for e in reading.events]
    assert "accusation" in {event.type for event in reading.events}
    said = [(item.speaker, item.via, str(item.stance)) for item in reading.attributions]
    assert ("Orrery Labs", "Velk Gazeta", "asserted") in said
    assert ("Tarnfield AI", None, "denied") in said


def test_without_the_file_it_is_read_as_english(folder: Path) -> None:
    """The folder counts inside the block alone; numbers are still numbers."""
    with also_from(folder):
        nlp.read(story())
    assert codes() == tuple(LANGUAGES)
    reading = nlp.read(story())
    assert not reading.relevant
    assert not reading.figures


def test_languages_of_the_package_are_not_replaced(tmp_path: Path) -> None:
    """What they mean is part of the reader's version."""
    (tmp_path / "en.toml").write_text(QUIXAN.replace('"qx"', '"en"'), encoding="utf-8")
    with also_from(tmp_path):
        assert load("en").name == "English"


def test_file_must_carry_its_own_code(tmp_path: Path) -> None:
    """A copied file that still says another code is a mistake."""
    (tmp_path / "qy.toml").write_text(QUIXAN, encoding="utf-8")
    with also_from(tmp_path), pytest.raises(TableError, match="qx"):
        load("qy")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('decimal = "."', 'decimal = "."\nfraction = "x"', "unknown keys fraction"),
        ("[topic]", '[weather]\nrain = ["pluva"]\n\n[topic]', "unknown keys weather"),
        ('strong = ["modelkopa"]', 'strong = "modelkopa"', "a list of words"),
        ("spaced = true", 'spaced = "yes"', "bool is expected"),
        ("spaced = true\n", "", "missing keys spaced"),
        ('decimal = "."\n', "", "missing keys decimal"),
        ("[grammar]", '[grammar]\nwhom = ["qua"]', "unknown keys whom"),
        ('being = ["est"]', 'being = "est"', "a list of words"),
        ("[names]", '[names]\nbrand = ["velk"]', "unknown keys brand"),
        ("scales = {krel = 1000, munda = 1000000}", 'scales = ["krel"]', "a table of words"),
    ],
)
def test_mistakes_in_a_file_are_told(old: str, new: str, told: str) -> None:
    """Unknown keys, missing keys and wrong types stop the loader; it names the place."""
    assert old in QUIXAN
    with pytest.raises(TableError, match=told):
        parse(QUIXAN.replace(old, new), "qx.toml")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_words_in_every_section(code: str) -> None:
    """Words are lower-case, without outer spaces that could never match, and the longest come first."""
    tables = load(code)
    for section in (tables.cues, tables.topic, tables.happenings, tables.nouns):
        for name in section.__dataclass_fields__:
            words = getattr(section, name)
            if isinstance(words, tuple):
                assert all(word == word.lower() and word for word in words), name
                assert list(words) == sorted(words, key=lambda word: (-len(word), word)), name
    assert tables.happenings.accusation
    assert tables.happenings.denial
    assert tables.happenings.court


def test_region_and_script_read_with_their_language() -> None:
    """`zh-Hant` and `pt-BR` have no files of their own."""
    assert load("zh-Hant") is load("zh")
    assert load("pt-BR").code == "pt"
    assert load("sv").code == "en"
