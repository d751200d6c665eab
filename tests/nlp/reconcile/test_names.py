"""One party under several writings."""

from __future__ import annotations

import pytest

from nlp.reconcile.names import alike, best_form, fold


@pytest.mark.parametrize(
    ("first", "second"),
    [("Brackwater", "Brackwater AI"), ("The Fenwick Office", "fenwick office"), ("云帆科技", "雲帆科技"),
     ("Fenwick Office", "Fenwick Office of Records"), ("Ｂrackwater", "Brackwater, Inc.")],
)  # fmt: skip
def test_writings_of_one_name(first: str, second: str) -> None:
    """Legal forms, articles, full width letters and the two forms of Han writing make no difference."""
    assert alike(first, second)
    assert alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"), [("Brackwater", "Cinderhill"), ("Lab A", "Lab B"), ("海拓数据", "云帆科技")]
)
def test_other_names(first: str, second: str) -> None:
    """Two parties stay two."""
    assert not alike(first, second)


def test_form_to_show() -> None:
    """Latin letters before others, then the most frequent."""
    assert best_form({"ブラックウォーター": 5, "Brackwater": 1}) == "Brackwater"
    assert best_form({"Brackwater": 2, "Brackwater AI": 1}) == "Brackwater"
    assert fold("AI") == "ai"
