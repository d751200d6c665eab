"""The reader: an article in; quantities, dates, mentions, attributions, cases, figures and events out. Pure.

No network, no database, no clock. `read` is the whole of it; its steps are components of a spaCy pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping

from ledger.article import Article
from ledger.reading import Case, Reading
from nlp.version import reader_version

READER_VERSION = reader_version()

__all__ = ["READER_VERSION", "read"]


def read(article: Article, told: Mapping[int, Case] | None = None) -> Reading:
    """Read one article; deterministic and linear in the length of the text.

    `told` are cases of the article, by their place in its first reading, as other articles have them: it is read again
    with these known.
    """
    from nlp.pipeline import read_article  # spaCy takes a second to import; whoever only asks the version need not wait

    return read_article(article, told or {})
