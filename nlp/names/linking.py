"""Which names of one text are the same: short forms, forms in capitals, acronyms and names in parentheses."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from nlp.document import Text, fold
from nlp.names.sightings import Sighting
from nlp.names.worldwide import suffixes, worldwide

LONGEST_ADDITION = 3
LEAST_STEM = 4
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def link(text: Text, sightings: Sequence[Sighting], known: Iterable[str] = ()) -> dict[str, str]:
    """Return the canonical name of each printed name of a text."""
    counts = Counter(sighting.name for sighting in sightings)
    canonical = {name: name for name in counts}
    join_capitals(canonical, counts)
    join_short(canonical, counts, set(known))
    join_inflected(canonical, counts)
    join_phrases(canonical, counts, tuple(text.language.around.nominative))
    join_parentheses(text, sightings, canonical, counts)
    return {name: settled(canonical, name) for name in canonical}


def settled(canonical: dict[str, str], name: str) -> str:
    """Follow links to their end; a circle ends where it began."""
    seen = {name}
    while canonical.get(name, name) not in seen:
        name = canonical[name]
        seen.add(name)
    return name


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without its legal form."""
    words = fold(name).replace(".", "").split()
    while len(words) > 1 and words[-1] in worldwide().names.legal:
        words.pop()
    return tuple(words)


def join_capitals(canonical: dict[str, str], counts: Counter[str]) -> None:
    """Link ALDER GROVE to Alder Grove; alone it is written that way too."""
    by_words: dict[tuple[str, ...], str] = {}
    for name in sorted(counts, key=lambda name: (name.isupper(), -counts[name], name)):
        home = by_words.setdefault(words_of(name), name)
        if home != name:
            canonical[name] = home
        elif name.isupper() and len(name) > 4 and " " in name:
            kept = worldwide().names.abbreviations | worldwide().names.never
            titled = " ".join(w if fold(w) in kept else w.capitalize() for w in name.split())
            canonical[name] = titled
            canonical.setdefault(titled, titled)


def join_short(canonical: dict[str, str], counts: Counter[str], known: set[str]) -> None:
    """Link a short form to the one longer name that begins with it, and a surname to the one full name."""
    roots = sorted({settled(canonical, name) for name in canonical} | known, key=lambda name: (len(name), name))
    by_words = {name: words_of(name) for name in roots}
    first, last = grouped(by_words, 0), grouped(by_words, -1)
    for name in roots:
        own = by_words[name]
        longer = [
            other
            for other in first[own[:1]]
            if len(own) < len(by_words[other]) <= len(own) + LONGEST_ADDITION and by_words[other][: len(own)] == own
        ]
        if not longer and len(own) == 1:
            longer = [other for other in last[own] if len(by_words[other]) in (2, 3) and own[0] not in suffixes()]
        longer = [other for other in longer if by_words[other][-1] not in worldwide().names.products]
        homes = {settled(canonical, other) for other in longer}
        if len({words_of(home) for home in homes}) == 1:
            canonical[name] = homes.pop()
        elif len(longer) > 1 and all(
            by_words[b][: len(by_words[a])] == by_words[a] for a, b in itertools.pairwise(longer)
        ):
            canonical[name] = longer[-1]


def grouped(by_words: dict[str, tuple[str, ...]], index: int) -> dict[tuple[str, ...], list[str]]:
    """Return the names with the same first (0) or last (-1) word, in order; none of them under ()."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, words in by_words.items():
        if words:
            found[(words[index],)].append(name)
    return found


def join_inflected(canonical: dict[str, str], counts: Counter[str]) -> None:
    """Link the cases of a Cyrillic name to its most frequent form."""
    names = sorted((n for n in counts if CYRILLIC.search(n) and " " not in n), key=lambda n: (-counts[n], len(n), n))
    for index, name in enumerate(names):
        for other in names[:index]:
            shared = max(LEAST_STEM, min(len(name), len(other)) - 1)
            if name[:shared] == other[:shared] and abs(len(name) - len(other)) <= 2:
                canonical.setdefault(name, name)
                if canonical[name] == name and settled(canonical, other) != name:
                    canonical[name] = other
                break


def join_phrases(canonical: dict[str, str], counts: Counter[str], nominative: tuple[str, ...]) -> None:
    """Link the cases of a Cyrillic name of two or three words to its nominative, else its most frequent form."""
    names = [name for name in counts if CYRILLIC.search(name) and name.count(" ") in (1, 2)]
    join_long(canonical, counts)
    homes: dict[tuple[str, ...], str] = {}
    for name in sorted(names, key=lambda n: (-counts[n], not n.split()[0].endswith(nominative), n)):
        words = fold(name).split()
        stems = tuple(word[: max(3, len(word) - (2 if word is words[0] else 1))] for word in words)
        home = homes.setdefault(stems, name)
        if home != name and canonical[name] == name:
            canonical[name] = home


def join_long(canonical: dict[str, str], counts: Counter[str]) -> None:
    """Link the cases of a long Cyrillic name, whose first word alone is inflected: Управления по надзору."""
    homes: dict[tuple[str, str], str] = {}
    long = [name for name in counts if CYRILLIC.search(name) and name.count(" ") > 1]
    for name in sorted(long, key=lambda n: (len(n), -counts[n], n)):
        first, _, rest = fold(name).partition(" ")
        home = homes.setdefault((first[: max(LEAST_STEM, len(first) - 2)], rest), name)
        if home != name and canonical[name] == name:
            canonical[name] = home


def join_parentheses(
    text: Text, sightings: Sequence[Sighting], canonical: dict[str, str], counts: Counter[str]
) -> None:
    """Link a name and the one in parentheses after it: an acronym, or the Latin original of another script."""
    for first, second in itertools.pairwise(sightings):
        between = text.raw[first.span.end : second.span.start].strip(" »\"”'’」")
        if between not in ("(", "（") or text.raw[second.span.end : second.span.end + 1] not in (")", "）", ",", "）"):
            continue
        left, right = settled(canonical, first.name), settled(canonical, second.name)
        if left == right:
            continue
        if is_latin(right) and not is_latin(left):
            canonical[left] = right
        elif is_acronym(left, right):
            keep, drop = (right, left) if counts[second.name] >= counts[first.name] else (left, right)
            canonical[drop] = keep


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return all(not char.isalpha() or ord(char) < 0x250 for char in name)


def is_acronym(long: str, short: str) -> bool:
    """Tell whether a short name is made of the beginnings of the words of a long one."""
    words = [word for word in long.split() if word[:1].isupper()]
    letters = fold(short)
    if " " in short or len(words) < 2 or len(letters) > 8:
        return False
    position = 0
    for word in words:
        piece = fold(word)
        taken = 0
        while position < len(letters) and taken < len(piece) and letters[position] == piece[taken]:
            position += 1
            taken += 1
    return position == len(letters)
