"""Reading a page: bytes and headers in, an Article with its blocks out. Pure: no network, no clock, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawlers.reading.assembly import Draft, assemble, unnumbered
from crawlers.reading.dates import iso_stamp
from crawlers.reading.decoding import LARGEST, check_bytes, decode, kind_of
from crawlers.reading.formats import Page, read_html, read_json, read_markdown, read_pdf, read_text, read_xml
from crawlers.reading.language import SAMPLE, detect
from crawlers.reading.metadata import PageFacts
from ledger.article import Article, Block, BlockKind, Capture, Evidenced
from ledger.identity import identifier, text_sha256
from ledger.issue import Issue

UNKNOWN_LANGUAGE = "und"
BESIDE = frozenset({BlockKind.TITLE, BlockKind.META, BlockKind.CAPTION})  # blocks that stand beside the text
SHORTEST = 20  # characters below which a page has no text worth keeping


@dataclass(frozen=True, slots=True)
class PageResult:
    """The article, or None with the reason among the issues."""

    article: Article | None
    issues: tuple[Issue, ...]


def read_page(capture: Capture) -> PageResult:
    """Return the article a capture holds: HTML, plain text, Markdown, a WordPress post, bill XML or PDF."""
    wrong = check_bytes(capture)
    if wrong:
        return PageResult(None, (wrong,))
    subject = capture.file or capture.url
    kind = kind_of(capture)
    try:
        if kind == "pdf":
            page = read_pdf(capture.body, subject)
        else:
            text, issues = decode(capture)
            page = _read(kind, text, capture)
            page.issues[:0] = issues
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        ArithmeticError,
        OSError,
    ) as error:
        return PageResult(
            None, (Issue("page", "unreadable_page", f"{kind}: {type(error).__name__}: {error}"[:300], subject),)
        )
    return _result(page, capture)


def _read(kind: str, text: str, capture: Capture) -> Page:
    address = capture.final_url or capture.url
    if kind == "html":
        return read_html(text, address)
    if kind == "json":
        return read_json(text, address)
    if kind == "xml":
        return read_xml(text, address)
    return read_markdown(text) if kind == "md" else read_text(text)


def _result(page: Page, capture: Capture) -> PageResult:
    subject = capture.file or capture.url
    text, blocks = assemble(unnumbered(page.drafts))
    issues = [Issue(issue.stage, issue.reason, issue.detail, issue.subject or subject) for issue in page.issues]
    if len("".join(text.split())) < SHORTEST:
        issues.append(Issue("page", "no_text", f"only {len(text)} characters of text were found", subject))
        return PageResult(None, tuple(issues))
    lang = _language(page.drafts)
    if lang is None:
        issues.append(Issue("page", "unknown_language", "too few letters to tell the language", subject))
    url = _address(page.facts, capture, issues)
    article = _article(page.facts, text, blocks, identity=url or capture.file or capture.url, lang=lang)
    article = replace(article, capture_id=capture.id, url=url, file=capture.file, source_id=capture.source_id)
    return PageResult(article, tuple(issues))


def _address(facts: PageFacts, capture: Capture, issues: list[Issue]) -> str | None:
    """Return the address of the page: the canonical one where it is of the same site."""
    subject = capture.file or capture.url
    fetched = capture.final_url if capture.final_url.startswith(("http:", "https:")) else None
    if facts.contradictions:
        issues.append(Issue("page", "contradictory_canonical", "; ".join(facts.contradictions), subject))
    if facts.canonical and fetched and not same_site(facts.canonical, fetched):
        detail = f"another site is named as canonical: {facts.canonical}"
        issues.append(Issue("page", "foreign_canonical", detail, subject))
        return fetched
    return facts.canonical or fetched


def _article(facts: PageFacts, text: str, blocks: tuple[Block, ...], *, identity: str, lang: str | None) -> Article:
    digest = text_sha256(text)
    return Article(
        id=identifier("art", identity, digest),
        capture_id="",
        url=facts.canonical,
        file=None,
        source_id=None,
        outlet=facts.outlet,
        title=facts.title,
        authors=facts.authors,
        published=facts.published,
        modified=facts.modified,
        lang=lang or UNKNOWN_LANGUAGE,
        text=text,
        text_sha256=digest,
        blocks=blocks,
        title_evidence=facts.title_evidence,
        outlet_evidence=facts.outlet_evidence,
        authors_evidence=facts.authors_evidence,
        declared_lang=facts.declared_lang,
    )


def same_site(canonical: str, fetched: str) -> bool:
    """Tell whether a canonical address belongs to the site it was fetched from (always for a local rehearsal)."""
    one, other = urlsplit(canonical).hostname or "", urlsplit(fetched).hostname or ""
    if other == "localhost" or other.replace(".", "").isdigit() or ":" in other:
        return True
    return one == other or one.split(".")[-2:] == other.split(".")[-2:]


def _language(drafts: list[Draft]) -> str | None:
    """Detect from the running text; from everything only where there is no running text."""
    body = (draft.text for draft in drafts if draft.kind is not BlockKind.META)
    return detect(beginning(body)) or detect(beginning(draft.text for draft in drafts))


def beginning(texts: Iterable[str]) -> str:
    """Return as much of the first texts as tells a language."""
    pieces, length = [], 0
    for text in texts:
        pieces.append(text[:SAMPLE])
        length += len(pieces[-1])
        if length > SAMPLE:
            break
    return " ".join(pieces)


def body_text(article: Article) -> str:
    """Return the running text of an article: without headline, bylines and captions, a line for each block."""
    return "\n".join(block.span.of(article.text) for block in article.blocks if block.kind not in BESIDE)


def text_article(text: str, *, identity: str, lang: str | None = None, published: str | None = None) -> Article:
    """Return an Article for a plain text that came without a page; detects the language unless it is given."""
    page = read_text(text[:LARGEST])
    full, blocks = assemble(unnumbered(page.drafts))
    stamp = iso_stamp(published) if published else None
    article = _article(page.facts, full, blocks, identity=identity, lang=lang or _language(page.drafts))
    return replace(article, file=identity, published=Evidenced(stamp, "given") if stamp else article.published)
