"""Faults of entries that a record cannot take, beside those of the kinds of field."""

from __future__ import annotations

from zolal.engine.records import N_, Rule

TOO_LONG = Rule(
    "too_long",
    "error",
    "value",
    N_("The text is longer than this field can hold; shorten it or put it into the note."),
)
NOT_A_CHOICE = Rule(
    "not_a_choice",
    "warning",
    "value",
    N_("This is none of the choices of the field; choose one of them."),
)
UNKNOWN_NAME = Rule(
    "unknown_name",
    "warning",
    "value",
    N_("Nothing of this name is known here; create it first or choose another."),
)
NO_WHOLE_NUMBER = Rule(
    "no_whole_number",
    "error",
    "value",
    N_("A whole number from 0 up was expected, in plain digits."),
)
TOO_LARGE = Rule(
    "too_large",
    "error",
    "value",
    N_("The number is larger than this field can hold; look whether a digit is too much."),
)
NEITHER_YES_NOR_NO = Rule(
    "neither_yes_nor_no",
    "warning",
    "value",
    N_("Yes or no was expected here."),
)
NOT_UNIQUE = Rule(
    "not_unique",
    "error",
    "value",
    N_("Another record has this value already; each needs one of its own."),
)
ERASED = Rule(
    "erased",
    "error",
    "value",
    N_("This person asked to be forgotten and was erased; they are not taken in again."),
)
NOBODY = Rule(
    "nobody",
    "error",
    "value",
    N_("There is neither a name nor a way to reach or recognise somebody; give at least one of them."),
)

ENTRIES = (
    TOO_LONG,
    NOT_A_CHOICE,
    UNKNOWN_NAME,
    NO_WHOLE_NUMBER,
    TOO_LARGE,
    NEITHER_YES_NOR_NO,
    NOT_UNIQUE,
    ERASED,
    NOBODY,
)
