"""Which blocks of a page are its text: those of the main part, and what belongs to them by place and kind."""

from __future__ import annotations

from crawlers.reading.assembly import Draft
from crawlers.reading.mainpart import MainPart, plain_drafts
from ledger.article import BlockKind

STRUCTURES = frozenset({BlockKind.CARD, BlockKind.TABLE_ROW, BlockKind.CORRECTION, BlockKind.CAPTION})
RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
PROSE = 60  # characters of a block that may stand for itself
WIDE = 25  # the same for scripts that write a word with one or two signs
AFTER = 4  # blocks after the last of the main part in which notes still belong to it
ITEM = 25  # characters of a list item among the text that is no menu entry
COVERED = 0.55  # our blocks must hold so much of the main part
ENDS = tuple(".!?。！？…\"”»'’」）):")


def choose(drafts: list[Draft], main: MainPart) -> tuple[list[Draft], int]:
    """Return the blocks that are kept, and how many were left out as not of the article."""
    held = [main.holds(draft.text) for draft in drafts]
    sure = [n for n, draft in enumerate(drafts) if held[n] and draft.kind in RUNNING and is_prose(draft)]
    if not sure:
        return drafts, 0
    if sum(len(drafts[n].text) for n in range(len(drafts)) if held[n]) < COVERED * len(main.text):
        titles = [draft for draft in drafts if draft.kind is BlockKind.TITLE]
        return titles + [d for d in plain_drafts(main) if all(d.text != t.text for t in titles)], len(drafts)
    choice = _Choice(drafts, held, sure)
    kept = [choice.judged(number) for number in range(len(drafts))]
    return [draft for draft in kept if draft is not None], sum(draft is None for draft in kept)


def is_prose(draft: Draft) -> bool:
    """Tell whether a block reads as a sentence rather than a label or a list of links."""
    text = draft.text
    longest = WIDE if any(ord(character) > 0x2E80 for character in text[:40]) else PROSE
    return len(text) >= longest and draft.linked < 0.5 and text.rstrip("*†]").endswith(ENDS)


class _Choice:
    """The places of the main part among the blocks of a page."""

    def __init__(self, drafts: list[Draft], held: list[bool], sure: list[int]) -> None:
        self.drafts, self.held = drafts, held
        self.homes = {drafts[number].home for number in sure}
        title = next((n for n, draft in enumerate(drafts) if draft.kind is BlockKind.TITLE), sure[0])
        self.first, self.last = min(title, sure[0]), sure[-1]
        self.kept_next = self._kept_next()

    def _kept_next(self) -> list[bool]:
        """For each block, whether the next block that is neither heading nor META is kept."""
        following, answer = False, []
        for number in range(len(self.drafts) - 1, -1, -1):
            answer.append(following)
            if self.drafts[number].kind not in {BlockKind.HEADING, BlockKind.META}:
                following = self.belongs(number)
        return answer[::-1]

    def belongs(self, number: int) -> bool:
        """Tell whether a block that is no heading is of the article."""
        draft = self.drafts[number]
        inside = self.first <= number <= self.last
        near = self.first <= number <= self.last + AFTER
        if self.held[number] or draft.kind in {BlockKind.TITLE, BlockKind.CORRECTION}:
            return True
        if draft.kind in STRUCTURES:
            return near
        if draft.kind is BlockKind.LIST_ITEM and inside and draft.linked < 0.3 and len(draft.text) >= ITEM:
            return True
        at_home = draft.home in self.homes
        return (at_home and (inside or is_prose(draft)) and draft.linked < 0.7) or (inside and is_prose(draft))

    def judged(self, number: int) -> Draft | None:
        """Return a block as it is kept, as META where it only stands among the text, or None."""
        draft = self.drafts[number]
        inside = self.first <= number <= self.last
        if draft.kind is BlockKind.META:
            return draft if self.first - 2 * AFTER <= number <= self.last + AFTER else None
        if draft.kind is BlockKind.HEADING:
            if self.held[number] or (inside and self.kept_next[number]):
                return draft
        elif self.belongs(number):
            return draft
        return draft.as_kind(BlockKind.META) if inside else None
