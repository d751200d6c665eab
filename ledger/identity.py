"""Content hashes: the same thing said in the same place always has the same id."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"


def text_sha256(text: str) -> str:
    """Return the hex SHA-256 of `text` encoded as UTF-8 (lone surrogates are kept, never an error)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identifier(prefix: str, *parts: object) -> str:
    """Return `<prefix>-<16 hex digits>`, a hash of `parts` in order; None and the empty string differ."""
    joined = SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{text_sha256(joined)[:16]}"
