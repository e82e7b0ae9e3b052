"""What the codes of issues mean: those of the engine, and those of the administrator's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.quality.known_rules import rule_called
from zolal.quality.sentences import demand_or_none, sentence
from zolal.quality.standard_rules import MISSING, OLD

PREFIX = "rule:"
INACTIVE = "inactive"
UNREACHABLE = "unreachable"
REPORTED = "reported_wrong"

_OWN: Mapping[str, str | Promise] = {
    MISSING: _("This is needed to reach or know the customer and is missing; ask for it."),
    OLD: _("Nothing was heard of this customer for too long; ask whether the data still holds."),
    INACTIVE: _("No e-mail opened, no visit, no content used, no call answered for a while; write once, then archive."),
    UNREACHABLE: _("There is no mobile, telephone or e-mail, so silence says nothing; find a way to reach them."),
    REPORTED: _("Somebody checked this value and found it wrong; ask for the right one."),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """Severity, whether the value or only its form is wrong, and a sentence in the user's language."""

    severity: str
    fault: str
    message: str


def meaning(code: str) -> Meaning:
    """What an issue code says. A code that is no longer known is a warning without words."""
    if code in _OWN:
        return Meaning(severity_of(code), fault_of(code), str(_OWN[code]))
    if is_ours(code):
        return _meaning_of(code)
    rule = EVERY_RULE.get(code)
    return Meaning(rule.severity, rule.fault, gettext(rule.message)) if rule else Meaning("warning", "value", "")


def is_ours(code: str) -> bool:
    """Whether it is that of a rule an administrator wrote."""
    return code.startswith(PREFIX)


def _meaning_of(code: str) -> Meaning:
    rule = rule_called(code)
    demand = demand_or_none(rule) if rule else None
    if rule is None or demand is None:
        return Meaning("warning", "value", "")
    severity = "error" if rule.severity == rule.Severity.BLOCK else "warning"
    return Meaning(severity, demand.fault, rule.message or sentence(rule))


def severity_of(code: str) -> str:
    """Its severity alone, for the bulk. Beside an entry stands only what a rule refused."""
    if code == REPORTED or is_ours(code):
        return "error"
    rule = EVERY_RULE.get(code)
    return rule.severity if rule else "warning"


def fault_of(code: str) -> str:
    """ "value", "format" or "structure"; "" for what is no fault of an entry."""
    if code in _OWN:
        return "value" if code == REPORTED else ""
    if is_ours(code):
        return _meaning_of(code).fault
    rule = EVERY_RULE.get(code)
    return rule.fault if rule else "value"
