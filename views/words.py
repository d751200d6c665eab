"""Codes as words, numbers and dates as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ledger.dates import within, written
from ledger.quantity import HEDGES

date, dated = written, within
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
MOST_DECIMALS = 3
NOT_STATED, NOBODY = "not stated", "nobody named"

MEASURES = {
    "interactions": "interactions",
    "accounts": "accounts",
    "api_keys": "API keys",
    "tokens": "tokens",
    "samples": "samples",
    "money": "money",
    "share": "share",
    "duration": "duration",
    "organizations": "organizations",
    "devices": "devices",
    "works": "works",
    "other": "other counts",
}
KINDS = {
    "allegation": "Accusation",
    "court": "Court",
    "government": "Government notice",
    "policy": "Policy",
    "denial": "Denial",
    "admission": "Admission",
}
SIDES = {"accuser": "accuser", "accused": "accused side", "third": "independent third party", "none": NOBODY}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a status is shown: by word, mark and icon as well as by colour."""

    word: str
    mark: str
    icon: str
    colour: str
    meaning: str


STATUSES = {
    "single_origin": Standing(
        "One origin",
        "◯",
        ":material/radio_button_unchecked:",
        "gray",
        "one party says so, however many outlets repeat it",
    ),
    "corroborated": Standing(
        "Corroborated", "◎", ":material/adjust:", "green", "two or more independent origins agree"
    ),
    "contested": Standing(
        "Contested",
        "◐",
        ":material/contrast:",
        "violet",
        "independent origins disagree, or the accused side disputes it",
    ),
    "vague_only": Standing(
        "Words only", "≈", ":material/blur_on:", "gray", "no number, only words such as “thousands”"
    ),
}
NO_FIGURE = Standing("No figure", "", ":material/remove:", "gray", "nobody claims a total")
ALARMS = {
    "contradiction": "Contradiction",
    "scope_error": "Total pinned on one",
    "unit_error": "Wrong unit",
    "number_error": "Slipped digits",
    "claimant_error": "Wrong speaker",
    "self_contradiction": "Contradicts itself",
    "contradicts_cited_source": "Contradicts its source",
    "parts_mismatch": "Parts do not fit",
    "bound_reversed": "Bound reversed",
    "date_conflict": "Dates differ",
    "superseded": "Later corrected",
    "parts_exceed": "Parts exceed the whole",
    "sums_to": "Parts make the whole",
    "denied": "Disputed by the accused",
}
DISAGREEMENT = "Origins disagree"
SCOPES = {"total": "the whole", "part": "one part", "subset": "a slice", "rate": "a rate"}
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "hi": "Hindi", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def alarm_word(kind: str, between_origins: bool) -> str:
    """Return the word of an alarm; a disagreement of independent origins is no slip and has a word of its own."""
    return DISAGREEMENT if between_origins else ALARMS.get(kind, spelled(kind))


def language(code: str) -> str:
    """Return the name of a language; a code that has none here as it is."""
    name = LANGUAGES.get(code.partition("-")[0])
    return name if name is not None else f"language {code}"


def spelled(code: str) -> str:
    """Return a code without a word of its own as words."""
    return code.replace("_", " ").capitalize()


def measure(code: str) -> str:
    """Return the noun of a measure."""
    return MEASURES.get(code, code.replace("_", " "))


def capital(text: str) -> str:
    """Return the text with its first letter raised, the rest as it is."""
    return text[:1].upper() + text[1:]


def decimal(text: str | None) -> Decimal | None:
    """Return the number that the ledger keeps as text; None for none."""
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def number(value: Decimal) -> str:
    """Return 24,000 · 3.4 million · 6.4 billion; no printed digit is rounded away."""
    for scale, word in SCALES:
        if abs(value) >= scale:
            short = (value / scale).normalize()
            places = -int(short.as_tuple().exponent)
            return f"{plain(short)} {word}" if places <= MOST_DECIMALS else plain(value)
    return plain(value)


def plain(value: Decimal) -> str:
    """Return a decimal with thousands marks and no trailing zeros."""
    printed = f"{value:,f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def between(low: Decimal, high: Decimal) -> str:
    """Return "3 to 5 million", or each end in full where their scales differ."""
    one, other = number(low), number(high)
    head, _, scale = one.rpartition(" ")
    if head and other.endswith(f" {scale}"):
        return f"{head} to {other}"
    return f"{one} to {other}"


def amount(comparator: str, value: Decimal | None, low: Decimal | None, high: Decimal | None, quote: str) -> str:
    """Return a quantity without its noun: over 16 million; vague ones keep their printed words."""
    if comparator == "vague":
        return f"“{quote}”"
    if value is not None:
        return f"{HEDGES[comparator]}{number(value)}"
    if low is not None and high is not None:
        return between(low, high)
    return f"“{quote}”"


def quantity(
    comparator: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    *,
    code: str,
    unit: str | None,
    quote: str,
) -> str:
    """Return a quantity with its noun: over 16 million exchanges, USD 86 million, 90 percent."""
    words = amount(comparator, value, low, high, quote)
    if words.startswith("“"):
        return words
    if code == "money":
        hedge = HEDGES[comparator]
        return f"{hedge}{unit or ''} {words.removeprefix(hedge)}".replace("  ", " ").strip()
    if code == "share":
        return f"“{quote}”" if value is not None and abs(value) <= 1 else f"{words} percent"
    return f"{words} {unit or measure(code)}"


def period(start: str | None, end: str | None) -> str:
    """Return 22 Apr 2026 to 5 Jun 2026, or that no period is stated."""
    return f"{date(start)} to {date(end)}" if start or end else NOT_STATED


def moment(text: str | None) -> str:
    """Return 24 Jun 2026, 14:02 UTC."""
    if not text or len(text) < 16:
        return date(text)
    return f"{date(text)}, {text[11:16]} UTC"


def counted(amount_of: int, noun: str, plural: str | None = None) -> str:
    """Return "1 alarm", "2 alarms", "1,204 articles"."""
    return f"{amount_of:,} {noun if amount_of == 1 else plural or noun + 's'}"


def listed(names: list[str] | tuple[str, ...], most: int | None = None) -> str:
    """Return names as a list in words; beyond `most` of them "and 2 more"."""
    if most is not None and len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def split(joined: str | None) -> tuple[str, ...]:
    """Return the names that the ledger keeps joined by ;."""
    return tuple(name for name in (joined or "").split(";") if name)
