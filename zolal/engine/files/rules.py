"""What can be damaged in a file that is readable all the same; the text is kept, the damage becomes an issue."""

from __future__ import annotations

from zolal.engine.records import N_, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "ragged_row",
        "warning",
        "structure",
        N_("This row has more or fewer cells than the header; check that its values stand in the right columns."),
    ),
    Rule(
        "nul_byte",
        "warning",
        "structure",
        N_("This cell holds NUL characters, the mark of a damaged file; compare it with the original."),
    ),
    Rule(
        "unterminated_quote",
        "warning",
        "structure",
        N_("A quotation mark opens in this row and never closes; it was read as an ordinary character, check the row."),
    ),
    Rule(
        "stray_quote",
        "warning",
        "structure",
        N_("Text follows a closing quotation mark in this row; the cell was kept with them, check it."),
    ),
    Rule(
        "undecodable",
        "warning",
        "structure",
        N_("Some characters of this cell could not be read and stand as �; look them up in the original."),
    ),
)
