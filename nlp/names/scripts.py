"""Names in scripts without capital letters, and authorities: found from their role."""

from __future__ import annotations

from nlp.document import Text
from nlp.names.arabic import arabic
from nlp.names.authorities import SMALL, authorities
from nlp.names.chinese import chinese
from nlp.names.japanese import japanese
from nlp.names.korean import korean
from nlp.names.shared import Found, everywhere


def find(text: Text) -> list[Found]:
    """Return the names of a text in such a script with their kinds, in text order."""
    code = text.language.code
    if code == "ar":
        return sorted(arabic(text), key=lambda found: found[0].span)
    if code in SMALL:
        return list(authorities(text))
    if code == "zh":
        names = chinese(text)
    elif code == "ja":
        names = japanese(text)
    elif code == "ko":
        names = korean(text)
    else:
        return []
    return list(everywhere(text, names))
