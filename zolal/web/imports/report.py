"""What became of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.activities.queries.suppressions import suppressions
from zolal.capture.models import Import
from zolal.capture.plain.kinds import PLAIN, seen_records
from zolal.capture.suppressed import count_suppressed
from zolal.people.models import Company, Person
from zolal.web.ledger.reading import FactReader


def report(user: User, import_: Import) -> dict[str, Any]:
    """Counts, and after an undo the records that stayed because somebody has worked on them since."""
    counts = import_.counts
    duplicates = f"{reverse('duplicates')}?type={import_.record_type}"
    undone = import_.found.get("undo") or {}
    return {
        "counts": counts,
        "left_out": counts.get("left_out", 0),
        "figures": [
            (_("Rows of the file"), import_.rows, ""),
            (_("Created"), counts.get("created", 0), ""),
            (_("Updated"), counts.get("updated", 0), ""),
            (_("Unchanged"), counts.get("unchanged", 0), ""),
            *(
                []
                if import_.record_type in PLAIN
                else [(_("In the queue of duplicates"), counts.get("queued", 0), duplicates)]
            ),
            (_("Left out"), counts.get("left_out", 0), ""),
            *_suppressed(user, import_),
        ],
        "restored": undone.get("restored"),
        "kept": _kept(user, undone.get("named") or ()),
        "kept_more": max(0, undone.get("kept", 0) - len(undone.get("named") or ())),
    }


def _suppressed(user: User, import_: Import) -> list[tuple[str, int, str]]:
    """Rows with addresses that are not to be used, and the addresses that the file itself put on that list."""
    found = []
    if held := count_suppressed(import_):
        found.append((_("With an address not to be used"), held, reverse("import-suppressed", args=[import_.uid])))
    if import_.action and may(user, "quality.read") and may(user, "records.read"):
        uid = import_.action.uid
        if put := suppressions(user=user, action=uid).count():
            found.append((_("Put on the suppression list"), put, f"{reverse('suppression')}?action={uid}"))
    return found


def _kept(user: User, named: Sequence[dict[str, Any]]) -> list[tuple[Person | Company, str, list[tuple[str, str]]]]:
    reader, found = FactReader(user), []
    for name in {one["record_type"] for one in named}:
        of = {UUID(one["uid"]): one for one in named if one["record_type"] == name}
        for record in seen_records(user, name).filter(uid__in=of):
            one = of[record.uid]
            facts = [] if one["whole"] else [(reader.label(name, fact), "") for fact in one["facts"]]
            found.append((record, name, facts))
    return found
