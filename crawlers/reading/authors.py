"""Who wrote a page: names from JSON-LD, meta tags and bylines, one by one, without roles, outlets and addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from crawlers.reading.assembly import collapse
from crawlers.reading.dates import month_names, printed_date
from crawlers.reading.elements import in_furniture, inline_text, names_of
from crawlers.reading.heads import plain_text

METAS = (
    "author",
    "article:author_name",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "byl",
    "authors",
    "creator",
    "cxenseparse:author",
)
NAMED = frozenset(
    {
        "writer",
        "reporter",
        "journalist",
        "autor",
        "auteur",
        "yazar",
        "article-byline",
        "story-byline",
        "postmeta",
        "posted-by",
        "author",
        "authors",
        "byline",
        "author-name",
        "byline-name",
        "article-author",
        "post-author",
        "byl",
    }
)
PROFILE = re.compile(
    r"/(?:authors?|by|profiles?|people|staff|autor(?:es|en|i)?|auteurs?|journalists?|contributors?|reporters?|redaktion"
    r"|users?|columnists?|writers?)/"
)
BY = re.compile(
    r"^(?:written\sby|posted\sby|reported\sby|words\sby|story\sby|text\sby|article\sby|by|von|par|por|di|da|yazan|haber|"
    r"text|автор\w{0,2}|текст|bởi|tác\sgiả|بقلم|كتب|文|作者|编辑|記者|记者|撰文|執筆|글)\s{0,2}[:：/／]?\s+|^(?:文|作者|编辑|撰文|记者|記者|글|text|автор)\s{0,2}[:：/／|]\s*",
    re.IGNORECASE,
)
PARTED = re.compile(r"\s*(?:[;/|·•]|,|、|，|\s&\s|\s(?:and|und|et|y|e|ve|и|та|và|mit|with)\s|\s[–—-]\s)\s*")
PLACE = re.compile(r"\s(?:in|for|at|from|aus|für|à|pour|en|para|special\sto)\s(?=[A-ZÄÖÜÉ]).*$|\smit\sMaterial\s.*$")
NO_NAMES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "phd",
        "ph.d",
        "md",
        "m.d",
        "mba",
        "esq",
        "cfa",
        "ceo",
        "cto",
        "cfo",
        "et al",
        "others",
    ]
)
ROLE = re.compile(
    r"\b(?:correspondent|reporters?|editors?|writers?|journalist|columnist|contributors?|producer|analyst|staff|team|desk|"
    r"newsroom|redaktion|redaktör|redacción|redaccion|rédaction|redação|redazione|editorial|admin|administrator|webmaster|"
    r"korrespondent|redakteur\w{0,3}|journaliste|periodista|editör|muhabir|newsletter|published|updated|follow|"
    r"editor-in-chief|bureau|agencies|agency|guest|author|byline|share|min\sread|comments?|view|posted|photo\w{0,9}|images?)\b",
    re.IGNORECASE,
)
REPORTER = re.compile(r"\s?(?:기자|특파원|記者|记者)$")
WITHIN = re.compile(
    r"(?:\b(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or)|[Aa]utor:|Haber:|Автор:|作者[:：])\s{0,2}"
    r"((?:[^\W\d_a-zà-þ][\w.'’-]*(?:\s(?:van|von|de|der|den|da|del|la|le|bin|al|el)\b)*\s?){1,4})"
)
MARKS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|\S+@\S+|@\w+|https?://\S+|<[^<>]{0,100}>")
AGENCY = re.compile(r"[A-Z]{2,5}")
ENGLISH = re.compile(r"(?:By|BY)\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3}$")
LOOKED_AT = 400  # elements without a class in which a line "By Ada Example" is looked for
MOST = 10
LONGEST = 60


def read_authors(
    tree: Any,
    metas: dict[str, list[str]],
    articles: list[dict[str, Any]],
    nodes: Iterable[dict[str, Any]],
    outlet: str | None,
) -> tuple[tuple[str, ...], str | None]:
    """Return (names, evidence); the outlet itself is no author where a person is named elsewhere."""
    for evidence, texts in _stated(tree, metas, articles, nodes):
        names = list(dict.fromkeys(name for text in texts for name in names_in(text, outlet)))
        if names:
            return tuple(names[:MOST]), evidence
    return (), None


def _stated(
    tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], nodes: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, list[str]]]:
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    for node in articles:
        yield "json-ld:author", list(_people(node.get("author") or node.get("creator"), known))
    for name in METAS:
        if name in metas:
            yield f"meta:{name}", metas[name][:MOST]
    yield "rel:author", [inline_text(link) for link in tree.iter("a") if _is_author_link(link)][:MOST]
    for element in tree.iterfind(".//*[@itemprop='author']"):
        name = element.find(".//*[@itemprop='name']")
        yield (
            "itemprop:author",
            [(element if name is None else name).get("content") or inline_text(element if name is None else name)],
        )
    for element in tree.iter("a", "span", "div", "p", "address", "li", "em", "strong", "cite", "section", "header"):
        if _is_byline(element):
            links = [inline_text(link) for link in element.iter("a") if PROFILE.search(link.get("href") or "")]
            yield "byline", links or [inline_text(element)]
    heading = next(iter(tree.iter("h1")), None)
    for line in _lines_after(heading):
        found = WITHIN.search(line)
        if BY.match(line) and len(line) < 90:
            yield "byline", [line]
        elif found and (len(line) < 90 or printed_date(line)):
            yield "byline", [found[1]]
    for element in list(tree.iter("i", "em", "b", "strong", "small", "p", "span", "div", "font"))[:LOOKED_AT]:
        if not len(element) and ENGLISH.match((element.text or "").strip()[: LONGEST + 1]):
            yield "byline", [element.text]


def _people(value: Any, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        referred = isinstance(entry, dict) and not entry.get("name") and entry.get("@id") in known
        item = known[entry["@id"]] if referred else entry
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            yield from (text for text in item["name"] if isinstance(text, str))
            continue
        text = plain_text(item)
        if text:
            yield text


def _is_author_link(link: Any) -> bool:
    return "author" in (link.get("rel") or "").lower().split() and not in_furniture(link)


def _is_byline(element: Any) -> bool:
    return bool(names_of(element) & NAMED) and not in_furniture(element) and len(inline_text(element)) <= 160


def _lines_after(heading: Any) -> Iterator[str]:
    """Yield the short lines after the headline, where a byline stands that no class names."""
    node = heading
    for _ in range(2):
        if node is None or node.tag in {"body", "html"}:
            return
        for sibling in list(node.itersiblings())[:4]:
            if isinstance(sibling.tag, str):
                line = inline_text(sibling)
                if 4 < len(line) < 200:
                    yield line
        node = node.getparent()


def names_in(text: str, outlet: str | None) -> list[str]:
    """Return the names of people in a byline or a value of a head."""
    text = html.unescape(text).strip()
    if text.startswith(("[", "［", "【")) and text.endswith(("]", "］", "】")):
        text = text[1:-1]
    bare = collapse(MARKS.sub(" ", text))
    text = (bare or collapse(MARKS.sub(" ", text.replace("(", " ").replace(")", " "))))[:400]
    within = WITHIN.search(text) if not BY.match(text) and any(character.isdigit() for character in text) else None
    text = within[1] if within else text
    for _ in range(2):
        text = BY.sub("", text).strip()
    if _is_inverted(text):
        last, first = text.split(",")
        return [f"{first.strip()} {last.strip()}"]
    names = []
    for part in PARTED.split(text):
        name = _name(PLACE.sub("", BY.sub("", part.strip())))
        if name and not _same(name, outlet) and name.lower().rstrip(".") not in NO_NAMES:
            names.append(name)
    people = [name for name in names if not AGENCY.fullmatch(name)]
    return people if people else names


def _is_inverted(text: str) -> bool:
    """Tell whether a value is one name as catalogues write it: "Example, Ada"."""
    parts = text.split(",")
    return (
        len(parts) == 2
        and all(len(part.split()) == 1 and part.strip()[:1].isupper() for part in parts)
        and not ROLE.search(text)
    )


def _name(text: str) -> str | None:
    """Return a name that can be a person's or an agency's, None for a role, a date or a line of something else."""
    words = REPORTER.sub("", text).strip(" .,:|·•*-–—_").split(" ")
    for number, word in enumerate(words):
        if number and (any(character.isdigit() for character in word) or word.lower().rstrip(".,") in month_names()):
            words = words[:number]
            break
    name = " ".join(words)
    if not 2 <= len(name) <= LONGEST or len(words) > 6 or any(character.isdigit() for character in name):
        return None
    if ROLE.search(name) or name.endswith((".com", ".org", ".net")):
        return None
    latin = name[0].isascii() and name[0].isalpha()
    return name if not latin or any(word[:1].isupper() for word in words) or len(words) > 1 else None


def _same(name: str, outlet: str | None) -> bool:
    one, other = ("".join(c for c in text.casefold() if c.isalnum()) for text in (name, outlet or ""))
    return bool(other) and (one == other or f"the{one}" == other or f"the{other}" == one)


def given_authors(text: str) -> tuple[str, ...]:
    """Return the authors that the front matter of a text names."""
    return tuple(names_in(text.strip("[]").replace('"', ""), None))
