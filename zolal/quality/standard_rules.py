"""The rules that come with Zolal. They are no rows until an administrator changes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.engine.score.weights import OLD_DAYS
from zolal.quality.models import Rule

MISSING = "missing_essential"
OLD = "old"

NAMES: Mapping[str, str | Promise] = {MISSING: _("Needed at entry"), OLD: _("Heard of lately")}
_UIDS = {
    ("person", MISSING): UUID("00000000-0000-7000-8000-000000000001"),
    ("person", OLD): UUID("00000000-0000-7000-8000-000000000002"),
    ("company", MISSING): UUID("00000000-0000-7000-8000-000000000003"),
    ("company", OLD): UUID("00000000-0000-7000-8000-000000000004"),
}
_ESSENTIALS = {"person": ["name", "email", "mobile"], "company": ["name"]}


def standard_rules(record_type: str) -> list[Rule]:
    """The rules of a type as they come, unsaved."""
    kept: dict[str, Any] = {"fields": ["last_activity_on", "last_purchase_on"], "days": OLD_DAYS, "or_changed": True}
    needed = {"function": "entry", "fields": _ESSENTIALS[record_type]}
    return [
        _rule(record_type, MISSING, "essential", needed, Rule.Severity.WARN),
        _rule(record_type, OLD, "freshness", kept, Rule.Severity.QUEUE),
    ]


def _rule(record_type: str, standard: str, kind: str, parameters: dict[str, Any], severity: str) -> Rule:
    return Rule(
        uid=_UIDS[record_type, standard],
        record_type=record_type,
        name=str(NAMES[standard]),
        kind=kind,
        parameters=parameters,
        severity=severity,
        standard=standard,
    )
