"""The reader as spaCy components: alone on anybody's pipeline, configured, kept on disk and in bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import get_lang_class
from spacy.vocab import Vocab

import nlp
from crawlers.page import text_article
from ledger.reading import Precision
from nlp.document import prepare
from nlp.languages import codes
from nlp.pipeline import COMPONENTS, build
from nlp.pipeline.attributes import ArticleError
from nlp.pipeline.tokens import WordTokenizer

ROOT = Path(__file__).resolve().parents[2]
ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
STORY = (
    "Orrery Labs accuses Tarnfield AI of model extraction.\n"
    "Orrery said on Monday that Tarnfield sent more than 6.2 million prompts to its model Sextant through 9,400 "
    "fraudulent accounts. Tarnfield denied it. “We copied nothing,” a spokesman said on 3 March 2026."
)


def read(language: Language, text: str = STORY, published: str = "2026-03-04") -> Doc:
    """Run a pipeline on a text of a day."""
    doc = language.make_doc(text)
    doc._.published = published
    return language(doc)


def test_every_component_is_an_entry_point() -> None:
    """What the package declares to spaCy is what it has."""
    assert tuple(ENTRY_POINTS["spacy_factories"]) == COMPONENTS
    assert all(Language.has_factory(name) for name in COMPONENTS)


def installed(folder: Path, entry_points: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return an environment in which a distribution with these entry points is installed."""
    info = folder / "declared-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1.0\n", encoding="utf-8")
    lines = [
        line
        for group, entries in entry_points.items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in entries.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def run(script: str, environment: dict[str, str]) -> str:
    """Run a script in its own process and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_spacy_finds_the_components_by_itself(tmp_path: Path) -> None:
    """On a blank pipeline, without importing anything of ours."""
    script = """
import spacy
language = spacy.blank("de")
language.add_pipe("claimline_quantities", config={"spans_key": "numbers"})
doc = language("Es waren mehr als 24.000 Konten und 3,4 Millionen Anfragen.")
print([(span.label_, int(span._.quantity.quantity.value)) for span in doc.spans["numbers"]])
"""
    assert run(script, installed(tmp_path, ENTRY_POINTS)).strip() == (
        "[('accounts', 24000), ('interactions', 3400000)]"
    )


def test_groups_hold_what_was_found() -> None:
    """Each span leads to its value; the value's place is exact."""
    doc = read(build("en"))
    assert doc._.relevant is True
    values = {int(span._.quantity.quantity.value or 0) for span in doc.spans["quantities"]}
    assert {6200000, 9400} <= values
    assert {"interactions", "accounts"} <= {span.label_ for span in doc.spans["figures"]}
    assert "2026-03-03" in {span._.date.start for span in doc.spans["dates"] if span.label_ == Precision.DAY}
    assert {"Orrery Labs", "Tarnfield AI"} <= {span._.mention.name for span in doc.spans["mentions"]}
    assert doc.spans["events"]
    assert doc.spans["attributions"]
    for name in ("quantities", "dates", "mentions", "figures", "events"):
        for span in doc.spans[name]:
            assert span._.quote in span.text
    assert doc[0:2]._.quantity is None


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_alone_gives_what_it_gives_among_the_others(name: str) -> None:
    """It runs what it needs; spaCy's own tokens do not change what is found."""
    alone = spacy.blank("en")
    alone.add_pipe(name)
    doc, whole = read(alone), read(build("en"))
    for group, spans in doc.spans.items():
        assert [span._.quote for span in spans] == [span._.quote for span in whole.spans[group]]
    assert bool(doc.spans) is (name not in {"claimline_sentences", "claimline_relevance", "claimline_cases"})


def test_sentences_are_those_of_the_reader() -> None:
    """One annotation for every token; an abbreviation ends nothing."""
    language = spacy.blank("en")
    language.add_pipe("claimline_sentences")
    doc = language("Sen. Gray spoke on Feb. 3. Nobody answered.\nA second block")
    assert [sent.text.strip() for sent in doc.sents] == [
        "Sen. Gray spoke on Feb. 3.",
        "Nobody answered.",
        "A second block",
    ]


def test_figures_of_an_irrelevant_text_are_asked_for() -> None:
    """`only_relevant` is a setting."""
    text = "Marrow Bakery said it has 24,000 customer accounts."
    language = spacy.blank("en")
    language.add_pipe("claimline_figures")
    doc = read(language, text)
    assert not doc.spans["figures"]
    assert not doc._.reading.cases
    open_language = spacy.blank("en")
    open_language.add_pipe("claimline_figures", config={"only_relevant": False})
    doc = read(open_language, text)
    assert [span._.quote for span in doc.spans["figures"]]


def test_spans_can_be_left_out() -> None:
    """Without spans the reading is the same, and so it is on a Doc without words: that is how articles are read."""
    article = text_article(STORY, identity="story", lang="en", published="2026-03-04")
    docs = []
    for spans, words in ((True, True), (False, True), (False, False)):
        language = build("en", spans=spans)
        doc = language.make_doc(STORY) if words else Doc(language.vocab)
        doc._.article, doc._.prepared = article, prepare(article)
        docs.append(language(doc))
    assert docs[0].spans
    assert not docs[1].spans
    assert not docs[2].spans
    assert docs[0]._.reading == docs[1]._.reading == docs[2]._.reading == nlp.read(article)


def test_pipeline_is_kept_on_disk_and_in_bytes(tmp_path: Path) -> None:
    """Settings come back, and so does every finding."""
    language = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimline.words.v1"}}})
    language.add_pipe("claimline_quantities", config={"spans_key": "numbers"})
    language.add_pipe("claimline_events")
    language.to_disk(tmp_path / "kept")
    from_disk = spacy.load(tmp_path / "kept")
    from_bytes = get_lang_class("en").from_config(language.config).from_bytes(language.to_bytes())
    for other in (from_disk, from_bytes):
        assert other.pipe_names == ["claimline_quantities", "claimline_events"]
        assert isinstance(other.tokenizer, WordTokenizer)
        assert other.get_pipe_meta("claimline_quantities").factory == "claimline_quantities"
        assert read(other)._.reading == read(language)._.reading
        assert list(read(other).spans) == ["numbers", "events"]


def test_docs_are_kept_in_bytes() -> None:
    """A Doc and a DocBin carry the reading, exact values and all."""
    language = build("en")
    doc = read(language)
    again = Doc(language.vocab).from_bytes(doc.to_bytes())
    assert again._.reading == doc._.reading
    assert again._.article == doc._.article
    assert [s._.quantity for s in again.spans["quantities"]] == [s._.quantity for s in doc.spans["quantities"]]
    box = DocBin(docs=[doc], store_user_data=True)
    [unpacked] = DocBin(store_user_data=True).from_bytes(box.to_bytes()).get_docs(language.vocab)
    assert unpacked._.reading == doc._.reading


def test_article_must_be_the_text() -> None:
    """Places would be wrong."""
    language = build("en")
    doc = language.make_doc("Another text.")
    doc._.article = text_article(STORY, identity="story", lang="en")
    with pytest.raises(ArticleError):
        language(doc)


@pytest.mark.parametrize("code", [*codes(), "sv", "th", "qx"])
def test_every_language_is_read_without_a_package_of_its_own(code: str) -> None:
    """No language needs a package of its own; one without a table or unknown to spaCy is read all the same."""
    reading = nlp.read(text_article("Orrery 24.000 (3月) ราคา 데이터 Konten 2026-03-04", identity="x", lang=code))
    assert [date.start for date in reading.dates if date.precision is Precision.DAY] == ["2026-03-04"]
    assert reading.reader_version == nlp.READER_VERSION


def test_threads_read_alike() -> None:
    """Each thread has pipelines of its own."""
    articles = [
        text_article(STORY + f"\nIt counted {n},000 accounts.", identity=str(n), lang="en") for n in range(2, 18)
    ]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(nlp.read, articles)) == [nlp.read(article) for article in articles]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_tokens_are_the_text(text: str) -> None:
    """Whatever the text is, its tokens and their spaces give it back."""
    assert WordTokenizer(Vocab())(text).text == text


