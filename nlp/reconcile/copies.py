"""Near-copies by containment of word 5-grams: an exact inverted index, no sampling (threshold 0.2 was measured)."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping

SIZE = 5
THRESHOLD = 0.2
LEAST = 20  # 5-grams a text needs to be compared


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all 5-grams of words (of characters where words are not separated)."""
    words = text.casefold().split()
    if words and sum(map(len, words)) / len(words) > 12:
        words = [char for char in text if not char.isspace()]
    grams = (" ".join(words[index : index + SIZE]) for index in range(len(words) - SIZE + 1))
    return frozenset(zlib.crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams)


def copies(texts: Mapping[str, frozenset[int]]) -> list[tuple[str, str, float]]:
    """Return the pairs of texts of which one holds at least a fifth of the other's 5-grams, with that share."""
    index: dict[int, list[str]] = defaultdict(list)
    found = []
    for name in sorted(texts):
        grams = texts[name]
        shared: Counter[str] = Counter()
        for gram in grams:
            shared.update(index[gram])
            index[gram].append(name)
        for other, count in shared.items():
            smaller = min(len(grams), len(texts[other]))
            if smaller >= LEAST and count / smaller >= THRESHOLD:
                found.append((other, name, count / smaller))
    return sorted(found)
