"""One reader for each file format; each returns a Page of blocks, facts and issues."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import lxml.etree

from crawlers.reading.assembly import Draft, collapse
from crawlers.reading.authors import given_authors
from crawlers.reading.choice import choose
from crawlers.reading.dates import iso_stamp, printed_date
from crawlers.reading.elements import parse_html, silence
from crawlers.reading.mainpart import MainPart, is_doubtful, main_part
from crawlers.reading.markup import Walk
from crawlers.reading.metadata import PageFacts, read_facts
from crawlers.reading.plain import PlainText, read_plain
from crawlers.reading.structures import read_body
from ledger.article import BlockKind, Evidenced
from ledger.issue import Issue

DATELINE_AGENCY = re.compile(r"^[^\n()]{2,80}\(([^()\d]{3,40})\)\s{0,2}[-–—:]")
DATELINE_BRACKET = re.compile(r"^【[^＝=】]{1,12}[＝=]([^】]{2,20})】")
DATELINE_LEAD = re.compile(r"^([^.!?\n]{4,70}?(?:\.[^.!?\n]{0,30})?20\d{2})\s?(?:[-–—:/|]|\(|\)\s)")
DATED_LINE = re.compile(r"^\(?\s?(?:issued|dated|filed|date|published|released|posted)\b", re.IGNORECASE)
MASTHEAD = re.compile(r"^([^\W\d][^|,\d]{2,40}?)\s?[|,]\s{0,3}(?:(?:Vol|No|Issue|Nr|Nº|N°)\b|#\s?\d)")
PDF_PAGES = 300
ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """Blocks and facts of a page before they become an Article."""

    drafts: list[Draft]
    facts: PageFacts
    issues: list[Issue] = field(default_factory=list)


def read_html(text: str, address: str | None) -> Page:
    """Read an HTML page."""
    tree = parse_html(text)
    if tree is None:
        return Page([], PageFacts(), [Issue("page", "not_html", "no HTML element could be parsed")])
    facts = read_facts(tree, address)
    walk = _walked(tree, main_part(tree), facts)
    if is_doubtful(walk.main, walk.text_length()) and not walk.thread and "too_deep" not in walk.dropped:
        again = parse_html(text)
        main = main_part(again, thorough=True)
        if main is not None and (walk.main is None or main.text != walk.main.text):
            walk = _walked(again, main, facts)
    if walk.main is not None and not walk.thread:
        walk.drafts, walk.dropped["outside"] = choose(walk.drafts, walk.main, facts, walk.teased)
    issues = (
        [Issue("page", "page_too_deep", "elements nested too deeply were read without their structure")]
        if "too_deep" in walk.dropped
        else []
    )
    return Page(walk.drafts, facts, issues)


def _walked(tree: Any, main: MainPart | None, facts: PageFacts) -> Walk:
    silence(tree)
    body = tree.find("body")
    return read_body(tree if body is None else body, main, facts.heading)


def read_json(text: str, address: str | None) -> Page:
    """Read a WordPress REST post (`title.rendered`, `content.rendered`, `date_gmt`, `link`)."""
    try:
        post = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Page([], PageFacts(), [Issue("page", "bad_json", f"not JSON: {error}"[:200])])
    if isinstance(post, list) and len(post) == 1:
        post = post[0]
    content = _rendered(post.get("content")) if isinstance(post, dict) else None
    if not isinstance(post, dict) or content is None:
        return Page([], PageFacts(), [Issue("page", "unknown_json", "not a WordPress post: no content.rendered")])
    title = _rendered(post.get("title"))
    title = _plain(title) if title else None
    page = read_html(f"<html><body>{content}</body></html>", address)
    facts = PageFacts(title=title, title_evidence="json:title" if title else None)
    if title:
        page.drafts.insert(0, Draft(BlockKind.TITLE, title, level=1))
    link = post.get("link")
    facts.canonical = link if isinstance(link, str) and link.startswith("http") else None
    for key in ("date_gmt", "date"):
        stamp = iso_stamp(post[key]) if isinstance(post.get(key), str) else None
        if stamp:
            facts.published = Evidenced(
                stamp + ("+00:00" if key == "date_gmt" and "T" in stamp and "+" not in stamp else ""), f"json:{key}"
            )
            break
    if isinstance(post.get("modified_gmt"), str) and (stamp := iso_stamp(post["modified_gmt"])):
        facts.modified = Evidenced(stamp, "json:modified_gmt")
    facts.declared_lang = post["lang"] if isinstance(post.get("lang"), str) else None
    return Page(page.drafts, facts, page.issues)


def _rendered(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else None


def _plain(markup: str) -> str:
    tree = parse_html(f"<p>{markup}</p>")
    return collapse("".join(tree.itertext())) if tree is not None else collapse(markup)


def read_xml(text: str, address: str | None) -> Page:
    """Read bill summaries and other plain XML; declarations of entities are refused, never expanded."""
    issues: list[Issue] = []
    if ENTITY.search(text[:20_000]):
        if "<!ENTITY" in text[:200_000].upper():
            return Page(
                [], PageFacts(), [Issue("page", "entity_declarations", "XML that declares entities is not read")]
            )
        if "<html" in text[:4000].lower():
            return read_html(text, address)
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, huge_tree=False
    )
    root = (
        lxml.etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
        if not text.lstrip().startswith("<?xml")
        else lxml.etree.fromstring(
            re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).encode("utf-8", "replace"), parser=parser
        )
    )
    if root is None:
        return Page([], PageFacts(), [Issue("page", "bad_xml", "no XML element could be parsed")])
    if lxml.etree.QName(root).localname == "html":
        return read_html(text, address)
    return Page(list(_xml_drafts(root)), _xml_facts(root), issues)


def _local(element: Any) -> str:
    return str(lxml.etree.QName(element).localname).lower() if isinstance(element.tag, str) else ""


def _xml_drafts(root: Any) -> list[Draft]:
    drafts: list[Draft] = []
    titled = False
    for element in root.iter():
        name, text = _local(element), ""
        if not name:
            continue
        leaf = not any(isinstance(child.tag, str) for child in element)
        text = collapse("".join(element.itertext())) if leaf else collapse(element.text or "")
        if not text:
            pass
        elif "<p" in text and leaf:
            drafts.extend(read_html(f"<html><body>{text}</body></html>", None).drafts)
        elif name in {"title", "official-title", "dc:title", "short-title"}:
            drafts.append(Draft(BlockKind.HEADING if titled else BlockKind.TITLE, text, level=2 if titled else 1))
            titled = True
        elif (
            name in {"date", "publisher", "creator", "format", "language", "rights", "action-date", "type", "subject"}
            or len(text) < 12
        ):
            drafts.append(Draft(BlockKind.META, text))
        else:
            drafts.append(Draft(BlockKind.PARAGRAPH, text))
        if element.tail and element.tail.strip():
            drafts.append(Draft(BlockKind.PARAGRAPH, collapse(element.tail)))
    return drafts


def _xml_facts(root: Any) -> PageFacts:
    facts = PageFacts()
    setters: dict[str, Callable[[str], None]] = {}
    for element in root.iter():
        name, text = _local(element), collapse(element.text or "")
        if not text or name in setters:
            continue
        if name == "title" and facts.title is None:
            facts.title, facts.title_evidence = text, "xml:title"
        elif name == "publisher" and facts.outlet is None:
            facts.outlet, facts.outlet_evidence = text, "xml:publisher"
        elif name in {"date", "action-date", "published", "pubdate"} and facts.published is None:
            stamp = iso_stamp(text) or printed_date(text)
            facts.published = Evidenced(stamp, f"xml:{name}") if stamp else None
        elif name in {"identifier", "url", "link"} and text.startswith("http") and facts.canonical is None:
            facts.canonical = text
    return facts


def read_markdown(text: str) -> Page:
    """Read a Markdown file with or without front matter."""
    return _from_plain(read_plain(text, markdown=True))


def read_text(text: str) -> Page:
    """Read a plain text; Markdown is recognised by its signs."""
    return _from_plain(read_plain(text))


def _from_plain(plain: PlainText) -> Page:
    facts, front = PageFacts(), plain.front
    title = front.get("title") or plain.title
    if title:
        facts.title, facts.title_evidence = collapse(title), "front matter" if front.get("title") else "first line"
    for key in ("published", "date", "publish_date", "published_at", "datepublished", "created", "pubdate"):
        stamp = iso_stamp(front[key]) if front.get(key) else None
        if stamp:
            facts.published = Evidenced(stamp, f"front matter:{key}")
            break
    for key in ("updated", "modified", "lastmod", "last_updated"):
        stamp = iso_stamp(front[key]) if front.get(key) else None
        if stamp:
            facts.modified = Evidenced(stamp, f"front matter:{key}")
            break
    for key in ("canonical", "canonical_url", "url", "link", "permalink"):
        if front.get(key, "").startswith("http"):
            facts.canonical = front[key]
            break
    for key in ("outlet", "publisher", "site", "publication", "source", "site_name"):
        if front.get(key):
            facts.outlet, facts.outlet_evidence = front[key], f"front matter:{key}"
            break
    author = front.get("author") or front.get("authors")
    if author:
        facts.authors = given_authors(author)
        facts.authors_evidence = "front matter:author"
    facts.declared_lang = front.get("lang") or front.get("language")
    _read_dateline(plain, facts)
    return Page(plain.drafts, facts)


def _read_dateline(plain: PlainText, facts: PageFacts) -> None:
    """Take the date and the agency from the first lines of a text that has no front matter for them."""
    for number, draft in enumerate(plain.drafts[:12]):
        head = draft.text[:160]
        agency = DATELINE_AGENCY.match(head) or DATELINE_BRACKET.match(head)
        if agency and facts.outlet is None and number < 6:
            facts.outlet, facts.outlet_evidence = agency[1].strip(), "dateline"
        masthead = MASTHEAD.match(head) if number == 0 else None
        if masthead and facts.outlet is None:
            facts.outlet, facts.outlet_evidence = masthead[1].strip().title(), "masthead"
        if facts.published is None:
            stamp = _dateline_date(draft.text, number)
            facts.published = Evidenced(stamp, "dateline") if stamp else None


def _dateline_date(text: str, number: int) -> str | None:
    """Return the date of a dateline: a short line at the top, or one that leads into the first paragraph."""
    if len(text) <= 120:
        return printed_date(text) if number < 5 or DATED_LINE.match(text) else None
    lead = DATELINE_LEAD.match(text[:120])
    return printed_date(lead[1]) if lead and number < 6 else None


def read_pdf(body: bytes, subject: str | None) -> Page:
    """Read the text of a PDF with its title and dates."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(body))
        pages = [reader.pages[number].extract_text() for number in range(min(len(reader.pages), PDF_PAGES))]
        information = reader.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError) as error:
        return Page([], PageFacts(), [Issue("page", "bad_pdf", f"{type(error).__name__}: {error}"[:200], subject)])
    page = _from_plain(read_plain("\n\n".join(pages), markdown=False))
    if information is not None:
        if information.title and len(information.title) > 8:
            page.facts.title, page.facts.title_evidence = collapse(information.title), "pdf:title"
        if information.author:
            page.facts.authors, page.facts.authors_evidence = (collapse(information.author),), "pdf:author"
        moment = information.creation_date
        if page.facts.published is None and moment is not None:
            page.facts.published = Evidenced(moment.isoformat(), "pdf:creation_date")
    return page
