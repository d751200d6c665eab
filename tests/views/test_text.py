"""Crawled text is shown, never run: escaping for HTML, for places that read Markdown, for plain places, for links."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from views.text import SEPARATOR, clipped, isolated, label, query, safe, visible, web_address

TAG = re.compile(r"<[^>]*>")


def unescaped(shown: str) -> str:
    """Return what a reader sees of our HTML."""
    return html.unescape(TAG.sub("", shown))


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_safe_has_no_tag_but_ours(text: str) -> None:
    """Whatever the text: the only element is the box of a hidden direction mark."""
    assert set(TAG.findall(safe(text))) <= {'<span class="control">', "</span>"}


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_safe_shows_printable_text_unchanged(text: str) -> None:
    """Nothing is lost on the way to the screen."""
    assert unescaped(safe(text)) == text


def test_direction_marks_become_visible() -> None:
    """An override cannot turn a number round."""
    assert safe("a\u202eb") == 'a<span class="control">U+202E</span>b'
    assert visible("a\u202eb") == "a[U+202E]b"


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\x7f", "\ud800", "\ufffe"])
def test_what_no_screen_can_show_is_replaced(text: str) -> None:
    """Control characters and lone surrogates; line breaks stay."""
    assert safe(text) == "\ufffd"
    assert safe("a\n\tb") == "a\n\tb"


def test_visible_is_one_short_line_without_our_separator() -> None:
    """Names go into row keys of charts."""
    assert visible(f"a\n b{SEPARATOR}c") == "a b c"
    assert len(visible("x" * 10_000)) < 400


@pytest.mark.parametrize("text", ["**x**", "[a](javascript:b)", ":red[x]", "$x^2$", "<b>", "www.evil.example", ":a:"])
def test_label_escapes_every_mark(text: str) -> None:
    """No sign that Markdown reads stays bare."""
    assert re.sub(r"\\[^\w\s]", "", label(text)) == re.sub(r"[^\w\s]", "", text)


def test_clipped_cuts_at_a_word() -> None:
    """Short text stays as it is."""
    assert clipped("one two three", 9) == "one two …"
    assert clipped("one", 9) == "one"


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https://[bad", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, is_link: bool) -> None:
    """Everything else is text."""
    assert (web_address(url) is not None) is is_link


def test_isolated_names_the_language_safely() -> None:
    """A language tag comes from a page too."""
    assert isolated("x", 'e"n') == '<bdi lang="e&quot;n">x</bdi>'


def test_query_leaves_out_what_is_not_given() -> None:
    """And escapes what is."""
    assert query(incident="a&b", figure=None) == "incident=a%26b"
