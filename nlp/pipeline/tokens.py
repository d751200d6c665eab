"""A tokenizer whose work is linear whatever the text is.

spaCy's rule tokenizer peels punctuation off one sign at a time: twenty thousand closing brackets in a row take it half
a minute. Pages are hostile, and every place the reader reports is exact to the character anyway, so words are enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"(\d+(?:[.,]\d+)*[^\W\d{UNSPACED}]*|[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]|\s)( ?)")
LONGEST_RUN = re.compile(r"\S{200}")


class WordTokenizer(DummyTokenizer):
    """Numbers with their separators, words, single characters of scripts without spaces, single signs."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text; together with their spaces they are the text."""
        pairs = TOKEN.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pairs], spaces=[bool(space) for _, space in pairs])


class GuardedTokenizer(DummyTokenizer):
    """The tokenizer a trained model expects, and plain words for a text with a run no language has."""

    def __init__(self, expected: Callable[[str], Doc], vocab: Vocab) -> None:
        self.expected = expected
        self.plain = WordTokenizer(vocab)

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text."""
        return self.plain(text) if LONGEST_RUN.search(text) else self.expected(text)


@registry.tokenizers("claimline.words.v1")  # type: ignore[untyped-decorator]
def words() -> Callable[[Language], WordTokenizer]:
    """Return the maker of the tokenizer, as a spaCy configuration names it."""
    return lambda language: WordTokenizer(language.vocab)
