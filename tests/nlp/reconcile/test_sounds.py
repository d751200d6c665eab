"""One party in two scripts, by its consonants."""

from __future__ import annotations

import pytest

from nlp.reconcile.sounds import heard, one_name, sounds_alike


@pytest.mark.parametrize(
    ("first", "second"),
    [("Брэкуотер", "Brackwater"), ("ブラックウォーター", "Brackwater"), ("براكووتر", "Brackwater"),
     ("브랙워터", "Brackwater"), ("Альдермур", "Aldermoor"), ("アルダームーア", "Aldermoor"), ("Фенвик", "Fenwick"),
     ("สินเดอร์ฮิล", "Cinderhill"), ("Σίντερχιλ", "Cinderhill"), ("אלדרמור", "Aldermoor")],
)  # fmt: skip
def test_one_name_in_two_scripts(first: str, second: str) -> None:
    """Alphabets, syllabaries and abjads alike."""
    assert one_name(first, second)
    assert one_name(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Альдермур", "Brackwater"), ("ブラックウォーター", "Cinderhill"), ("براكووتر", "Aldermoor"),
     ("云帆科技", "Brackwater"), ("Aldermoor", "Eldermire"), ("Вега", "Vega"), ("", "Aldermoor")],
)  # fmt: skip
def test_two_names_stay_two(first: str, second: str) -> None:
    """Other sounds, too few sounds, characters that do not say theirs, and two names in one script."""
    assert not one_name(first, second)


def test_what_is_heard() -> None:
    """Vowels are left out, accents and repeated sounds make no difference."""
    assert heard("Cinderhill") == heard("Cínderhil") == "SNTL"
    assert sounds_alike("Shipka", "Шипка")
    assert heard("123 !") == ""
