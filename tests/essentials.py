"""What an administrator has said that every entry needs."""

from __future__ import annotations

from zolal.quality.models import Rule
from zolal.quality.standard_rules import standard_rules


def needed(record_type: str, *fields: str, severity: str = "warn") -> Rule:
    """The rule that comes with Zolal, changed; without fields it keeps its own."""
    rule = standard_rules(record_type)[0]
    rule.parameters = {"function": "entry", "fields": list(fields) or rule.parameters["fields"]}
    rule.severity = severity
    rule.save()
    return rule
