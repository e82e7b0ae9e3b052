"""Forgetting a person or a company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NoReturn

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on
from zolal.core import erasure, ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action, Change
from zolal.engine.persian.letters import key
from zolal.people.actions.removal import take_away
from zolal.people.queries.records import visible_records

IDENTIFIERS = ("national_id", "legal_id")
KINDS = {"mobile": "mobile", "email": "email", "phone": "landline"}
"""Contact points that are told to whoever forgets, by the name they are told under; a landline identifies nobody alone,
so no import compares it."""


def erase_record(*, record_type: str, record_id: int, by: User) -> None:
    """Forget somebody for ever: record, ledger, raw rows; a keyed hash keeps imports from bringing them back.

    What was merged into the record is forgotten with it. Cannot be undone. Raises `NotAllowed`, DoesNotExist.
    """
    with transaction.atomic():
        demand(by, "records.erase")
        visible_records(by, record_type).get(pk=record_id)
        demand_on(by, "delete", record_type, [record_id])
        action = ledger.act(kind=f"{record_type}.erase", by=by, about={"record_type": record_type})
        forget_records(action, record_type, [record_id])


def forget_records(action: Action, record_type: str, ids: Sequence[int]) -> list[int]:
    """Forget records for ever under an action, with what was merged into them; all ids. In a transaction."""
    everything = take_away(action, record_type, ids)
    erasure.erase_traces(record_type, everything, keys_of(record_type, everything))
    return everything


def refuse_undo(action: Action, by: object) -> NoReturn:  # noqa: ARG001 - the signature of every undo
    """What is forgotten stays forgotten."""
    raise ledger.CannotUndo(f"action {action.pk}")


def keys_of(record_type: str, ids: Sequence[int]) -> dict[str, list[str]]:
    """All that ever identified these records, by kind; also what was replaced since."""
    found: dict[str, set[str]] = defaultdict(set)
    changes = Change.objects.filter(record_type=record_type, record_id__in=ids).order_by("pk")
    whole: dict[int, Facts] = defaultdict(dict)
    for pk, before, after in changes.values_list("record_id", "before", "after"):
        for facts in (before or {}, after or {}):
            whole[pk] |= facts
            found[erasure.NAME].add(_called(record_type, whole[pk]))
            for name in IDENTIFIERS:
                found[name].add(facts.get(name) or "")
            for fact, value in facts.items():
                if fact.startswith("point:") and value and value["kind"] in KINDS:
                    found[KINDS[value["kind"]]].add(value["key"])
    return {kind: sorted(keys - {""}) for kind, keys in found.items()}


def _called(record_type: str, facts: Facts) -> str:
    """What a record with these facts is called, as it is compared."""
    names = ("name",) if record_type == "company" else ("given_name", "family_name")
    return key(" ".join(facts.get(name) or "" for name in names).strip())
