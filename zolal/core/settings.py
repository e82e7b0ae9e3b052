"""The administrator's choices, with their defaults and what they may be.

A request reads them all once, with the first that it asks for. A job, and whatever else runs long, reads each time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Any

from zolal.core.models import Setting

DEFAULTS: dict[str, Any] = {
    "company_name": "",
    "year.first_month": 1,  # with which Jalali month the fiscal year begins
    "money.unit": "toman",  # or "rial": in which amounts are shown and typed; stored they are rials
    "invoice.seller": {},  # the legal fields of the company on invoices, by name; see `zolal.sales.legal`
    "worth.person": {},  # what fields are worth to the business, 0 to 5, where somebody has said it
    "worth.company": {},
    "questions.most": 3,  # so many questions a customer is asked within "questions.days", 0: none
    "questions.days": 30,
    "login.second_factor": "free",  # or "administrators" or "all": who must have one from their next log-in on
    # How much each part counts in the score of a record; only how they stand to each other matters.
    "score.weights": {"completeness": 45, "validity": 35, "uniqueness": 10, "freshness": 10, "accuracy": 10},
    "score.goal.person": [],  # the fields the goals need; none: the essential ones
    "score.goal.company": [],
    "entry.wrong": "warn",  # or "block": what happens to an entry with a value that cannot be right
    "cost.prices": [],  # what bad data costs: {"name", "rials", "times", "classes", "fields"}
    "match.same": 0.95,  # probability from which two records are one
    "match.ask": 0.6,  # from which a person should look
    "inactive.days": 90,  # without any sign of life: somebody is silent
    "inactive.retention_days": 365,  # the data of who was archived as silent is kept so long before closing is proposed
    "inactive.close_automatically": False,  # or true: then nobody is asked
    "outbound.allowed": [],  # hosts inside the own network that may be sent to: "erp.local", "10.0.0.5:8069"
    "webhooks.keep_days": 30,  # what was sent is looked up and sent again so long
    "calendar.begins": 8,  # the working day, in full hours
    "calendar.ends": 17,
    "calendar.thursdays": True,  # whether Thursday is worked
    "calendar.minutes": 30,  # how long a meeting is where nobody says it
    "calendar.visit_minutes": 45,
    "visibility.member": "all",  # or "team" or "own"; likewise for readers and managers
    "visibility.reader": "all",
    "visibility.manager": "all",
}


class _Here(threading.local):
    in_request = False
    read: Mapping[str, Any] | None = None


_here = _Here()


def setting(name: str) -> Any:  # noqa: ANN401 - JSON
    """The administrator's choice, or the default. Raises `KeyError` for a name that does not exist."""
    return settings(name)[name]


def settings(*names: str) -> dict[str, Any]:
    """Several at once. Raises `KeyError` for a name that does not exist."""
    found = stored(names)
    return {name: DEFAULTS[name] if (value := found.get(name)) is None else value for name in names}


def stored(names: Iterable[str]) -> Mapping[str, Any]:
    """What stands in the database under these names; in a request perhaps under others too."""
    if not _here.in_request:
        return dict(Setting.objects.filter(name__in=list(names)).values_list("name", "value"))
    if _here.read is None:
        _here.read = dict(Setting.objects.values_list("name", "value"))
    return _here.read


def begin(**_: Any) -> None:  # noqa: ANN401 - of a signal
    """A request begins: what it asks for is read once."""
    _here.in_request, _here.read = True, None


def look_again(**_: Any) -> None:  # noqa: ANN401 - of a signal
    """The request is over, or it writes a choice: from now on each is read when it is asked for."""
    _here.in_request, _here.read = False, None
