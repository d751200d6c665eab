"""Plain text and Markdown to blocks, with front matter, titles and datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawlers.reading.assembly import CellDraft, Draft, collapse, row
from crawlers.reading.furniture import furniture
from ledger.article import BlockKind

FRONT = re.compile(r"^([A-Za-z][\w .-]{0,40}):[ \t]*(.*)$")
BULLET = re.compile(r"^(\s{0,12})(?:[-*+•‣·▪]|\(?\d{1,2}[.)])\s+(\S.*)$")
HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?\)")
EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|~~|`{1,2})(?=\S)([^*_~`\n]{1,500}?)(?<=\S)\1")
UNDERSCORED = re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,300}?)(?<=\S)_(?![\w_])")
RULE = re.compile(r"^\s{0,3}(?:[-*_=~]\s?){3,}$")
TABLE_RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")
MARKDOWN_SIGNS = re.compile(r"^(?:#{1,6}\s|\|.*\|\s*$|---\s*$)", re.MULTILINE)
ICON_NAME = re.compile(
    r"^(?:[a-z]{2,20}(?:_[a-z]{2,20}){1,3}|summarize|recommend|schedule|visibility|bookmark|share|menu|event|label|comment)"
    r"(?=[A-Z\d])"
)
SENTENCE_END = tuple('.!?。！？…:;"”’»')


@dataclass(slots=True)
class PlainText:
    """Blocks of a plain text and the front matter it began with."""

    drafts: list[Draft] = field(default_factory=list)
    front: dict[str, str] = field(default_factory=dict)
    groups: int = 0

    @property
    def title(self) -> str | None:
        """The text of the TITLE block, if there is one."""
        return next((draft.text for draft in self.drafts if draft.kind is BlockKind.TITLE), None)


def read_plain(text: str, *, markdown: bool | None = None) -> PlainText:
    """Return the blocks of a plain or Markdown text (`markdown` None: by its signs)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    plain = PlainText()
    front, body = split_front_matter(text)
    plain.front = front
    if markdown is None:
        markdown = bool(front) or len(MARKDOWN_SIGNS.findall(body[:20_000])) > 1
    lines = [] if not body else body.split("\n")
    if markdown:
        _read_markdown(lines, plain)
        title = front.get("title")
        if title and plain.title is None:
            plain.drafts.insert(0, Draft(BlockKind.TITLE, collapse(title), level=1))
    else:
        _read_lines(lines, plain)
    return plain


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return (keys, rest) of a text that begins with `---` lines; ({}, text) for any other."""
    stripped = text.lstrip("\ufeff \n")
    if not stripped.startswith("---"):
        return {}, text
    lines = stripped.split("\n")
    front: dict[str, str] = {}
    for number, line in enumerate(lines[1:60], start=1):
        if line.strip() in {"---", "..."}:
            return (front, "\n".join(lines[number + 1 :])) if front else ({}, text)
        found = FRONT.match(line)
        if found:
            front[found[1].strip().lower()] = found[2].strip().strip("\"'")
    return {}, text


def unmarked(text: str) -> str:
    """Return a Markdown line without emphasis signs and link addresses."""
    text = LINK.sub(r"\1", text)
    for _ in range(3):
        cleaned = EMPHASIS.sub(r"\2", text)
        if cleaned == text:
            break
        text = cleaned
    return collapse(UNDERSCORED.sub(r"\1", text).replace("\\", ""))


def _read_markdown(lines: list[str], plain: PlainText) -> None:
    paragraph: list[str] = []
    table: list[str] = []
    in_list = False

    def flush() -> None:
        if paragraph:
            _add_paragraph(unmarked(" ".join(paragraph)), plain)
            paragraph.clear()
        if table:
            _add_table(table, plain)
            table.clear()

    for line in lines:
        bare = line.strip()
        if bare.startswith("|") or (table and "|" in bare):
            if paragraph:
                flush()
            table.append(bare)
            continue
        heading, bullet = HASHES.match(bare), BULLET.match(line)
        if not bare or RULE.match(bare) or heading or bullet or bare.startswith((">", "```")) or table:
            flush()
        if heading:
            in_list = False
            _add_heading(len(heading[1]), unmarked(heading[2]), plain)
        elif bullet:
            plain.groups += not in_list
            in_list = True
            plain.drafts.append(Draft(BlockKind.LIST_ITEM, unmarked(bullet[2]), 1 + len(bullet[1]) // 2, plain.groups))
        elif in_list and line.startswith("  ") and bare and plain.drafts[-1].kind is BlockKind.LIST_ITEM:
            last = plain.drafts.pop()
            plain.drafts.append(Draft(last.kind, f"{last.text} {unmarked(bare)}", last.level, last.group))
        elif bare.startswith(">"):
            plain.drafts.append(Draft(BlockKind.QUOTE, unmarked(bare.lstrip("> "))))
        elif bare and not RULE.match(bare) and not bare.startswith("```"):
            in_list = False
            paragraph.append(bare)
    flush()


def _add_heading(level: int, text: str, plain: PlainText) -> None:
    if not text:
        return
    first = level == 1 and plain.title is None
    plain.drafts.append(Draft(BlockKind.TITLE if first else BlockKind.HEADING, text, level=level))


def _add_table(table: list[str], plain: PlainText) -> None:
    plain.groups += 1
    rules = [number for number, line in enumerate(table) if TABLE_RULE.match(line)]
    heads: list[str] = []
    for number, line in enumerate(table):
        if number in rules:
            continue
        texts = [unmarked(cell) for cell in line.strip().strip("|").split("|")]
        is_head = bool(rules) and number < rules[0]
        if is_head:
            heads = texts
        cells = [
            CellDraft(text, column, is_head, heads[column] if not is_head and column < len(heads) else "")
            for column, text in enumerate(texts)
        ]
        plain.drafts.append(row(BlockKind.TABLE_ROW, cells, plain.groups))


def _add_paragraph(text: str, plain: PlainText) -> None:
    if furniture().is_correction(text):
        kind = BlockKind.CORRECTION
    elif furniture().is_furniture_line(text):
        kind = BlockKind.META
    else:
        kind = BlockKind.PARAGRAPH
    plain.drafts.append(Draft(kind, text))


def _read_lines(lines: list[str], plain: PlainText) -> None:
    chunk: list[str] = []
    chunks: list[list[str]] = []
    for line in [*lines, ""]:
        if line.strip():
            chunk.append(line)
        elif chunk:
            chunks.append(chunk)
            chunk = []
    in_list = False
    for number, chunk in enumerate(chunks):
        for text in _unwrapped(chunk):
            bullet = BULLET.match(text)
            if (bullet and not text.lstrip()[:1].isdigit()) or (bullet and len(chunk) > 1):
                plain.groups += not in_list
                in_list = True
                item = without_icon(collapse(bullet[2]))
                kind = BlockKind.META if furniture().is_furniture_line(item) else BlockKind.LIST_ITEM
                plain.drafts.append(Draft(kind, item, 1 + len(bullet[1]) // 2, plain.groups))
                continue
            in_list = False
            _add_line(without_icon(collapse(text)), number, plain)


def _unwrapped(chunk: list[str]) -> list[str]:
    """Join the lines of a hard-wrapped paragraph or list item; keep lines that each stand for themselves."""
    if BULLET.match(chunk[0]):
        return _joined_items(chunk)
    body = chunk[:-1]
    lengths = [len(line) for line in body] or [0]
    wrapped = min(lengths) >= 45 and max(lengths) <= 100 and max(lengths) - min(lengths) <= 30
    prose = not all(line.rstrip().endswith(SENTENCE_END) for line in body) and not any(map(_stands_alone, chunk))
    return [" ".join(line.strip() for line in chunk)] if wrapped and prose else chunk


def _joined_items(chunk: list[str]) -> list[str]:
    """Join indented lines to the list item above them."""
    items: list[str] = []
    for line in chunk:
        if items and line[:1].isspace() and not BULLET.match(line):
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(line)
    return items


def _stands_alone(line: str) -> bool:
    return BULLET.match(line) is not None or line.count("|") >= 2 or furniture().is_furniture_line(collapse(line))


def _add_line(text: str, number: int, plain: PlainText) -> None:
    repeated = plain.title is not None and text == plain.title
    if repeated or furniture().is_furniture_line(text) or furniture().opens_furniture(text):
        plain.drafts.append(Draft(BlockKind.META, text))
    elif furniture().is_correction(text):
        plain.drafts.append(Draft(BlockKind.CORRECTION, text))
    elif plain.title is None and number <= 2 and looks_like_title(text) and not _has_body(plain):
        plain.drafts.append(Draft(BlockKind.TITLE, text, level=1))
    elif _looks_like_heading(text):
        plain.drafts.append(Draft(BlockKind.HEADING, text, level=2))
    else:
        plain.drafts.append(Draft(BlockKind.PARAGRAPH, text))


def _looks_like_heading(text: str) -> bool:
    longest = 32 if any(character.isdigit() for character in text) else 70
    return len(text) <= longest and not text.endswith(SENTENCE_END) and " " in text


def without_icon(text: str) -> str:
    """Return a line without the name of a pictogram that a scraper left before it."""
    return ICON_NAME.sub("", text, count=1)


def _has_body(plain: PlainText) -> bool:
    return any(draft.kind is BlockKind.PARAGRAPH for draft in plain.drafts)


def looks_like_title(text: str) -> bool:
    """Tell whether the first line of a text reads as a headline: short and without a closing full stop."""
    return 3 < len(text) <= 200 and not text.endswith((".", "。", ",", ";", "!”", ".”")) and text.count(". ") < 2
