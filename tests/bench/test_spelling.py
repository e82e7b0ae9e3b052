"""What is learnt of usual spellings, from small examples."""

from __future__ import annotations

import pytest

from bench import spelling
from zolal.engine.persian.spelling import before, windows


def test_a_spelling_is_divided_among_the_letters() -> None:
    persian, latin = (
        ["بابا", "باب", "بب", "با", "اب", "بن", "ناب"] * 10,
        ["baba", "bab", "bab", "ba", "ab", "ben", "nab"] * 10,
    )
    assert spelling.aligned(persian, latin)[0] == ["b", "a", "b", "a"]
    assert spelling.aligned(persian, latin)[5] in (["be", "n"], ["b", "en"])


def test_a_lesson_is_a_letter_with_what_stands_around_and_before_it() -> None:
    known, given = spelling.lessons(["بن"] * 3, [["be", "n"]] * 3)
    assert known == ("be", "n")
    assert given.pieces.tolist() == [0, 1] * 3
    assert given.seen[1].tolist() == windows("بن")[1].tolist()
    assert given.written[1].tolist() == list(before("be", 0))
    assert given.weights.tolist() == pytest.approx([1] * 6)


def test_what_was_seen_is_the_usual_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "EPOCHS", 60)
    persian = ["بند", "بنت"] * 60
    taught = spelling.teach(persian, [["ba", "n", "d"], ["be", "n", "t"]] * 60, nets=1).spelling()
    assert taught.best("بند")[0][0] == "band"
    assert taught.best("بنت")[0][0] == "bent"
    assert dict(spelling.listed(taught, ["بند", "بند", "بنت"], ["band", "bxxd", "bent"])) == {
        "بند": ["band"], "بنت": ["bent"],
    }  # fmt: skip