def test_tokens_are_words_numbers_and_single_signs() -> None:
    """Numbers keep their separators; scripts without spaces come apart into characters."""
    tokens = [token.text for token in WordTokenizer(Vocab())("Über 24,000 (16M+) 超1600万次 대화")]
    assert tokens == ["Über", "24,000", "(", "16M", "+", ")", "超", "1600", "万", "次", "대화"]


def test_installed_model_gives_hints_and_its_version(tmp_path: Path) -> None:
    """A package made here in the shape of a trained English model; without one nothing is missing."""
    package = tmp_path / "en_core_web_sm"
    package.mkdir()
    model = spacy.blank("en")
    model.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Ada Quill"}])  # type: ignore[attr-defined]
    model.to_disk(package / "model")
    loader = "import spacy, pathlib\ndef load(**settings):\n"
    loader += "    return spacy.load(pathlib.Path(__file__).parent / 'model', **settings)\n"
    (package / "__init__.py").write_text(loader, encoding="utf-8")
    info = tmp_path / "en_core_web_sm-3.8.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en_core_web_sm\nVersion: 3.8.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[spacy_models]\nen_core_web_sm = en_core_web_sm\n", encoding="utf-8")
    script = f"""
import nlp
from crawlers.page import text_article
reading = nlp.read(text_article({STORY!r} + " Ada Quill was there.", identity="x", lang="en"))
print(reading.reader_version, {{figure.reader_version for figure in reading.figures}})
print([mention for mention in reading.mentions if mention.kind == "person"])
"""
    printed = run(script, {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])})
    version = f"{nlp.READER_VERSION.partition('+')[0]}+en_core_web_sm-3.8.0"
    assert printed.startswith(f"{version} {{'{version}'}}")
    assert "name='Ada Quill', known=False" in printed
