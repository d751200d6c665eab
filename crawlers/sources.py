"""Sources as data: one TOML file for each source in `crawlers/sources/`, read strictly; an unknown key is an error.

Top-level keys beside those of a `Source` are not allowed. The table named like the kind (`[feed]`, `[sitemap]`,
`[listing]`, `[api]`, `[archive]`, `[files]`) holds what only that kind needs and may be left out where the defaults do;
`listing` needs `links`, `api` needs `link`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

FOLDER = Path(__file__).resolve().parent / "sources"
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{1,60}")

Tier = Literal[
    "party", "government", "court", "wire", "press", "think_tank", "law", "aggregator", "blog", "database", "sample"
]
Kind = Literal["feed", "sitemap", "listing", "api", "archive", "files"]
Verified = Literal["documentation", "public_code", "fetched", "no"]


class SourceError(ValueError):
    """A source file that cannot be used: the message names the file and the key."""


class Strict(BaseModel):
    """Unknown keys are an error, values are never coerced, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Choice(Strict):
    """Which of the addresses that were found are pages of interest: regular expressions searched in the address."""

    include: tuple[str, ...] = ()  # at least one must be found, where any is given
    exclude: tuple[str, ...] = ()  # none may be found

    @field_validator("include", "exclude", mode="before")
    @classmethod
    def _patterns(cls, value: object) -> object:
        if isinstance(value, list):
            for pattern in value:
                re.compile(pattern)
            return tuple(value)
        return value

    def wants(self, address: str) -> bool:
        """Tell whether an address is of interest."""
        included = not self.include or any(re.search(pattern, address) for pattern in self.include)
        return included and not any(re.search(pattern, address) for pattern in self.exclude)


class FeedTable(Choice):
    """`[feed]`: RSS, Atom or JSON Feed. `full_text`: the entry itself holds the article; no page is fetched."""

    full_text: bool = False


class SitemapTable(Choice):
    """`[sitemap]`: sitemaps, news sitemaps and their indexes. `newest_days`: older `lastmod` are left alone."""

    newest_days: int | None = Field(default=None, ge=1)


class ListingTable(Choice):
    """`[listing]`: `links` is a CSS selector of the article links; `next` one of the link to the next page."""

    links: str
    next: str | None = None
    pages: int = Field(default=1, ge=1, le=200)


class ApiTable(Choice):
    """`[api]`: a JSON service. Paths are dotted, numbers are list places ("results", "hits.0.url"; "" is the root).

    `items` list of results, `link` address in one item (`link_prefix` goes before it), `title`, `published`, `summary`,
    `body` (HTML or text of the article: then no page is fetched). Paging: `next` (path of the next address) or `page`
    (parameter counted from `start` by `step`), at most `pages` pages. `query` are parameters of the address. `most`:
    results at which the service cuts without saying so; as many are reported as `capped`.
    """

    items: str = ""
    link: str
    link_prefix: str = ""
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    body: str | None = None
    query: dict[str, str] = Field(default_factory=dict)
    next: str | None = None
    page: str | None = None
    start: int = 1
    step: int = Field(default=1, ge=1)
    pages: int = Field(default=1, ge=1, le=200)
    most: int | None = Field(default=None, ge=1)


class ArchiveTable(Choice):
    """`[archive]`: WARC files, or a list of them (`.paths`, `.paths.gz`), by path or address.

    A record is parsed only where it holds one of the `words`; at most `archives` are read in one run.
    """

    archives: int = Field(default=1, ge=1, le=1000)

    words: tuple[str, ...] = ("distillation", "distill", "model extraction")

    @field_validator("words", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class FilesTable(Choice):
    """`[files]`: files below a `file:` address. `pattern` is a glob."""

    pattern: str = "**/*"


class Source(Strict):
    """One source. Required: name, tier, kind, url, language, country, cadence_hours, expect_per_week."""

    id: str  # the file's name, not a key
    name: str = Field(min_length=1)
    tier: Tier
    kind: Kind
    url: str
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")  # BCP 47; mul for several
    country: str = Field(pattern=r"^([A-Z]{2}|INT)$")  # ISO 3166; EU; INT for none
    cadence_hours: float = Field(gt=0)
    expect_per_week: tuple[int, int]
    delay_seconds: float = Field(default=1.0, ge=0, le=120)
    access: Literal["full", "metadata"] = "full"
    timeout_seconds: float = Field(default=40.0, gt=0, le=600)  # for one answer as a whole
    robots_exemption: str = ""
    loopback: bool = False
    enabled: bool = True  # crawled when no source is named
    verified: Verified = "no"  # how the address was checked
    terms: str = ""  # what the site's terms or robots.txt say, in words
    notes: str = ""  # traps of the address, other addresses
    pages_per_run: int = Field(default=200, ge=1, le=100_000)  # new pages taken in one run
    feed: FeedTable | None = None
    sitemap: SitemapTable | None = None
    listing: ListingTable | None = None
    api: ApiTable | None = None
    archive: ArchiveTable | None = None
    files: FilesTable | None = None

    @field_validator("cadence_hours", "delay_seconds", "timeout_seconds", mode="before")
    @classmethod
    def _number(cls, value: object) -> object:
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("expect_per_week", mode="before")
    @classmethod
    def _pair(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for kind in ("feed", "sitemap", "listing", "api", "archive", "files"):
            if kind != self.kind and getattr(self, kind) is not None:
                raise ValueError(f"[{kind}] does not belong to a source of kind {self.kind}")
        if self.kind in {"listing", "api"} and getattr(self, self.kind) is None:
            raise ValueError(f"kind {self.kind} needs a table [{self.kind}]")
        low, high = self.expect_per_week
        if not 0 <= low <= high:
            raise ValueError("expect_per_week must be [minimum, maximum]")
        parts = urlsplit(self.url)
        schemes = {"http", "https", "file"} if self.kind in {"archive", "files"} else {"http", "https"}
        if parts.scheme not in schemes or (parts.scheme != "file" and not parts.hostname):
            raise ValueError(f"url must be an address with {' or '.join(sorted(schemes))}")
        return self

    @property
    def private_host(self) -> str | None:
        """The host that may be a private one, None for a source that is not meant to be local."""
        return urlsplit(self.url).hostname if self.loopback else None

    @property
    def choice(self) -> Choice:
        """The table of its kind, or the defaults where the file has none."""
        table: Choice | None = getattr(self, self.kind)
        return table if table is not None else Choice()


def load_source(file: Path) -> Source:
    """Read one source file; raises SourceError with the file and the key at fault."""
    identity = file.stem
    if not IDENTIFIER.fullmatch(identity):
        raise SourceError(f"{file.name}: the name must be lower-case letters, digits and hyphens")
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"{file.name}: {error}") from error
    if "id" in values:
        raise SourceError(f"{file.name}: id is the file's name, not a key")
    try:
        return Source.model_validate({"id": identity, **values})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "file"
        raise SourceError(f"{file.name}: {place}: {first['msg']}") from error


def load_sources(folder: Path | None = None) -> dict[str, Source]:
    """Read every `*.toml` of a folder (default: the ones that come with Claimline), ordered by id."""
    place = folder or FOLDER
    if not place.is_dir():
        raise SourceError(f"no such folder of sources: {place}")
    return {file.stem: load_source(file) for file in sorted(place.glob("*.toml"))}
