"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from zolal.engine.fields.domains import DISPOSABLE, POPULAR, ROLES, mended
from zolal.engine.fields.expressions import as_struct, valid_parts
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.fields.several import combine
from zolal.engine.persian.letters import ZWJ, ZWNJ, digits, store
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "email_invalid",
    "error",
    "value",
    N_("Not an e-mail address: a name, @ and a domain were expected, as in ali@example.com."),
)
TYPO = Rule(
    "email_typo",
    "warning",
    "value",
    N_("The domain looks misspelt and such mail comes back; the likely address is proposed."),
)
DISPOSABLE_ADDRESS = Rule(
    "email_disposable",
    "info",
    "value",
    N_("A throw-away address that is hardly ever read; ask for the customer's lasting one."),
)
ROLE = Rule(
    "email_role",
    "info",
    "value",
    N_("The address of an office (info@, sales@ …), not of a person; ask for a personal one too."),
)
FORM = Rule(
    "email_form",
    "info",
    "format",
    N_("The address is right but was in another form (capitals, spaces, digits); it was brought into normal form."),
)
RULES = (FORM, INVALID, TYPO, DISPOSABLE_ADDRESS, ROLE)
_SEVERITIES = {rule.code: rule.severity for rule in RULES}

_ATOM = r"[a-z0-9!#$%&*+/=?^_{}~`'\-]"
_NAME = rf"(?!['`]){_ATOM}+(?:\.{_ATOM}+)*"
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"({_NAME})@((?:{_LABEL}\.)+(?:[a-z]{{2,24}}|xn--[a-z0-9-]{{2,59}}))")
_NEARLY = re.compile(rf"({_NAME})@((?:{_LABEL}[.,])*{_LABEL})")
_LOOSE = re.compile(r" *(@) *| *(\.) *(?=(?:com|ir|net|org)\b)")
_WRAPPING = "<>()[]{}\"'«»,;:،؛|/\\ "
_ENDING = _WRAPPING + "."
_BETWEEN = re.compile(r"[\s,;،؛|<>()\"«»]+|/(?=[^@/]+@)")
_BRACKETS = re.compile(r"[<(\[]|mailto:")
_LABELS = frozenset({"email", "e-mail", "mail", "and", "or"})
_LONGEST_NAME, _LONGEST = 64, 254
_FAST = rf"^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@(?:{'|'.join(map(re.escape, POPULAR))})$"
_FAST_ROLE = rf"^(?:{'|'.join(map(re.escape, sorted(ROLES)))})@"


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """The address in small letters, which is also its key; several addresses of a cell each."""
    folded = _folded(text)
    if _ADDRESS.fullmatch(folded):
        found = _judged(folded)
    else:
        addresses = _addresses(folded)
        found = combine([_judged(address) for address in addresses], _SEVERITIES) if addresses else _unreadable(folded)
    if found.code or found.value == text:
        return found
    return Parsed(found.value, found.key, FORM.code, found.value)


def _folded(text: str) -> str:
    return digits(store(text)).replace(ZWNJ, "").replace(ZWJ, "").lower()


def _addresses(folded: str) -> list[str]:
    """The addresses of a cell, out of brackets, "mailto:" and the names beside them.

    [] where there is none, and where a word may be a piece of an address that a blank cut in two ("ali rezaei@x.ir").
    """
    words = [word.removeprefix("mailto:").strip(_WRAPPING).rstrip(_ENDING) for word in _BETWEEN.split(_tight(folded))]
    beside = [word for word in words if "@" not in word and word.isascii() and word not in _LABELS]
    if any(beside) and not _BRACKETS.search(folded):
        return []
    addresses = [word for word in words if "@" in word]
    return addresses if any(map(_ADDRESS.fullmatch, addresses)) else []


def _tight(folded: str) -> str:
    return _LOOSE.sub(lambda match: match.group().strip(), folded)


def _judged(address: str) -> Parsed:
    name, _, domain = address.rpartition("@")
    if not _ADDRESS.fullmatch(address) or len(name) > _LONGEST_NAME or len(address) > _LONGEST:
        return Parsed(key=address, code=INVALID.code)
    if better := mended(domain):
        return Parsed(address, address, TYPO.code, f"{name}@{better}")
    if domain in DISPOSABLE:
        return Parsed(address, address, DISPOSABLE_ADDRESS.code)
    return Parsed(address, address, ROLE.code if name in ROLES else "")


def _unreadable(folded: str) -> Parsed:
    """No address; one is proposed where only the dot of a popular domain is wrong ("ali@gmail,com")."""
    match = _NEARLY.fullmatch(_tight(folded).strip(_WRAPPING).rstrip(_ENDING))
    domain = match[2].replace(",", ".") if match else ""
    better = mended(domain) or (domain if domain in POPULAR else "")
    return Parsed(key=folded, code=INVALID.code, proposal=f"{match[1]}@{better}" if match and better else "")


def fast(cells: pl.Expr, context: Context) -> pl.Expr:  # noqa: ARG001 - the signature of every `Kind.fast`
    """One address of a person at a popular provider."""
    lower = cells.str.to_lowercase()
    personal = lower.str.contains(_FAST) & ~lower.str.contains(_FAST_ROLE) & (lower.str.len_bytes() < _LONGEST_NAME)
    value = pl.when(personal).then(lower)
    return as_struct(valid_parts(cells, value, value, FORM.code))


def recognise(cells: Sequence[str]) -> float:
    """The share of cells with an @ between a name and a domain."""
    return share(cells, re.compile(r"\s*[^\s@]+\s?@\s?[^\s@]+\.[^\s@]+\s*").fullmatch)


EMAIL = Kind(
    name="email",
    label=N_("E-mail"),
    headers=tuple(
        "ایمیل|ای میل|پست الکترونیک|پست الکترونیکی|رایانامه|نشانی ایمیل|ادرس ایمیل|نشانی الکترونیکی|email|"
        "e mail|mail|email address|e mail address|emailaddress|mail address|email id|contact email|"
        "primary email".split("|")
    ),
    examples=(
        ("Ali.Rezaei@Gmail.com", "ali.rezaei@gmail.com"),
        ("<mailto:ali@example.ir>", "ali@example.ir"),
        ("ali@example.ir; reza@example.ir", "ali@example.ir | reza@example.ir"),
    ),
    parse=parse,
    rules=RULES,
    recognise=recognise,
    fast=fast,
    tags=frozenset({"code"}),
)
