"""A brief as Markdown and as one HTML page without anything from outside. Crawled words are text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from jobs.briefs.content import STANDING, Brief, Reference
from jobs.briefs.drawing import number_line
from jobs.feeds import plain
from ledger.dates import within, written
from store.queries.course import Statement

ACTS = re.compile(r"([\\`*_\[\]#|~$<>&])")
NOTE = (
    "Claims, not facts: the numbers are what sources say. “One origin” means one party says so, however many outlets "
    "repeat it; “contested” means independent origins disagree or the accused side disputes it. Values are never "
    "averaged."
)
STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#1D1C1A,#E9E7E2);--soft:light-dark(#5F5B55,#A7A49E);
--line:light-dark(#DEDBD3,#363A42);--accuser:light-dark(#1D4C9E,#5C90F5);--accused:light-dark(#944600,#FFA135);
--third:light-dark(#1F8783,#B1E5D1);--none:light-dark(#393634,#ADABA9);--alarm:light-dark(#DB0F5B,#FF3B68);
--paper:light-dark(#FFFFFF,#15171B)}
body{font:15px/1.45 'Source Sans 3','Noto Sans',system-ui,sans-serif;color:var(--ink);background:var(--paper);
max-width:50rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}p,ul,ol{margin:.3rem 0}
.soft,.tick,footer{color:var(--soft)}table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid var(--line);padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
svg{width:100%;height:auto;display:block;font:12px system-ui,sans-serif}
svg text{fill:var(--ink)}svg .tick{fill:var(--soft)}
.grid{stroke:var(--line)}.best{stroke:var(--ink);stroke-width:1.5}
.accuser{--own:var(--accuser)}.accused{--own:var(--accused)}.third{--own:var(--third)}.none{--own:var(--none)}
.alarm{--own:var(--alarm)}.dot{fill:var(--own);stroke:var(--own);stroke-width:2}.hollow{fill:var(--paper)}
.band{fill:var(--own);opacity:.28}.band.solid{opacity:.75}.reach,.head{stroke:var(--own);stroke-width:2;fill:none}
.stripes{stroke:var(--own);stroke-width:12;stroke-dasharray:2 4;opacity:.55}a{color:inherit}
.kept{white-space:nowrap}footer{border-top:1px solid var(--line);margin-top:1rem;font-size:.85rem}
@page{size:A4;margin:10mm 12mm}
@media print{:root{color-scheme:light}body{font-size:8.8pt;line-height:1.25;margin:0;max-width:none}
h2{margin:.6rem 0 .2rem;break-after:avoid}svg{max-height:42mm}
li,tr,svg{break-inside:avoid}}
"""


def text(words: str) -> str:
    """Return crawled words for Markdown: on one line, every sign that could act escaped."""
    return ACTS.sub(r"\\\1", plain(words))


def html(words: str) -> str:
    """Return crawled words for HTML."""
    return f"<bdi>{escape(plain(words))}</bdi>"


def link(url: str | None) -> str | None:
    """Return an address that may be a link: http or https, nothing that ends a link early."""
    try:
        good = url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        good = False
    return re.sub(r"[\s<>\"'\\]", "", url) if good and url is not None else None


def facts(brief: Brief) -> list[str]:
    """Return who, whom, what and when in short sentences."""
    case = brief.case
    accused = case.accused.replace(";", ", ")
    found = [f"{case.accuser or 'Nobody named'} about {accused or 'nobody named'}"]
    found += [f"target {case.target}"] if case.target else []
    found += [f"known since {written(case.disclosed)}"] if case.disclosed else []
    found.append(f"{brief.articles} article{'s' if brief.articles != 1 else ''}")
    found += [f"as of {written(brief.as_of)}"] if brief.as_of else []
    return found


def named(reference: Reference) -> str:
    """Return a reference as one line."""
    day = written(reference.published) if reference.published else None
    pieces = (reference.outlet, reference.title, day)
    return ", ".join(piece for piece in pieces if piece) or reference.article_id


def kept(reference: Reference) -> str:
    """Return how the text that was read can be found again."""
    return f"captured {written(reference.first_seen)}, {reference.article_id}"


def origin(brief: Brief) -> str:
    """Return which case this is and how new what it rests on is."""
    newest = f", from texts captured until {written(brief.newest)}" if brief.newest else ""
    return f"Claimline, incident {brief.case.incident_id}{newest}."


