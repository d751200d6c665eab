"""The sources that come with Claimline: all load, nothing local or dead among them, the field is covered."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from crawlers.sources import Source, load_sources
from data.newsroom.serve import SOURCES as SAMPLES

REAL = load_sources()
DEAD = (
    *(
        "qwenlm.github.io",
        "feeds.a.dj.com",
        "feeds.reuters.com",
        "rsshub.app",
        "red.anthropic.com",
        "ai.meta.com/blog/rss",
    ),
    *("www.whitehouse.gov/feed/", "www.bis.gov/rss.xml", "congress.gov/rss/search-results", "rssId=171"),
    *("www.brookings.edu/feed/", "asia.nikkei.com/rss?", "www.lawfaremedia.org/feed?", "www.commerce.gov/feeds"),
)


def test_the_field_is_covered() -> None:
    """At least 80 sources, 39 on by default, in every tier, kind and many languages."""
    assert len(REAL) >= 80
    on = [source for source in REAL.values() if source.enabled]
    assert len(on) == 39
    tiers = {"party", "government", "court", "wire", "press", "think_tank", "law", "aggregator", "blog", "database"}
    assert {source.tier for source in REAL.values()} == tiers
    assert {source.kind for source in REAL.values()} >= {"feed", "sitemap", "listing", "api", "archive"}
    assert {source.language for source in on} >= {"en", "zh", "ja", "ko", "de", "fr", "vi", "ru"}
    assert {"zh", "ja", "ko", "de", "fr", "tr", "es", "pt", "it", "ar", "ru"} <= {s.language for s in REAL.values()}


@pytest.mark.parametrize("source", REAL.values(), ids=lambda source: source.id)
def test_source_is_ready_to_use(source: Source) -> None:
    """A public address without a gap to fill, an expectation, and what is known of it."""
    host = urlsplit(source.url).hostname or ""
    assert "." in host
    assert not host.endswith((".example", ".local", ".internal"))
    assert not source.loopback
    assert "{" not in source.url
    assert not any(dead in f"{source.url}?" for dead in DEAD)
    assert source.expect_per_week[1] > 0
    assert source.cadence_hours >= 3
    assert source.notes or source.verified != "no"


def test_only_documented_apis_are_exempt_from_robots() -> None:
    """Each exemption names the terms it rests on."""
    exempt = [source for source in REAL.values() if source.robots_exemption]
    assert all(source.kind == "api" and source.verified == "documentation" for source in exempt)
    assert all(re.search(r"https://\S+", source.robots_exemption) for source in exempt)


def test_what_nobody_has_verified_is_off() -> None:
    """A source is on only where its address stands in documentation, public code, or was fetched."""
    assert not [source.id for source in REAL.values() if source.enabled and source.verified == "no"]


def test_no_address_is_there_twice() -> None:
    """One file for one address and query."""
    addresses = Counter((source.url, str(source.api)) for source in REAL.values())
    assert not [address for address, count in addresses.items() if count > 1]


def test_sample_sources_load_and_stay_on_loopback() -> None:
    """The newsroom's own files are read by the same loader."""
    samples = load_sources(SAMPLES)
    assert len(samples) == 7
    assert {source.kind for source in samples.values()} == {"feed", "sitemap", "listing"}
    assert all(source.loopback and source.tier == "sample" for source in samples.values())
    assert not set(samples) & set(REAL)


def test_readme_gives_the_right_numbers() -> None:
    """The README counts the sources."""
    text = (SAMPLES.parents[2] / "README.md").read_text(encoding="utf-8")
    on = sum(source.enabled for source in REAL.values())
    assert f"{len(REAL)} of them, {on} on by default" in text
