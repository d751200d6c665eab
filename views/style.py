"""The style of our own HTML: colours follow light and dark by themselves, roles have the names of views/roles.py."""

from __future__ import annotations

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M4 16h24" stroke="#5F5B55" stroke-width="2"/>'
    '<circle cx="11" cy="16" r="6" fill="#1D4C9E"/><circle cx="24" cy="16" r="4" fill="#944600"/></svg>'
)
STYLE = """
<style>
.stApp {
  --accuser: light-dark(#1D4C9E, #5C90F5); --accused: light-dark(#944600, #FFA135);
  --third: light-dark(#1F8783, #B1E5D1); --none: light-dark(#393634, #ADABA9);
  --alarm: light-dark(#DB0F5B, #FF3B68); --soft: light-dark(#5F5B55, #A7A49E);
  --line: light-dark(#DEDBD3, #363A42); --panel: light-dark(#F5F4F0, #1E2126);
  --accuser-ground: light-dark(#E4ECF8, #1F2F4D); --accused-ground: light-dark(#F6EBDD, #3B2C17);
  --third-ground: light-dark(#E5F1F0, #1D3634); --alarm-ground: light-dark(#FDECF2, #3A1A25);
  --none-ground: var(--panel); --link: light-dark(#1F5FA8, #8FBEF7);
}
.control { border: 1px solid var(--line); border-radius: 3px; padding: 0 2px; font: 0.75em monospace; }
[data-testid=stHtml] :is(h1, h2, h3, p) { margin: 0; padding: 0; }
.stApp :is(a, summary, button):focus-visible { outline: 2px solid var(--link) !important; outline-offset: 2px; }
.soft { color: var(--soft); }
.small { font-size: 0.87rem; }
.lead { font-size: 1.1rem; line-height: 1.5; max-width: 75em; }
.mark { font-family: 'Source Sans', 'Noto Sans Symbols2', 'DejaVu Sans', sans-serif; }
[data-testid=stExpander] details { height: auto !important; }
[data-testid=stMain] [data-testid=stPageLink-NavLink] { background: none; }
[data-testid=stMain] [data-testid=stPageLink-NavLink]:hover { background: var(--panel); }
[data-testid=stMain] [data-testid=stPageLink-NavLink] * { font-weight: 400; }
[data-testid=stHtml] a { color: var(--link); }
.said { border-left: 3px solid var(--none); margin: 0.3rem 0 0; padding: 0.1rem 0 0.1rem 0.9rem; }
.said.accuser { border-color: var(--accuser); } .said.accused { border-color: var(--accused); }
.said.third { border-color: var(--third); } .said.alarm { border-color: var(--alarm); color: inherit; }
.said footer { margin-top: 0.25rem; }
.fault { border: 1px solid var(--alarm); border-radius: 6px; padding: 0.6rem 1rem; max-width: 60rem; }
.samples { background: var(--accused-ground); border-radius: 6px; padding: 0.45rem 0.8rem !important;
  font-size: 0.93rem; }
[data-testid=stHtml] .ladder { display: flex; flex-wrap: wrap; gap: 0.4rem 0; list-style: none; margin: 0; padding: 0; }
[data-testid=stHtml] .ladder li { flex: 1 1 8rem; padding: 0.5rem 0.8rem 0.4rem 0; border-top: 3px solid var(--line);
  margin: 0; color: var(--soft); }
[data-testid=stHtml] .ladder li.reached { border-color: var(--none); color: inherit; }
.ladder .accuser { color: var(--accuser); } .ladder .accused { color: var(--accused); }
.ladder .third { color: var(--third); }
.evidence { display: flex; gap: 2.5rem; align-items: flex-start; }
.evidence .sheet { flex: 1 1 auto; max-width: 47rem; border: 1px solid var(--line); border-radius: 6px;
  padding: 0.75rem 1rem; }
.evidence aside { flex: 0 1 27rem; position: sticky; top: 4rem; max-height: 85vh; overflow-y: auto; }
.article { font-family: 'Source Serif', 'Noto Serif', Georgia, serif; font-size: 1.07rem; line-height: 1.65;
  max-width: 70ch; overflow-wrap: anywhere; }
.article p { margin: 0 0 0.9rem; white-space: pre-wrap; tab-size: 6; }
[data-testid=stHtml] .figures li { margin-left: 0; }
.differ { border-collapse: collapse; width: 100%; margin: 0.4rem 0; }
.differ :is(th, td) { border: 0; border-top: 1px solid var(--line); padding: 0.35rem 0.6rem 0.35rem 0; text-align: left;
  font-weight: 400; vertical-align: top; }
.differ tr :is(td:nth-child(2), td:nth-child(4)) { width: 42%; }
.plain { border-collapse: collapse; width: 100%; }
.plain :is(th, td) { border: 0; border-top: 1px solid var(--line); padding: 0.4rem 1rem 0.4rem 0; text-align: left;
  vertical-align: top; }
.plain th { font-weight: 600; color: var(--soft); border-top: 0; font-size: 0.87rem; }
.plain .number { text-align: right; white-space: nowrap; width: 1%; }
.plain .bar { width: 35%; vertical-align: middle; }
.plain .bar span { display: block; height: 0.7rem; background: var(--none); opacity: 0.7; border-radius: 2px;
  min-width: 1px; }
.wide { overflow-x: auto; }
.wide :is(th, td):first-child { white-space: nowrap; }
.strip { letter-spacing: 1px; white-space: nowrap; }
.read { border-collapse: collapse; width: 100%; margin: 0.4rem 0; }
.read td { border: 0; border-top: 1px solid var(--line); padding: 0.35rem 0.9rem 0.35rem 0; vertical-align: top; }
.read td:first-child { white-space: nowrap; width: 7rem; }
[data-testid=stHtml] .figures { list-style: none; margin: 0 !important; padding: 0 !important; }
.evidence aside h3 { margin-bottom: 0.7rem !important; }
.figures li { display: flex; gap: 1rem; margin: 0; padding: 0.6rem 0; border-top: 1px solid var(--line); }
.figures li > a { flex: 0 0 2rem; font-weight: 600; }
mark { background: none; color: inherit; padding: 0 1px; border-radius: 2px; scroll-margin: 6rem; }
mark.figure { font-weight: 600; border-bottom: 2px solid; background: var(--none-ground); border-color: var(--none); }
mark.figure.accuser { background: var(--accuser-ground); border-color: var(--accuser); }
mark.figure.accused { background: var(--accused-ground); border-color: var(--accused); }
mark.figure.third { background: var(--third-ground); border-color: var(--third); }
mark.figure.alarm { background: var(--alarm-ground); border-bottom: 2px dashed var(--alarm); color: inherit; }
mark.quiet { border-bottom: 1px dashed var(--soft); }
mark.claimant { border-bottom: 2px dotted var(--soft); }
mark.date { border-bottom: 1px solid var(--soft); }
mark.event { background: var(--panel); border-bottom: 2px solid var(--accuser); }
mark.asked:not(.event) { outline: 2px solid var(--accuser); outline-offset: 1px; }
mark.alarm.asked { outline-color: var(--alarm); }
mark sup { font-size: 0.65em; margin-left: 1px; } mark sup a { text-decoration: none; }
@media (max-width: 1000px) {
  .evidence { flex-direction: column-reverse; gap: 1rem; }
  .evidence .sheet { max-width: 100%; box-sizing: border-box; }
  .evidence aside { position: static; flex: none; width: 100%; max-height: 40vh; }
}
.legend { white-space: pre-wrap; }
.alarm { color: var(--alarm); }
</style>
"""
