"""Dates and periods that disagree: windows of one claim, and durations that do not fit the window."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from ledger.incident import Finding
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.compare import same_window
from nlp.reconcile.faults import named
from nlp.reconcile.intervals import grain, meet, printed
from nlp.reconcile.making import alarm, notice
from nlp.reconcile.measures import COUNTS, comparable, days_in
from nlp.reconcile.scene import Scene
from nlp.reconcile.voices import Groups, Voice, worth

LOOSE = Decimal("0.2")  # a length in words ("six weeks") may differ by this share from the dates


def day(text: str, last: bool) -> date | None:
    """Return the first or last day of a date as printed (year, month or day)."""
    pieces = text[:10].split("-")
    try:
        numbers = [int(piece) for piece in pieces]
        if len(numbers) == 3:
            return date(*numbers)
        year, month = numbers[0], numbers[1] if len(numbers) == 2 else (12 if last else 1)
        if not last:
            return date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except (ValueError, TypeError):
        return None


def length(window: tuple[str, str]) -> int | None:
    """Return how many days a window covers."""
    start, end = day(window[0], False), day(window[1], True)
    return (end - start).days + 1 if start is not None and end is not None and end >= start else None


def conflicts(scene: Scene, groups: Groups, faulty: set[str]) -> list[Finding]:
    """Find windows of one claim that differ, and durations that the window does not bear out."""
    found = []
    for key, voices in sorted(groups.items()):
        for voice in voices.values():
            if key[0] == "duration":
                found += lengths(scene, key[1], voice, groups)
            else:
                found += windows(scene, voice, faulty)
                found += unsupported(scene, key[0], voice, faulty)
    return found


def unsupported(scene: Scene, measure: str, voice: Voice, faulty: set[str]) -> list[Finding]:
    """Find periods that cannot be (alarms), and those that nobody else gives of a number that is at fault (notices).

    A count printed before its period ends is impossible. A period that one page alone gives is not wrong for that: the
    others may have left it out. Where the number is at fault its own alarm names the period, so that one mistake does
    not count as two.
    """
    dated = [f for f in voice.counted() if f.window is not None] if measure in COUNTS else []
    numbers: dict[object, Figure | None] = {}
    found = []
    for figure in dated:
        if worth(figure) not in numbers:
            numbers[worth(figure)] = first_printed(scene, figure, voice)
        first = numbers[worth(figure)]
        ends = day((figure.window or ("", ""))[1], False)
        said = f"{named(scene, figure)} ties {phrase.quantity(figure)} to the period {' to '.join(figure.window or ())}"
        if first is not None and ends is not None and (day(scene.date(first), True) or ends) < ends:
            text = f"{said}, but {named(scene, first)} printed it on {scene.date(first)}, before that period ends."
            found.append(alarm(scene.incident, "date_conflict", figure, [first], "SCOPE", text))
        elif figure.id in faulty and not supported(scene, figure):
            text = f"{said}, which no other source gives; the number is at fault as well."
            found.append(notice(scene.incident, "date_conflict", figure, [], "SCOPE", text))
    return found


def first_printed(scene: Scene, figure: Figure, voice: Voice) -> Figure | None:
    """Return the figure of the same number that was published first."""
    alike = [f for f in voice.counted() if meet(comparable(f), comparable(figure))]
    dated = [f for f in alike if day(scene.date(f), True) is not None]
    return min(dated, key=lambda f: (scene.date(f), f.id), default=None)


def supported(scene: Scene, figure: Figure) -> bool:
    """Tell whether another article of the incident gives a figure's period, for whatever number."""
    window = figure.window
    return window is not None and any(
        (len(articles) > 1 or figure.article_id not in articles)
        and (same_window(window, other) or about_equal(window, other))
        for other, articles in scene.windows.items()
    )


def windows(scene: Scene, voice: Voice, faulty: set[str]) -> list[Finding]:
    """Find relays that give one claim another window than its origin or most of its relays do."""
    stated = [f for f in voice.counted() if f.window is not None and f.id not in faulty]
    if len({f.window for f in stated}) < 2:
        return []
    support: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in stated:
        if figure.window is not None:
            support[figure.window].add(scene.family.get(figure.article_id, figure.article_id))
    own = [f for f in stated if scene.own_documents.get(f.article_id) == voice.asserter]
    best = min(own or stated, key=lambda f: (-len(support[f.window or ("", "")]), scene.date(f), f.id))
    found = []
    for figure in stated:
        if best.window is None or figure.window is None or same_window(figure.window, best.window):
            continue
        if not meet(comparable(figure), comparable(best)) or about_equal(figure.window, best.window):
            continue
        text = (
            f"{named(scene, figure)} ties {phrase.quantity(figure)} to the period {' to '.join(figure.window)}, "
            f"{named(scene, best)} to {' to '.join(best.window)}."
        )
        make = alarm if len(support[figure.window]) < len(support[best.window]) or own else notice
        found.append(make(scene.incident, "date_conflict", figure, [best], "SCOPE", text))
    return found


def about_equal(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two windows begin and end within a month of each other: one is printed more loosely."""
    for index, last in ((0, False), (1, True)):
        one, other = day(first[index], last), day(second[index], last)
        if one is None or other is None or abs((one - other).days) > 31:
            return False
    return True


def lengths(scene: Scene, accused: tuple[str, ...], voice: Voice, groups: Groups) -> list[Finding]:
    """Find durations that differ from the window of the same party's figures, or from what its other relays print."""
    dated = [
        figure
        for (measure, others), voices in sorted(groups.items())
        if measure != "duration" and (others == accused or not accused)
        for figure in (voices[voice.asserter].figures if voice.asserter in voices else [])
        if figure.window is not None and length(figure.window) is not None
    ]
    lead = voice.lead(scene)
    found = []
    for figure in voice.counted():
        value = comparable(figure).value
        if value is None or days_in(figure.unit or "") is None or figure.scope.value == "subset":
            continue
        spans = {length(other.window): other for other in dated if other.window is not None}
        if spans and not any(fits(figure, Decimal(span)) for span in spans if span is not None):
            other = next(iter(spans.values()))
            text = (
                f"{named(scene, figure)} says {phrase.quantity(figure)}; {named(scene, other)} gives "
                f"{' to '.join(other.window or ())}, {length(other.window or ('', ''))} days."
            )
            found.append(alarm(scene.incident, "date_conflict", figure, dated[:3], "SCOPE", text))
        elif (
            not spans
            and lead is not None
            and lead.id != figure.id
            and apart(figure, lead)
            and voice.carriers(scene) > 2
        ):
            text = (
                f"{named(scene, figure)} says {phrase.quantity(figure)}, {named(scene, lead)} {phrase.quantity(lead)}."
            )
            found.append(alarm(scene.incident, "date_conflict", figure, [lead], "SCOPE", text))
    return found


def fits(figure: Figure, days: Decimal) -> bool:
    """Tell whether a duration can describe a window of so many days."""
    quantity = comparable(figure)
    reading = printed(quantity)
    slack = max(grain(quantity) / 2, days * LOOSE)
    low_ok = reading.low is None or reading.low - slack <= days
    return low_ok and (reading.high is None or days <= reading.high + slack)


def apart(figure: Figure, lead: Figure) -> bool:
    """Tell whether two durations are further apart than loose wording explains."""
    value = comparable(lead).value
    return value is not None and not fits(figure, value)
