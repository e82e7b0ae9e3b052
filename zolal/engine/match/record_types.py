"""Which rows are of persons and which of companies: a file may mix both, and they are never one.

A row that names a person is a person's, with the company they work for. A row without a name that has a company or
the ID of a legal entity is the company's own: its name, ID, telephones and domain are compared as a company's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from zolal.engine.fields.company import company_key
from zolal.engine.fields.domains import POPULAR, ROLES
from zolal.engine.records import SEPARATOR

RECORD_TYPE = "record_type"
PERSON, COMPANY = "person", "company"
_NAMES = ("first_name", "last_name", "name")
_PERSONAL = ("national_id", "id_number", "birth_date")
"""Who has one of these is no company, whatever else is missing."""
_MOVED = {"company": "company_name", "legal_id": "company_id"}
"""What a company's own columns are compared as; in a row of a person they tell of the employer."""
_LEGAL_FORM = (
    r"(?:^| )(?:شرکت|موسسه|هلدینگ|سهامی (?:خاص|عام)|با مسیولیت محدود"
    r"|company|co|corp|corporation|inc|ltd|llc|plc|gmbh)(?: |$)"
)
"""Words in a name that no person has, in the form of keys."""
_DOMAIN = "@(.+)$"
_ROLE = f"^(?:{'|'.join(sorted(ROLES))})@"


def parted(keys: pl.DataFrame, kinds: Mapping[str, str]) -> tuple[pl.DataFrame, dict[str, str]]:
    """The keys with a company's own values in columns of their own, and a column that tells the type of each row.

    Beside companies, a mailbox like info@ in a person's row is their office's, compared as its domain. Unchanged where
    no row can be a company's, or where the columns say already whose they are (`company_name`).
    """
    of = {kind: [column for column, its in kinds.items() if its == kind] for kind in kinds.values()}
    if {"company_name", "company_id"} & of.keys():
        return keys, dict(kinds)
    names = _columns(of, _NAMES)
    mine = _of_companies(keys, names, _columns(of, _PERSONAL), _columns(of, _MOVED))
    if not mine.any():
        return keys, dict(kinds)
    emails = of.get("email", [])
    added = {theirs: _first(keys.filter(mine), of.get(kind, [])) for kind, theirs in _MOVED.items()}
    added["company_name"] = _named(keys.filter(mine), names, added["company_name"])
    own = {name: _scattered(values, mine) for name, values in added.items()}
    whose = pl.when(pl.lit(mine)).then(pl.lit(COMPANY)).when(_any_filled(names)).then(pl.lit(PERSON))
    gone = {*names, *emails, *_columns(of, _MOVED)}
    found = keys.with_columns(
        *(pl.when(pl.lit(mine)).then(pl.lit("")).otherwise(_personal(column, emails)).alias(column) for column in gone),
        *(pl.Series(name, values) for name, values in own.items()),
        pl.when(pl.lit(mine)).then(_homes(emails, of.get("url", []))).otherwise(_roles(emails)).alias("domain"),
        whose.otherwise(pl.lit("")).alias(RECORD_TYPE),
    )
    return found, {**kinds, **{name: name for name in (*own, "domain", RECORD_TYPE)}}


def _columns(of: Mapping[str, Sequence[str]], kinds: Iterable[str]) -> list[str]:
    return [column for kind in kinds for column in of.get(kind, ())]


def _any_filled(columns: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(value=False), *(pl.col(column) != "" for column in columns))


def _of_companies(
    keys: pl.DataFrame, names: Sequence[str], personal: Sequence[str], theirs: Sequence[str]
) -> pl.Series:
    """Which rows are a company's: with its legal form where a name should stand, or without a name at all."""
    legal = pl.any_horizontal(pl.lit(value=False), *(pl.col(column).str.contains(_LEGAL_FORM) for column in names))
    company = legal | (~_any_filled(names) & _any_filled(theirs))
    return keys.with_columns((company & ~_any_filled(personal)).alias(RECORD_TYPE))[RECORD_TYPE]


def _first(keys: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """The first of the columns that is filled."""
    filled = [pl.when(pl.col(column) != "").then(pl.col(column)) for column in columns]
    return keys.with_columns(pl.coalesce(*filled, pl.lit("")).alias(RECORD_TYPE))[RECORD_TYPE]


def _named(keys: pl.DataFrame, names: Sequence[str], company: pl.Series) -> pl.Series:
    """The name of each company; where its column is empty, what stands in the place of a person's name."""
    whole = keys.with_columns(pl.concat_str(pl.lit(""), *map(pl.col, names), separator=" ").alias("name"))
    found = [name or company_key(other) for name, other in zip(company, whole["name"], strict=True)]
    return pl.Series(found, dtype=pl.String)


def _scattered(values: pl.Series, rows: pl.Series) -> pl.Series:
    """The values at their rows, "" elsewhere."""
    return pl.Series([""] * len(rows), dtype=pl.String).scatter(rows.arg_true(), values)


def _personal(column: str, emails: Sequence[str]) -> pl.Expr:
    """A cell of a person, without mailboxes of an office."""
    cell = pl.col(column)
    return _only(cell, ~pl.element().str.contains(_ROLE)).list.join(SEPARATOR) if column in emails else cell


def _roles(emails: Sequence[str]) -> pl.Expr:
    """The mailboxes of an office, whole: they tell of it, not of its domain's other people."""
    return _joined([_only(pl.col(column), pl.element().str.contains(_ROLE)) for column in emails])


def _homes(emails: Sequence[str], urls: Sequence[str]) -> pl.Expr:
    """Where a company is at home on the net: domains of mailboxes, whole addresses at public providers, hosts."""
    domain = pl.element().str.extract(_DOMAIN)
    home = pl.when(domain.is_in(POPULAR)).then(pl.element()).otherwise(domain).fill_null("")
    mail = [pl.col(column).str.split(SEPARATOR).list.eval(home) for column in emails]
    return _joined([*mail, *(_hosts(column) for column in urls)])


def _hosts(column: str) -> pl.Expr:
    return pl.col(column).str.split(SEPARATOR).list.eval(pl.element().str.extract("^([^/]*)").fill_null(""))


def _only(cell: pl.Expr, wanted: pl.Expr) -> pl.Expr:
    return cell.str.split(SEPARATOR).list.filter(wanted)


def _joined(columns: Sequence[pl.Expr]) -> pl.Expr:
    """Several lists of values as one text, those that are empty or come again left out."""
    if not columns:
        return pl.lit("")
    filled = pl.concat_list(columns).list.filter(pl.element() != "")
    return filled.list.unique(maintain_order=True).list.join(SEPARATOR)
