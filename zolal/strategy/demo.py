"""The goals of the demo company, and the counts of its past."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zolal.accounts.models import Role, Team, User
from zolal.core.jobs import enqueue, run_all
from zolal.core.settings import setting
from zolal.strategy.actions.check_ins import check_in
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.models import Goal
from zolal.strategy.periods import Period, current
from zolal.strategy.totals import EVERYTHING, totals


def load() -> None:
    """Once; where it is there already nothing is done."""
    enqueue("strategy.count", owner=_first(Role.ADMINISTRATOR))
    run_all()
    if Goal.objects.exists():
        return
    today = timezone.localdate()
    strategist, manager, seller = _first(Role.STRATEGIST), _first(Role.MANAGER), _first(Role.MEMBER)
    year, quarter, month = (_period(kind, today) for kind in ("year", "quarter", "month"))
    _revenue(strategist, manager, seller, year, quarter)
    service = _business(strategist, year)
    team = Team.objects.filter(name="خدمات").first()
    if team:
        answered = {
            "measure": "calls_answered_share",
            "target": 8_500,
            "period": quarter,
            "scope": "team",
            "team": team,
        }
        why = "تماس بی‌پاسخ مشتری را پیش رقیب می‌فرستد."
        create_goal(by=strategist, name="۸۵٪ تماس‌ها پاسخ داده شود", why=why, parent=service, **answered)
    own: dict[str, Any] = {"scope": "person", "owner": seller, "period": month}
    create_goal(by=manager, name="۴۰ تماس در ماه", measure="calls_made", target=40, why="گفت‌وگو معامله می‌سازد.", **own)
    create_goal(by=seller, name="ده مشتری تازه", measure="people_added", target=10, **own)
    quality = {"measure": "quality", "target": 7_500, "period": _period("half", today)}
    create_goal(by=strategist, name="داده‌ای که بشود به آن تکیه کرد", why="خط ۷۵٪ را رد کنیم.", owner=manager, **quality)


def _revenue(strategist: User, manager: User, seller: User, year: Period, quarter: Period) -> None:
    measure = "won_value" if _so_far("won_value", year) else "invoiced"
    base = _short(_wanted(measure, year, 18_000_000_000) * 2 // 3)
    growth = {"measure": measure, "aim": "growth", "growth": 5_000, "base_kind": "typed", "base": base}
    why = "رشد هزینهٔ خدمات بهتر و همکاران بهتر را می‌دهد."
    goal = create_goal(by=strategist, name="۵۰٪ درآمد بیشتر در سال", why=why, period=year, owner=manager, **growth)
    team = {"scope": "team", "team": manager.team, "owner": manager, "period": quarter, "parent": goal, "weight": 3}
    target = _wanted(measure, quarter, 4_500_000_000, Q(team=manager.team))
    mine = create_goal(by=manager, name="فروش فصل", measure=measure, target=target, **team)
    check_in(goal=mine, by=manager, note="دو معاملهٔ بزرگ در مرحلهٔ بررسی پیشنهاد است.", outlook="unsure")
    own = {"scope": "person", "owner": seller, "period": quarter, "parent": mine}
    target = _wanted(measure, quarter, 1_500_000_000, Q(owner=seller))
    create_goal(by=manager, name="سهم سامان از فروش فصل", measure=measure, target=target, **own)


def _so_far(measure: str, period: Period, who: Q = EVERYTHING) -> int:
    return totals([measure], period.first, timezone.localdate(), who=who).get((measure,), 0)


def _wanted(measure: str, period: Period, otherwise: int, who: Q = EVERYTHING) -> int:
    """What the period brings at the pace so far, in two digits; so the demo company is about on track."""
    found = _so_far(measure, period, who) * period.days // period.until(timezone.localdate()).days
    return _short(found) or otherwise


def _short(value: int) -> int:
    return round(value, 2 - len(str(value)))


def _business(by: User, year: Period) -> Goal:
    """The examples of the strategy's first step."""
    service = create_goal(
        by=by, name="بهبود کارایی تیم خدمات مشتری", why="مشتریِ پاسخ‌گرفته می‌ماند.", measure="beneath", period=year
    )
    told: dict[str, Any] = {"measure": "reported", "period": year}
    hours = create_goal(by=by, name="برنامهٔ داوطلبانهٔ کارکنان", counts="ساعت", reports="add", target=120, **told)
    check_in(goal=hours, by=by, value=35, note="روز درختکاری", outlook="good")
    offer = create_goal(by=by, name="پیشنهاد فروش منحصربه‌فرد", counts="گام", reports="stand", target=5, **told)
    check_in(goal=offer, by=by, value=2, note="با ده مشتری مصاحبه کردیم؛ پیش‌نویس آماده است.", outlook="good")
    budget = {"aim": "growth", "growth": 1_000, "base": 2_000_000_000, "unit": "rial", "reports": "stand"}
    create_goal(by=by, name="۱۰٪ بودجهٔ بیشتر برای کسب‌وکار تازه", counts="بودجه", **told, **budget)
    return service


def _period(kind: str, today: date) -> Period:
    return current(kind, today, setting("year.first_month"))


def _first(role: Role) -> User:
    return User.objects.filter(role=role).earliest("pk")
