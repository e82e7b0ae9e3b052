"""Goals to begin with: the examples of the ten steps of a CRM strategy, and a few that many teams set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import measures

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Template:
    """`given` is what a form begins with; `advice` says what to think of."""

    code: str
    name: Text
    why: Text
    advice: Text
    given: Mapping[str, Any]

    @property
    def is_there(self) -> bool:
        """Whether what it is measured by is counted here, or needs no count."""
        return self.given["measure"] in {"reported", "beneath", *measures()}


_REPORTED: Mapping[str, Any] = {"measure": "reported", "unit": "count", "reports": "add", "scope": "company"}

TEMPLATES = (
    Template(
        "support",
        _("Better efficiency of the support team"),
        _("Customers who get an answer at once stay, and tell others."),
        _("Say what an efficient team does: answered calls, tasks in time. The goals beneath it say how much."),
        {"measure": "beneath", "scope": "company", "period": "year"},
    ),
    Template(
        "answered",
        _("85 per cent of calls answered"),
        _("A call that nobody answers is a customer who calls somebody else."),
        _("Set it for the team, and look at it every week."),
        {"measure": "calls_answered_share", "scope": "team", "aim": "amount", "target": 8_500, "period": "quarter"},
    ),
    Template(
        "new_business",
        _("10 % more budget for new business"),
        _("What grows today was begun last year."),
        _("Report the budget at each decision; compare it with that of the last year."),
        {**_REPORTED, "unit": "rial", "reports": "stand", "aim": "growth", "growth": 1_000, "period": "year"},
    ),
    Template(
        "revenue",
        _("50 % more revenue in a year"),
        _("Growth pays for better service and better people."),
        _("Set goals for the teams beneath it, quarter by quarter: a year is too long to wait for news."),
        {"measure": "won_value", "scope": "company", "aim": "growth", "growth": 5_000, "period": "year"},
    ),
    Template(
        "revenue_reported",
        _("50 % more revenue in a year"),
        _("Growth pays for better service and better people."),
        _("Report the revenue each month, as the books have it."),
        {**_REPORTED, "unit": "rial", "aim": "growth", "growth": 5_000, "period": "year"},
    ),
    Template(
        "volunteers",
        _("A volunteer programme for our people"),
        _("People who are proud of their company talk about it well."),
        _("Count hours or people, not meetings. Somebody must answer for it."),
        {**_REPORTED, "aim": "amount", "target": 100, "period": "year"},
    ),
    Template(
        "unique_offer",
        _("An offer that nobody else makes"),
        _("Who offers what everybody offers can only be cheaper."),
        _("Name the steps: interviews with customers, a draft, a test with ten of them. Report the steps done."),
        {**_REPORTED, "aim": "amount", "target": 5, "period": "half"},
    ),
    Template(
        "calls",
        _("Calls of a week, every week"),
        _("Deals come from conversations."),
        _("A number that can be kept on ordinary days; not the one of the best week."),
        {"measure": "calls_made", "scope": "person", "aim": "amount", "target": 100, "period": "month"},
    ),
    Template(
        "data",
        _("Data one can rely on"),
        _("Whoever mistrusts the data stops using it. The better half of companies stands at 75 per cent."),
        _("Mend a little every day: the queue of each member shows what waits."),
        {"measure": "quality", "scope": "company", "aim": "amount", "target": 7_500, "period": "half"},
    ),
)


def template(code: str) -> Template | None:
    """One of them by its code."""
    return next((one for one in TEMPLATES if one.code == code), None)


def offered() -> list[Template]:
    """Those that can be measured here; of two with one name the first."""
    found: dict[str, Template] = {}
    for one in TEMPLATES:
        if one.is_there:
            found.setdefault(str(one.name), one)
    return list(found.values())
