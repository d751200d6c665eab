"""Words of which the names of newspapers, agencies and stations are made, in any language."""

from __future__ import annotations

OUTLETS = frozenset(
    [
        *("times", "post", "ledger", "gazette", "news", "courier", "herald", "tribune", "journal", "zeitung", "bote"),
        *(
            "echo",
            "examiner",
            "chronicle",
            "telegraph",
            "telegram",
            "standard",
            "globe",
            "observer",
            "guardian",
            "mail",
        ),
        *("daily", "weekly", "review", "magazine", "radio", "tv", "television", "press", "noticias", "jornal", "folha"),
        *(
            "diario",
            "diário",
            "periódico",
            "gaceta",
            "le",
            "matin",
            "corriere",
            "gazzetta",
            "giornale",
            "kurier",
            "wire",
        ),
        *("newswire", "dispatch", "bulletin", "sentinel", "argus", "mirror", "express", "gazetesi", "haber", "postası"),
    ]
)
WIRES = frozenset(["agency", "service", "bureau", "association"])  # "Atlas News Agency" relays, it is no authority
REPORTING = frozenset(["news", "press", "telegraph", "telegraphic", "wire"])
