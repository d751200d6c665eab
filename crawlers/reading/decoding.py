"""Bytes to text: size limits, what kind of file it is, and its encoding, with an Issue where something was wrong."""

from __future__ import annotations

import codecs
import re

from ledger.article import Capture
from ledger.issue import Issue

LARGEST = 10_000_000  # bytes read of one page
CHARSET = re.compile(rb"""charset\s{0,3}=\s{0,3}["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""^\s{0,20}<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.-]{2,40})["']""")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SIGNATURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00\x18ftyp",
    b"BM\x00",
    b"7z\xbc\xaf",
    b"Rar!",
    b"MZ\x90",
)
CONTROL = bytes(byte for byte in range(32) if byte < 9 or byte > 13)
SUFFIXES = {
    "htm": "html",
    "html": "html",
    "xhtml": "html",
    "shtml": "html",
    "txt": "txt",
    "text": "txt",
    "md": "md",
    "markdown": "md",
    "json": "json",
    "xml": "xml",
    "pdf": "pdf",
}


def kind_of(capture: Capture) -> str:
    """Return html, txt, md, json, xml or pdf: by signature, content type, name, and the first characters."""
    head = capture.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    name = (capture.file or capture.final_url or capture.url).split("?")[0].split("#")[0]
    suffix = SUFFIXES.get(name.rsplit(".", 1)[-1].lower()) if "." in name.rsplit("/", 1)[-1] else None
    declared = capture.content_type.lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    for word, kind in (("html", "html"), ("json", "json"), ("xml", "xml"), ("markdown", "md"), ("pdf", "pdf")):
        if word in declared:
            return kind
    if suffix:
        return suffix
    if declared.startswith("text/plain"):
        return "txt"
    if head.startswith(b"<?xml"):
        return "xml"
    if head.startswith(b"<") and (b"<body" in head or b"<head" in head or b"<p" in head or b"<div" in head):
        return "html"
    return "json" if head.startswith(b"{") else "txt"


def check_bytes(capture: Capture) -> Issue | None:
    """Return an Issue for a body that is no text at all: empty or binary."""
    body = capture.body
    subject = capture.file or capture.url
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Issue("page", "empty_page", "the page has no bytes of text", subject)
    if body.startswith(SIGNATURES):
        return Issue("page", "binary_page", "the bytes are an image, an archive or a program, not text", subject)
    sample = body[:4096]
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not body.startswith(b"%PDF"):
        control = len(sample) - len(sample.translate(None, CONTROL))
        if control > 0.1 * len(sample) and b"<html" not in sample.lower():
            return Issue("page", "binary_page", "too many control characters for a text", subject)
    return None


def decode(capture: Capture) -> tuple[str, list[Issue]]:
    """Return the text of a capture and what was wrong with its size or encoding."""
    issues: list[Issue] = []
    subject, body = capture.file or capture.url, capture.body
    if len(body) > LARGEST:
        issues.append(Issue("page", "page_too_large", f"{len(body)} bytes; only the first {LARGEST} are read", subject))
        body = body[:LARGEST]
    for mark, name in MARKS:
        if body.startswith(mark):
            return _without_nul(body.decode(name, "replace"), issues, subject), issues
    names = _declared(capture.content_type, body)
    for name in names:
        try:
            return _without_nul(body.decode(name), issues, subject), issues
        except (UnicodeDecodeError, LookupError):
            continue
    text, name = _best_guess(body, names)
    issues.append(
        Issue("page", "wrong_encoding", f"the declared encoding does not decode the page; read as {name}", subject)
    )
    return _without_nul(text, issues, subject), issues


def _declared(content_type: str, body: bytes) -> list[str]:
    names = []
    for found in (
        CHARSET.search(content_type.encode("ascii", "ignore")),
        XML_ENCODING.search(body[:200]),
        CHARSET.search(body[:4096]),
    ):
        if found:
            name = found[1].decode("ascii").lower()
            names.append(
                {
                    "gb2312": "gb18030",
                    "gbk": "gb18030",
                    "iso-8859-1": "cp1252",
                    "latin-1": "cp1252",
                    "ks_c_5601-1987": "cp949",
                    "shift_jis": "cp932",
                    "x-sjis": "cp932",
                    "euc-kr": "cp949",
                }.get(name, name)
            )
    return ["utf-8", *names] if not names or names[0] in {"cp1252", "utf8", "utf-8"} else [*names, "utf-8"]


def _best_guess(body: bytes, names: list[str]) -> tuple[str, str]:
    """Decode leniently: UTF-8 when nearly all of it is, else the first encoding that takes every byte."""
    lenient = body.decode("utf-8", "replace")
    if lenient.count("\ufffd") <= max(3, len(lenient) // 200):
        return lenient, "utf-8 with replacements"
    for name in (*names, "gb18030", "cp932", "cp949", "cp1251", "cp1252"):
        try:
            return body.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("cp1252", "replace"), "cp1252 with replacements"


def _without_nul(text: str, issues: list[Issue], subject: str | None) -> str:
    if "\x00" in text:
        issues.append(Issue("page", "nul_bytes", f"{text.count(chr(0))} NUL characters were left out", subject))
        text = text.replace("\x00", "")
    return text
