"""Made articles on one incident, independent or copied in seven ways; every text comes from a seeded source."""

from __future__ import annotations

import random
from collections.abc import Callable

PHRASES = """
on monday|late on tuesday|this week|in a filing|in a note|overnight|at a briefing|in an interview
the developer|the company|the model maker|the firm|aldermoor|its engineers|the start-up|managers
says|claims|reports|alleges|argues|states|insists|maintains|writes|told investors
two rivals|a pair of competitors|brackwater and cinderhill|both labs|the accused labs|overseas teams
copied|harvested|drained|extracted|siphoned|collected|recorded|scraped|took
answers|replies|outputs|responses|completions|reasoning traces|transcripts|dialogues
through fake accounts|by way of resellers|behind proxies|with stolen keys|over months|at night|in bursts
sixteen million queries|16 million exchanges|some 24,000 accounts|150,000 calls|13 million prompts
officials declined to comment|lawyers expect a suit|no reply came|analysts were split|shares fell
"""
PARTS = [line.split("|") for line in PHRASES.split("\n") if line]
FILLERS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdklmnrst"]
Text = list[list[str]]  # sentences of words


def sentence(chance: random.Random) -> list[str]:
    """Return one sentence: the same facts, in the words of one writer."""
    words = [word for part in PARTS if chance.random() < 0.7 for word in chance.choice(part).split()]
    for _ in range(6):
        words.insert(chance.randrange(len(words) + 1), chance.choice(FILLERS))
    return words


def article(chance: random.Random, sentences: int = 30) -> Text:
    """Return an independent article on the incident."""
    return [sentence(chance) for _ in range(sentences)]


def joined(text: Text) -> str:
    """Return the text of an article."""
    return " ".join(word for words in text for word in words)


def half(text: Text, chance: random.Random) -> str:
    """Cut to the first half."""
    return joined(text[: len(text) // 2])


def quarter(text: Text, chance: random.Random) -> str:
    """Cut to the first quarter."""
    return joined(text[: len(text) // 4])


def dropped(text: Text, chance: random.Random) -> str:
    """Drop every third sentence."""
    return joined([words for number, words in enumerate(text) if number % 3])


def shuffled(text: Text, chance: random.Random) -> str:
    """Put the sentences in another order."""
    return joined(chance.sample(text, len(text)))


def figure_changed(text: Text, chance: random.Random) -> str:
    """Change one figure."""
    return joined(text).replace("16 million", "19 million", 1)


def words_changed(text: Text, chance: random.Random) -> str:
    """Change a tenth of the words."""
    return " ".join(chance.choice(FILLERS) if chance.random() < 0.1 else word for word in joined(text).split())


def quoted(text: Text, chance: random.Random) -> str:
    """Quote 90 words in an article of one's own."""
    words = joined(text).split()
    start = chance.randrange(len(words) - 90)
    return f"{joined(article(chance))} {' '.join(words[start : start + 90])} {joined(article(chance, 4))}"


KINDS: dict[str, Callable[[Text, random.Random], str]] = {
    "half": half,
    "quarter": quarter,
    "dropped": dropped,
    "shuffled": shuffled,
    "figure_changed": figure_changed,
    "words_changed": words_changed,
    "quoted": quoted,
}