def markdown(brief: Brief) -> Iterator[str]:
    """Yield the lines of the Markdown brief."""
    yield from (f"# {text(brief.case.title)}", "", f"{text('; '.join(facts(brief)))}.", "")
    if brief.headline is not None:
        yield from (f"**{text(within(brief.headline.explanation))}**", "")
    yield from ("## Figures", "")
    if brief.values:
        yield from ("| measure | about | value | standing | origins | articles | alarms |", "| --- " * 7 + "|")
    else:
        yield "Nobody claims a figure."
    for value, worth in zip(brief.values, brief.worths, strict=True):
        about = text(value.accused.replace(";", ", ") or "nobody named")
        cells = (text(value.measure.replace("_", " ")), about, text(worth), STANDING[value.status])
        yield f"| {' | '.join(cells)} | {value.origins} | {value.articles} | {value.alarms} |"
    yield from ("", "## Disputes", "")
    for card in brief.disputes:
        yield f"- {'Origins disagree: ' if card.between_origins else ''}{text(within(card.explanation))}"
    yield more(brief.more_disputes) if brief.disputes else "None is open."
    if brief.answers:
        yield from ("", "## Answers", "")
        yield from (f"- {text(answer_head(s))}: “{text(s.quote[:200])}”" for s in brief.answers)
    yield from ("", "## References", "")
    for work in brief.references:
        where = link(work.url)
        copy = link(work.archive_url)
        addresses = (f" <{where}>" if where else "") + (f", archived <{copy}>" if copy else "")
        yield f"{work.number}. {text(named(work))}{addresses} ({kept(work)})"
    yield more(brief.more_references)
    yield from ("", f"*{NOTE}*", "", text(origin(brief)))


def more(count: int) -> str:
    """Return how many were left out, nothing for none."""
    return f"\nand {count} more in the export" if count else ""


def answer_head(answer: Statement) -> str:
    """Return who answered how and when."""
    return f"{written(answer.date)}, {answer.kind} by {answer.actors.replace(';', ', ') or 'nobody named'}"


def page(brief: Brief) -> str:
    """Return the HTML brief: one file, nothing loaded, nothing run."""
    title = html(brief.case.title)
    body = [f"<h1>{title}</h1>", f'<p class="soft">{html("; ".join(facts(brief)))}.</p>']
    if brief.headline is not None:
        body.append(f"<p><b>{html(within(brief.headline.explanation))}</b></p>")
        body.append(number_line(brief.headline, brief.readings))
    body.append(f"<h2>Figures</h2>{table(brief)}<h2>Disputes</h2>{alarms(brief)}")
    if brief.answers:
        lines = (f"<li>{html(answer_head(s))}: “{html(s.quote[:200])}”</li>" for s in brief.answers)
        body.append(f"<h2>Answers</h2><ul>{''.join(lines)}</ul>")
    body.append(f"<h2>References</h2><ol>{''.join(map(cited, brief.references))}</ol>")
    left_out = escape(more(brief.more_references).strip())
    body.append(f'<p class="soft">{left_out}</p>')
    body.append(f"<footer><p>{escape(NOTE)}</p><p>{html(origin(brief))}</p></footer>")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    secure = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    shown = escape(plain(brief.case.title, 120))
    top = f'<!doctype html><html lang="en"><head>{head}{secure}<title>{shown}</title></head>'
    return f"{top}<body>{''.join(body)}</body></html>\n"


def table(brief: Brief) -> str:
    """Return the table of values."""
    if not brief.values:
        return "<p>Nobody claims a figure.</p>"
    heads = "".join(
        f"<th>{name}</th>" for name in ("Measure", "About", "Value", "Standing", "Origins", "Articles", "Alarms")
    )
    rows = []
    for value, worth in zip(brief.values, brief.worths, strict=True):
        about = html(value.accused.replace(";", ", ") or "nobody named")
        cells = (html(value.measure.replace("_", " ")), about, html(worth), STANDING[value.status])
        counts = (value.origins, value.articles, value.alarms)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, *counts)) + "</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def alarms(brief: Brief) -> str:
    """Return the disputes as a list."""
    if not brief.disputes:
        return "<p>None is open.</p>"
    lines = (
        f"<li>{'Origins disagree: ' if card.between_origins else '▲ '}{html(within(card.explanation))}</li>"
        for card in brief.disputes
    )
    return f"<ul>{''.join(lines)}</ul><p class='soft'>{escape(more(brief.more_disputes).strip())}</p>"


def cited(work: Reference) -> str:
    """Return one reference."""
    where = link(work.url)
    name = f'<a href="{escape(where, quote=True)}">{html(named(work))}</a>' if where else html(named(work))
    copy = link(work.archive_url)
    archived = f', <a href="{escape(copy, quote=True)}">archived copy</a>' if copy else ""
    return f'<li>{name}{archived} <span class="soft kept">({escape(kept(work))})</span></li>'
