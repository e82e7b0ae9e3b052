"""Apps above hear whose activities changed, inside the transaction that writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from zolal.activities.records import taken_left
from zolal.core.ledger import Written
from zolal.core.models import Action

Touched = Mapping[str, set[int]]
"""By record type ("person", "company", and what is registered in `about`), the ids of those whose activities changed:
also of those an activity belonged to before."""
Listener = Callable[[Action, Touched], None]

_listeners: list[Listener] = []


def watch(listener: Listener) -> None:
    """Called when the app is ready. Listeners may write through the ledger under the action."""
    if listener not in _listeners:
        _listeners.append(listener)


def hear(written: Written) -> None:
    """Listens to the ledger."""
    if written.record_type != "activity":
        return
    ids = set(written.ids)
    touched: dict[str, set[int]] = defaultdict(set)
    for row in taken_left():
        if row["pk"] in ids:
            _add(touched, row["person_id"], row["company_id"], row["about_type"], row["about_id"])
    for facts in written.facts.values():
        _add(touched, facts.get("person"), facts.get("company"), facts.get("about_type"), facts.get("about_id"))
    for listener in _listeners:
        listener(written.action, touched)


def _add(
    touched: dict[str, set[int]], person: int | None, company: int | None, about_type: str | None, about_id: int | None
) -> None:
    for record_type, record_id in (("person", person), ("company", company), (about_type, about_id)):
        if record_type and record_id:
            touched[record_type].add(record_id)
