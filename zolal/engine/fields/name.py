"""Names of people: one full name, or a given and a family name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from zolal.engine.fields.expressions import as_struct, valid_parts
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.missing import may_be_missing
from zolal.engine.fields.plain_text import folded, is_plain, stored
from zolal.engine.fields.sample import share
from zolal.engine.fields.text_form import TEXT_FORM, text_form
from zolal.engine.persian.names import TITLED, bare, given_names, is_given_name, split, untitled
from zolal.engine.records import N_, Rule

WITHOUT_LETTERS = Rule(
    "name_without_letters",
    "error",
    "value",
    N_("A name was expected, but there are no letters; look up the customer's name."),
)
WITH_DIGITS = Rule(
    "name_with_digits",
    "warning",
    "value",
    N_("There are digits in the name; check whether they belong in another column."),
)
TITLE = Rule("name_title", "info", "format", N_("A title stands in the name; the name is kept without it."))

_RULES = (WITHOUT_LETTERS, WITH_DIGITS, TITLE, TEXT_FORM)


def _parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """A name as shown, without titles; the key is the name's words without titles, Seyed and Sadat."""
    value, code, proposal = text_form(raw)
    plain = untitled(value)
    if not any(map(str.isalpha, plain)):
        return Parsed("", "", WITHOUT_LETTERS.code, "")
    if plain != value:
        code, proposal = TITLE.code, plain
    if any(map(str.isdigit, plain)):
        code, proposal = WITH_DIGITS.code, ""
    return Parsed(plain, bare(plain), code, proposal)


def _fast(cells: pl.Expr, context: Context) -> pl.Expr:  # noqa: ARG001 - the signature of every `Kind.fast`
    """Words of plain letters without a title among them."""
    value = stored(cells)
    key = folded(value)
    read = is_plain(value) & ~key.str.contains(TITLED) & ~may_be_missing(key)
    return as_struct(valid_parts(cells, pl.when(read).then(value), pl.when(read).then(key), TEXT_FORM.code))


def _kind(
    name: str,
    label: str,
    headers: str,
    examples: tuple[tuple[str, str], ...],
    recognise: Callable[[Sequence[str]], float],
) -> Kind:
    return Kind(
        name,
        label,
        tuple(headers.split("|")),
        examples,
        _parse,
        _RULES,
        recognise,
        _fast,
        tags=frozenset({"name", "words"}),
    )


def _is_whole(cell: str) -> bool:
    """A few words without digits, of which a known given name comes first or last."""
    if not 1 <= cell.strip().count(" ") <= 5 or any(letter.isdigit() for letter in cell):
        return False
    given, family = split(cell)
    return bool(given and family) and given.replace(" ", "") in given_names()


FIRST_NAME = _kind(
    "first_name",
    N_("First name"),
    "نام|نام کوچک|اسم|اسم کوچک|نام مشتری|first name|firstname|given name|givenname|forename|fname|name first|first",
    (("آقای علي", "علی"), ("Ali", "Ali")),
    lambda cells: 0.9 * share(cells, is_given_name),
)

LAST_NAME = _kind(
    "last_name",
    N_("Last name"),
    "نام خانوادگی|فامیلی|فامیل|شهرت|نام فامیل|نام فامیلی|خانوادگی|"
    "last name|lastname|surname|family name|family|lname|name last|last",
    (("محمدي", "محمدی"), ("Mohammadi", "Mohammadi")),
    lambda cells: 0.0,
)

NAME = _kind(
    "name",
    N_("Full name"),
    "نام و نام خانوادگی|نام نام خانوادگی|نام کامل|نام و فامیل|نام و فامیلی|نام مشتری|مشتری|مخاطب|نام مخاطب|"
    "نام شخص|نام طرف حساب|خریدار|"
    "full name|fullname|name|customer name|customer|contact name|contact|client name|client|person",
    (("دكتر علی محمدي", "علی محمدی"), ("Ali Mohammadi", "Ali Mohammadi")),
    lambda cells: 0.85 * share(cells, _is_whole),
)
