"""What Zolal checks of every field by itself: rules of the engine, which nobody can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zolal.engine.fields import KINDS
from zolal.people.fields import Text, fields_of


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A field and the sentences of its rules, each with its severity."""

    field: str
    label: Text
    rules: Sequence[tuple[str, str, str]]  # code, severity, sentence


def built_in(record_type: str) -> list[BuiltIn]:
    """Those of the fields of a record type that may be wrong, in their order."""
    found = []
    for field in fields_of(record_type).values():
        kind = KINDS.get(field.kind)
        rules = [(rule.code, rule.severity, gettext(rule.message)) for rule in kind.rules] if kind else []
        if told := [rule for rule in rules if rule[1] != "info"]:
            found.append(BuiltIn(field.name, field.label, told))
    return found
