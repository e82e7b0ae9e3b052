"""Addresses as they are compared, whichever way somebody writes them."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.records import SEPARATOR

Address = tuple[str, str]
"""The kind of its key, "email" or "mobile" (any telephone), and the key: lower-case e-mail, E.164."""

_READ_AS: dict[str, Sequence[str]] = {"email": ("email",), "sms": ("mobile", "phone"), "call": ("mobile", "phone")}


def read_address(channel: str, text: str) -> Address | None:
    """The address that a text is for a channel ("email", "sms", "call"); None where it is none."""
    for kind in _READ_AS[channel] if SEPARATOR not in text else ():
        parsed = parse_cell(KINDS[kind], text)
        if parsed.value and parsed.key:
            return ("email" if kind == "email" else "mobile", parsed.key)
    return None
