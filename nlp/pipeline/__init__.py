"""The reader as one spaCy pipeline of registered components, made once for each language and thread."""

from __future__ import annotations

from threading import local

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_lang_class

from ledger.article import Article
from ledger.reading import Reading
from nlp.document import prepare
from nlp.languages import load
from nlp.pipeline import components, tokens
from nlp.version import trained_model

COMPONENTS = (
    "claimline_sentences",
    "claimline_mentions",
    "claimline_dates",
    "claimline_quantities",
    "claimline_attribution",
    "claimline_relevance",
    "claimline_cases",
    "claimline_figures",
    "claimline_events",
    "claimline_citations",
)
LONGEST = 1 << 40  # characters: no step of ours holds more than a few times the text in memory
MOST_WORDS = 200_000  # different words a pipeline remembers (about 100 MB) before a fresh one takes its place
LONGEST_FOR_MODEL = 200_000  # a trained model needs a gigabyte for a million characters
WORDS = {"nlp": {"tokenizer": {"@tokenizers": "claimline.words.v1"}}}

__all__ = ["COMPONENTS", "build", "components", "read_article", "tokens"]


def build(code: str, model: str | None = None, *, spans: bool = True) -> Language:
    """Return a new pipeline with every component; a trained model goes before them and gives hints.

    Without spans it fills `doc._.reading` alone and leaves `doc.spans` empty.
    """
    if model is None:
        language = spacy.blank(language_name(code), config=WORDS)
    else:
        language = spacy.load(model, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
        language.tokenizer = tokens.GuardedTokenizer(language.tokenizer, language.vocab)
    for name in COMPONENTS:
        grouped = "spans_key" in (Language.get_factory_meta(name).default_config or {})
        language.add_pipe(name, config={"spans_key": None} if grouped and not spans else {})
    language.max_length = LONGEST
    return language


def language_name(code: str) -> str:
    """Return the name spaCy knows a language by; `xx` for one it does not know."""
    try:
        get_lang_class(code)
    except ImportError:
        return "xx"
    return code


class Pipelines(local):
    """The pipelines of one thread: a pipeline's vocabulary must not be used by two at once."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, bool], Language] = {}

    def of(self, article: Article) -> tuple[Language, bool]:
        """Return the pipeline for an article and whether a trained model is part of it.

        One that has met too many words is made anew, so memory stays bounded.
        """
        code = load(article.lang).code
        model = trained_model() if code == "en" and len(article.text) <= LONGEST_FOR_MODEL else None
        key = (code, model is not None)
        if key not in self.made or len(self.made[key].vocab) > MOST_WORDS:
            self.made[key] = build(code, model[0] if model else None, spans=False)
        return self.made[key], key[1]


PIPELINES = Pipelines()


def read_article(article: Article) -> Reading:
    """Read one article. Only a trained model needs the words of the Doc; else it merely carries the reading."""
    language, modelled = PIPELINES.of(article)
    doc = language.make_doc(article.text) if modelled else Doc(language.vocab)
    doc._.article, doc._.prepared = article, prepare(article)
    reading: Reading = language(doc)._.reading
    return reading
