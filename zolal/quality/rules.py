"""What the codes of issues mean: those of the engine, and those that only a record on file can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zolal.engine.pipeline.rules import EVERY_RULE

MISSING = "missing_essential"
OLD = "old"
INACTIVE = "inactive"
UNREACHABLE = "unreachable"
REPORTED = "reported_wrong"

_OWN: Mapping[str, str | Promise] = {
    MISSING: _("This is needed to reach or know the customer and is missing; ask for it."),
    OLD: _("Nothing was heard of this customer for two years; ask whether the data still holds."),
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
    rule = EVERY_RULE.get(code)
    return Meaning(rule.severity, rule.fault, gettext(rule.message)) if rule else Meaning("warning", "value", "")


def severity_of(code: str) -> str:
    """Its severity alone, for the bulk."""
    if code == REPORTED:
        return "error"
    rule = EVERY_RULE.get(code)
    return rule.severity if rule else "warning"


def fault_of(code: str) -> str:
    """ "value", "format" or "structure"; "" for what is no fault of an entry."""
    if code in _OWN:
        return "value" if code == REPORTED else ""
    rule = EVERY_RULE.get(code)
    return rule.fault if rule else "value"
