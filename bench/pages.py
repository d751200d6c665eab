"""Pages as news sites serve them, made up at any size: the furniture of a real template around a few paragraphs."""

from __future__ import annotations

import json
import random

WORDS = tuple(
    word
    for line in (
        "council harbour budget survey engineers station winter report minister river company model data license",
        "export inquiry market schedule research bridge ticket system network union harvest capacity standard",
    )
    for word in line.split(" ")
)
NAMES = ("Ada Example", "Ben Sample", "Chidi Demo", "Dana Trial")


def sentence(rng: random.Random) -> str:
    """Return one sentence."""
    words = [rng.choice(WORDS) for _ in range(rng.randint(9, 24))]
    number = f" {rng.randint(2, 900)},{rng.randint(100, 999)} {rng.choice(WORDS)}s" if rng.random() < 0.2 else ""
    return f"The {' '.join(words)}{number} was {rng.choice(('delayed', 'agreed', 'published', 'denied'))} on Monday."


def teaser(rng: random.Random, number: int) -> str:
    """Return a teaser card of another story."""
    title = " ".join(rng.choice(WORDS) for _ in range(7)).title()
    return (
        f'<div class="card teaser"><a class="card__link" href="/2026/{number % 12 + 1:02}/story-{number}"><picture>'
        f'<source srcset="/i/{number}-320.webp 320w, /i/{number}-640.webp 640w"><img src="/i/{number}.jpg" alt="">'
        f'</picture><h3 class="card__title">{title}</h3></a>'
        f'<span class="card__time">{rng.randint(1, 23)}h ago</span></div>'
    )


def head(number: int, title: str, author: str) -> str:
    """Return the head of a page."""
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "datePublished": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:30:00Z",
        "author": [{"@type": "Person", "name": author}], "publisher": {"@type": "Organization", "name": "The Sample"},
    }  # fmt: skip
    styles = "".join(f".c{n}{{display:flex;margin:{n}px;color:#{n:06x}}}" for n in range(250))
    return (
        f'<head><meta charset="utf-8"><title>{title} | The Sample</title><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="The Sample"><style>{styles}</style>'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        f"<script>window.__STATE__={json.dumps({'ids': list(range(900))})}</script></head>"
    )


def news_page(number: int, *, paragraphs: int = 14, base: str = "") -> tuple[str, str]:
    """Return (page, body text) of story `number`; the same number gives the same page."""
    rng = random.Random(number)
    title = f"{' '.join(rng.choice(WORDS) for _ in range(8)).capitalize()} {number}"
    author = NAMES[number % len(NAMES)]
    body = [" ".join(sentence(rng) for _ in range(rng.randint(2, 5))) for _ in range(paragraphs)]
    menu = "".join(
        f'<li class="nav-item"><a href="/section/{word}-{n}">{word.title()}</a></li>'
        for n, word in enumerate(WORDS * 3)
    )
    text = "".join(f'<p class="body__p">{part}</p>' for part in body)
    related = "".join(teaser(rng, number * 40 + n) for n in range(40))
    foot = "".join(f'<li><a href="/about/{n}">{word.title()} policy</a></li>' for n, word in enumerate(WORDS * 2))
    byline = f'<div class="byline">By <a rel="author" href="/by/{number % 4}">{author}</a></div>'
    page = (
        f'<!DOCTYPE html><html lang="en">{head(number, title, author)}<body class="t-article">'
        f"<header><nav><ul>{menu}</ul></nav></header>"
        f'<main><article><h1>{title}</h1>{byline}<div class="article-body">{text}</div></article>'
        f'<section class="related"><h2>More stories</h2>{related}</section></main>'
        f"<footer><ul>{foot}</ul><p>© 2026 The Sample. All rights reserved.</p></footer></body></html>"
    )
    return page.replace('href="/', f'href="{base}/') if base else page, "\n".join(body)
