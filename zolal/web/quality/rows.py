"""Rows of a queue: one grammar for whatever is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.capture.actions.decisions import ACCEPT, VERBS
from zolal.people.fields import fields_of
from zolal.quality.models import Issue
from zolal.quality.queries.queue import Trouble
from zolal.web.people.inputs import LATIN
from zolal.web.quality.targets import name_of
from zolal.web.templatetags.reading import day

Group = Issue.Group
Text = str | Promise

_SILENT = (Group.OLD, Group.INACTIVE)
"""Classes whose text is the day since when nothing was heard."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done with a row: its name in forms, its key on the keyboard, its label."""

    name: str
    key: str
    label: Text
    icon: str = ""


_ACCEPT = Deed(ACCEPT, "a", _("Accept"), "check")
_HOLDS = Deed(ACCEPT, "a", _("Still holds"), "check")
_DISMISS = Deed("dismissed", "d", _("Right as it is"))
_ARCHIVE = Deed("archive", "", _("Archive"), "archive")
_DELETE = Deed("delete", "", _("Delete"), "trash")
REOPEN = Deed("reopened", "", _("Take up again"), "undo")


@dataclass(frozen=True, slots=True)
class Row:
    """An issue as it is shown. `typed` and `errors` are what somebody typed that was refused, and why."""

    trouble: Trouble
    name: str
    shown: str
    deeds: Sequence[Deed]
    edits: bool
    latin: bool
    put_off: bool
    typed: str
    errors: Sequence[str] = ()

    @property
    def anchor(self) -> str:
        return f"issue-{self.trouble.issue.pk}"


def row_of(user: User, trouble: Trouble, *, typed: str | None = None, errors: Sequence[str] = ()) -> Row:
    """A row with what the user may do about it."""
    issue, record_type = trouble.issue, trouble.issue.record_type
    silent = issue.group in _SILENT
    edits = not silent and may(user, "records.edit") and (issue.fact in fields_of(record_type) or issue.fact == "name")
    return Row(
        trouble,
        name_of(trouble),
        day(issue.raw) if silent else issue.raw,
        deeds_for(user, issue) if may(user, "issues.decide") else (),
        edits,
        issue.fact in LATIN,
        issue.until is not None,
        issue.raw if typed is None else typed,
        errors,
    )


def deeds_for(user: User, issue: Issue) -> list[Deed]:
    """What can be done about an issue besides typing, putting off and handing over."""
    if issue.until is not None:
        return [REOPEN]
    first = [_HOLDS] if issue.group == Group.OLD else [_ACCEPT] if issue.proposal else []
    last = [_ARCHIVE, _DELETE] if issue.group in _SILENT else []
    return [deed for deed in [*first, _DISMISS, *last] if deed.name not in VERBS or may(user, VERBS[deed.name])]


def deeds_for_many(user: User) -> list[Deed]:
    """What can be done about many at once, besides putting off and handing over."""
    several = [_ARCHIVE, _DELETE] if may(user, "records.bulk") else []
    offered = [_ACCEPT, _DISMISS, *several]
    return [deed for deed in offered if deed.name not in VERBS or may(user, VERBS[deed.name])]
