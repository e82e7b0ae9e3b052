"""Whose days and which kinds one may choose, each as an address."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.queries.planned import SHOWN
from zolal.calendar.queries.whose import ME, choices
from zolal.web.calendar.asked import Asked
from zolal.web.calendar.words import ICONS, TONES


def kind_choices(asked: Asked) -> list[dict[str, Any]]:
    """One to switch each kind on or off; none chosen is all."""
    chosen = asked.kinds if asked.kinds != SHOWN else ()
    found = []
    for kind in SHOWN:
        is_on = kind in chosen
        left = [one for one in chosen if one != kind] if is_on else [*chosen, kind]
        query = asked.query(kind=[] if len(left) == len(SHOWN) else left)
        label = Activity.Kind(kind).label
        found.append({"label": label, "tone": TONES[kind], "icon": ICONS[kind], "on": is_on, "query": query})
    return found


def whose_choices(user: User, asked: Asked, *, mine: str | Promise) -> dict[str, Any]:
    """Oneself, teams and colleagues."""
    teams, colleagues = choices(user)
    found: list[dict[str, Any]] = [{"code": ME, "label": mine, "icon": "person"}]
    found += [{"code": f"team:{team.pk}", "label": team.name, "icon": "people"} for team in teams]
    found += [{"code": f"user:{one.uid}", "label": one.name, "icon": "person"} for one in colleagues]
    for one in found:
        one["query"] = asked.query(whose=one["code"])
        one["current"] = one["code"] == asked.whose.code
    label = next((one["label"] for one in found if one["current"]), mine)
    return {"whose_choices": found, "whose_label": label}
