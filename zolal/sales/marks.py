"""What no two rows of one file may have: the first row that bears it keeps it."""

from __future__ import annotations

Marks = dict[str, int]
"""The number of the first row that bears a mark."""


def repeats(marks: Marks, mark: str, number: int) -> bool:
    """Whether an earlier row bears the mark; else the row bears it from now on."""
    if marks.get(mark, number) < number:
        return True
    marks[mark] = number
    return False


def of_record(pk: int) -> str:
    """The mark of a row that is about a record on file."""
    return f"record {pk}"
