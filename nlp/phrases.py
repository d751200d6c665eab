"""Small words at the edges of a noun phrase that speaks: what is stepped over, what opens it, what ends it."""

from __future__ import annotations

import re

SKIPPED = frozenset(
    [
        *("has", "had", "have", "also", "later", "then", "since", "already", "previously", "recently", "still", "now"),
        *("repeatedly", "publicly", "himself", "herself", "itself", "themselves", "did", "does", "do", "not", "never"),
        *("would", "will", "could", "may", "might", "only", "further", "separately", "initially", "once", "earlier"),
        *(
            "today",
            "yesterday",
            "reportedly",
            "again",
            "formally",
            "first",
            "just",
            "therefore",
            "long",
            "even",
            "often",
        ),
        *(
            "always",
            "both",
            "all",
            "immediately",
            "quickly",
            "openly",
            "privately",
            "subsequently",
            "simply",
            "clearly",
        ),
        *(
            "can",
            "should",
            "must",
            "n't",
            "didn't",
            "doesn't",
            "hasn't",
            "haven't",
            "hadn't",
            "won't",
            "firmly",
            "flatly",
        ),
    ]
)
AUXILIARY = frozenset(
    [
        *("has", "have", "had", "is", "are", "was", "were", "will", "would", "could", "can", "may", "might", "should"),
        *(
            "must",
            "did",
            "does",
            "do",
            "ist",
            "sind",
            "war",
            "hat",
            "haben",
            "wird",
            "a",
            "est",
            "sont",
            "ha",
            "es",
            "son",
        ),
    ]
)
INNER = frozenset(["that", "while", "but", "which", "who", "whether", "because", "dass", "que", "che", "что", "что"])
LED_CUT = frozenset(
    [
        *(
            "more",
            "over",
            "about",
            "nearly",
            "at",
            "least",
            "almost",
            "some",
            "when",
            "while",
            "as",
            "who",
            "which",
            "that",
        ),
        *(
            "because",
            "but",
            "and",
            "released",
            "who",
            "whose",
            "has",
            "have",
            "had",
            "is",
            "are",
            "was",
            "were",
            "will",
        ),
        *("would", "could", "may", "might"),
    ]
)
BEING = frozenset(["is", "are", "was", "were", "been", "being", "be", "it's", "that's", "gets", "got"])
OPENERS = frozenset(
    [
        *(
            "but",
            "and",
            "so",
            "meanwhile",
            "however",
            "while",
            "when",
            "as",
            "because",
            "although",
            "though",
            "that",
            "if",
        ),
        *("whereas", "yet", "or", "nor", "than", "where", "since", "after", "before", "until", "unless", "what", "how"),
        *("indeed", "instead", "still", "also", "even", "then", "thus", "hence", "moreover", "furthermore", "besides"),
        *(
            "tuesday",
            "monday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "yesterday",
            "today",
            "earlier",
        ),
        *(
            "later",
            "separately",
            "afterwards",
            "overall",
            "according",
            "aber",
            "und",
            "doch",
            "mais",
            "et",
            "pero",
            "y",
        ),
        *("mas", "e", "ma", "но", "а", "и", "але", "та", "ama", "ancak", "ve", "nhưng", "why", "whether"),
    ]
)
CUT = frozenset(
    [
        *(
            "on",
            "in",
            "after",
            "before",
            "when",
            "as",
            "while",
            "adding",
            "told",
            "said",
            "during",
            "last",
            "late",
            "early",
        ),
        *("this", "yesterday", "today", "who", "which", "that", "because", "since", "via", "through", "earlier", "by"),
        *("referring", "speaking", "noting", "citing", "according", "about", "if", "but", "and", "to", "from", "with"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "recently", "later", "ahead"),
        *("am", "im", "auf", "bei", "dans", "lors", "en", "durante", "nel", "в", "на", "у", "have", "has", "had", "is"),
        *("are", "was", "were", "will", "would", "could", "can", "may", "might", "more", "over", "about", "nearly"),
    ]
)
DATED = re.compile(
    r"(?:in|on|at|by|after|during|since|for|from|under|last|this|im|am|en|le|el|no|na|в|у)\s+"
    r"(?:(?:a|an|the|his|her|its|their|early|late|mid|one|einer|einem|un|une|una|um|uma)\s+)?[\w-]+(?:\s+\d{1,4})?\s+"
    r"(?=(?:the|a|an|its|his|her|their|he|she|it|they|der|die|das|la|el|le|l'|o|il|\u0000)\b)"
)
