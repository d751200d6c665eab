"""The reader as one spaCy pipeline of registered components, made once for each language and thread."""

from __future__ import annotations

from collections.abc import Mapping
from threading import local

import spacy
from spacy.language import Language
from spacy.util import get_lang_class

from ledger.article import Article
from ledger.reading import Case, Reading
from nlp.document import prepare
from nlp.pipeline import components, steps, tokens
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

__all__ = ["COMPONENTS", "build", "components", "read_article", "steps", "tokens"]


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
        self.made: dict[str, Language] = {}

    def of(self, code: str, model: str) -> Language:
        """Return the pipeline of a language with a trained model.

        One that has met too many words is made anew, so memory stays bounded.
        """
        if code not in self.made or len(self.made[code].vocab) > MOST_WORDS:
            self.made[code] = build(code, model, spans=False)
        return self.made[code]


PIPELINES = Pipelines()


def read_article(article: Article, told: Mapping[int, Case]) -> Reading:
    """Read one article. Only a trained model needs the words of a Doc; without one the same steps run without it."""
    text = prepare(article)
    code = text.language.code
    model = trained_model() if code == "en" and len(article.text) <= LONGEST_FOR_MODEL else None
    if model is None:
        return steps.read_plainly(text, told)
    language = PIPELINES.of(code, model[0])
    doc = language.make_doc(article.text)
    doc._.article, doc._.prepared, doc._.told = article, text, told
    reading: Reading = language(doc)._.reading
    return reading
