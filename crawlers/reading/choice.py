"""Which blocks of a page are its text: those of the main part, and what belongs to them by place and kind."""

from __future__ import annotations

import re

from crawlers.reading.assembly import Draft
from crawlers.reading.authors import ROLE
from crawlers.reading.dates import printed_date
from crawlers.reading.mainpart import MainPart, plain_drafts
from crawlers.reading.metadata import PageFacts
from ledger.article import BlockKind

STRUCTURES = frozenset({BlockKind.CARD, BlockKind.TABLE_ROW, BlockKind.CORRECTION, BlockKind.CAPTION})
RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
PROSE = 60  # characters of a block that may stand for itself
WIDE = 25  # the same for scripts that write a word with one or two signs
LABEL = 50  # characters below which a line between headline and text is a label, not a standfirst
ITEM = 25  # characters of a list item among the text that is no menu entry
AFTER = 4  # blocks after the last of the main part in which notes still belong to it
COVERED = 0.55  # our blocks must hold so much of the main part
LINE = 140  # characters of a line that may be a byline or a dateline
ENDS = tuple(".!?。！？…\"”»'’」）):")
BYLINE = re.compile(
    r"^[\W_]{0,3}(?:by|von|par|por|di|da|haber|yazan|автор|текст|bởi|tác giả|بقلم|文|作者|来源|來源|记者|記者"
    r"|责任编辑|責任編輯|posted|published|publié|publicado|veröffentlicht|pubblicato|опубликовано|đăng|updated"
    r"|mis à jour|last (?:updated|modified)|actualizado|atualizado|aggiornato|aktualisiert|입력|수정|公開|更新|発行"
    r"|written)\b|기자$|公開$",
    re.IGNORECASE,
)


def choose(drafts: list[Draft], main: MainPart, facts: PageFacts, teased: int = 0) -> tuple[list[Draft], int]:
    """Return the blocks that are kept, and how many were left out as not of the article.

    `teased` is how much of the main part may be teasers, which the drafts do not hold.
    """
    held = [main.holds(draft.text) for draft in drafts]
    sure = [n for n, draft in enumerate(drafts) if held[n] and draft.kind in RUNNING and is_prose(draft)]
    if not sure:
        return drafts, 0
    if sum(len(draft.text) for draft, known in zip(drafts, held, strict=True) if known) < COVERED * (
        len(main.text) - teased
    ):
        titles = [draft for draft in drafts if draft.kind is BlockKind.TITLE]
        return titles + [d for d in plain_drafts(main) if all(d.text != t.text for t in titles)], len(drafts)
    choice = _Choice(drafts, held, sure, facts)
    kept = [choice.judged(number) for number in range(len(drafts))]
    return [draft for draft in kept if draft is not None], sum(draft is None for draft in kept)


def is_prose(draft: Draft) -> bool:
    """Tell whether a block reads as a sentence rather than a label or a list of links."""
    text = draft.text
    shortest = WIDE if any(ord(character) > 0x2E80 for character in text[:40]) else PROSE
    return len(text) >= shortest and draft.linked < 0.5 and text.rstrip("*†]").endswith(ENDS)


def is_byline(text: str, facts: PageFacts) -> bool:
    """Tell whether a line only says who wrote the page and when."""
    if len(text) > LINE or (text.rstrip().endswith((".", "。", "!", "?")) and len(text) > LABEL):
        return False
    rest = text
    for name in facts.authors:
        rest = rest.replace(name, "")
    named = rest != text or (len(text) < PROSE and ROLE.search(text) is not None)
    return (
        (named and len(rest) < LABEL)
        or bool(BYLINE.search(text))
        or (len(text) < 2 * LABEL and bool(printed_date(text)))
    )


class _Choice:
    """The places of the main part among the blocks of a page."""

    def __init__(self, drafts: list[Draft], held: list[bool], sure: list[int], facts: PageFacts) -> None:
        self.drafts, self.held, self.facts = drafts, held, facts
        self.homes = {drafts[number].home for number in sure}
        titles = [n for n, draft in enumerate(drafts) if draft.kind is BlockKind.TITLE]
        self.title = titles[0] if titles else -1
        self.first, self.last = min([*titles[:1], sure[0]]), sure[-1]
        self.text_from = next((n for n in sure if n > self.title), sure[0])
        self.followed = self._followed()

    def _followed(self) -> list[bool]:
        """For each block, whether one that is kept follows before the next heading."""
        following, answer = False, []
        for number in range(len(self.drafts) - 1, -1, -1):
            answer.append(following)
            kind = self.drafts[number].kind
            following = kind is not BlockKind.HEADING and (
                following or (kind is not BlockKind.META and self.belongs(number))
            )
        return answer[::-1]

    def belongs(self, number: int) -> bool:
        """Tell whether a block that is no heading is of the article."""
        draft = self.drafts[number]
        inside = self.first <= number <= self.last
        if draft.kind in {BlockKind.TITLE, BlockKind.CORRECTION}:
            return True
        if number < self.text_from and not self._leads(number):
            return False
        if self.held[number]:
            return True
        if draft.kind in STRUCTURES:
            return self.first <= number <= self.last + AFTER
        if draft.kind is BlockKind.LIST_ITEM and inside and draft.linked < 0.3 and len(draft.text) >= ITEM:
            return True
        return draft.home in self.homes and draft.linked < 0.5 and (inside or is_prose(draft))

    def _leads(self, number: int) -> bool:
        """Tell whether a block before the running text is a standfirst or a structure rather than a label."""
        draft = self.drafts[number]
        if is_byline(draft.text, self.facts):
            return False
        if number < self.title:
            return is_prose(draft) and self.held[number]
        return (
            draft.kind in STRUCTURES or is_prose(draft) or draft.kind is BlockKind.LIST_ITEM or len(draft.text) >= LABEL
        )

    def _is_standfirst(self, number: int) -> bool:
        draft = self.drafts[number]
        after_title = 0 <= self.title < number <= self.title + 2
        return after_title and number < self.text_from and draft.linked < 0.3 and len(draft.text) >= LABEL - WIDE

    def judged(self, number: int) -> Draft | None:
        """Return a block as it is kept, as META where it only stands among the text, or None."""
        draft = self.drafts[number]
        inside = self.first <= number <= self.last
        near = self.first - 2 * AFTER <= number <= self.last + AFTER
        if draft.kind is BlockKind.META:
            return draft if near else None
        edge = number < self.text_from or number >= self.last - 1
        if edge and draft.kind in RUNNING | {BlockKind.HEADING} and is_byline(draft.text, self.facts):
            return draft.as_kind(BlockKind.META) if near else None
        if draft.kind is BlockKind.HEADING:
            if self.held[number] or (inside and self.followed[number]) or self._is_standfirst(number):
                return draft
        elif self.belongs(number) or (draft.kind is BlockKind.PARAGRAPH and self._is_standfirst(number)):
            return draft
        return draft.as_kind(BlockKind.META) if inside else None
