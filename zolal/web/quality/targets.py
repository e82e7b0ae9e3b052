"""An issue as forms and addresses name it: whose record, which field, which code, and the text it was found in."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.accounts.models import User
from zolal.people.queries.records import visible_records
from zolal.people.queries.typed import uid as typed_uid
from zolal.quality.actions.handling import Target
from zolal.quality.queries.queue import Trouble

_BETWEEN = "~"


def name_of(trouble: Trouble) -> str:
    """The name that leads back to this issue, as long as its text stays what it is."""
    issue = trouble.issue
    return _BETWEEN.join((str(trouble.record.uid), issue.fact, issue.code, issue.raw))


def targets_named(user: User, record_type: str, names: Sequence[str]) -> list[Target]:
    """The issues with these names, of records the user sees; names that make no sense name nothing."""
    parted = [parts for name in names if len(parts := name.split(_BETWEEN, 3)) == 4]
    uids = {parts[0]: uid for parts in parted if (uid := typed_uid(parts[0])) is not None}
    records = dict(visible_records(user, record_type).filter(uid__in=uids.values()).values_list("uid", "pk"))
    return [
        Target(records[uids[uid]], fact, code, raw.replace("\r\n", "\n"))
        for uid, fact, code, raw in parted
        if uid in uids and uids[uid] in records
    ]
