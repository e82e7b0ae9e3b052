"""Deals of the demo company: half a year of them, open, won and lost, with what is planned next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.accounts.models import Role, User
from zolal.activities.actions.activities import plan
from zolal.activities.demo import at_work
from zolal.activities.models import Activity
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.i18n import localise_digits
from zolal.people.models import Company, Person
from zolal.sales.models import Deal, LostReason, Pipeline, Stage

MANY = 44
_SEED = 1405
_GOODS = (
    "چاپگر حرارتی",
    "رایانهٔ کیفی",
    "صندلی اداری",
    "دوربین مداربسته",
    "دستگاه حضور و غیاب",
    "سرور",
    "مانیتور",
    "قهوه‌ساز",
)
_SERVICES = ("پشتیبانی یک‌ساله", "آموزش فروش", "طراحی سایت", "نصب و راه‌اندازی شبکه", "مشاورهٔ بازاریابی", "تولید محتوا")
_DEEDS = ("پیگیری پیشنهاد", "ارسال پیش‌فاکتور", "هماهنگی جلسه", "پرسیدن نظر مدیر مالی", "فرستادن نمونه")
_LOST = ("گفتند سال دیگر دوباره حرف بزنیم.", "رقیب تحویل فوری داد.", "بودجه به پروژهٔ دیگری رفت.")


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who and what deals are made of."""

    lot: Random
    owners: list[User]
    people: list[Person]
    companies: list[Company]
    reasons: list[LostReason]
    stages: list[list[Stage]]


def load() -> None:
    """Once; where deals are there already nothing is done."""
    found = [list(one.stages.filter(archived_at=None).order_by("position")) for one in Pipeline.objects.all()[:2]]
    cast = _Cast(
        Random(_SEED),
        list(User.objects.filter(role__in=(Role.MEMBER, Role.MANAGER, Role.ADMINISTRATOR)).order_by("pk")),
        list(Person.objects.filter(state="active").select_related("company").order_by("pk")[:60]),
        list(Company.objects.filter(state="active").order_by("pk")[:20]),
        list(LostReason.objects.order_by("position")[:5]),
        [stages for stages in found if stages],
    )
    if Deal.objects.exists() or not (cast.people and cast.owners and cast.stages and cast.reasons):
        return
    for number in range(MANY):
        _deal(cast, number)


def _deal(cast: _Cast, number: int) -> None:
    lot, companies = cast.lot, cast.companies
    services = number % 3 == 2 and len(cast.stages) > 1
    stages = cast.stages[1 if services else 0]
    owner, person = lot.choice(cast.owners), lot.choice(cast.people)
    what = lot.choice(_SERVICES) if services else localise_digits(f"{lot.randint(2, 40)} {lot.choice(_GOODS)}", "fa")
    company = person.company or (lot.choice(companies) if companies and number % 4 == 0 else None)
    end = ("won", "lost", "open", "open", "open")[number % 5]
    far = len(stages) if end == "won" else lot.randint(1, len(stages))
    ago = far * 5 + (lot.randint(20, 140) if end != "open" else lot.randint(1, 7) + 12 * (number % 4 == 0))
    opened = timezone.now() - timedelta(days=ago)
    channel = lot.choice(("direct_b2c", "direct_b2b", "direct_b2b", "distributor", "online"))
    facts: dict[str, Any] = {
        "title": what,
        "person": person.pk,
        "company": company.pk if company else None,
        "pipeline": stages[0].pipeline_id,
        "stage": stages[0].pk,
        "status": "open",
        "value": lot.randint(8, 400) * 10_000_000,
        "expected_on": (timezone.localdate() + timedelta(days=lot.randint(-12, 130))).isoformat(),
        "owner": owner.pk,
        "team": owner.team_id,
        "channel": channel,
        "touch_point": lot.choice(Deal.TouchPoint.values),
        "opened_at": opened,
        "entered_at": opened,
    }
    if channel == "distributor" and companies:
        facts |= {
            "intermediary": companies[number % len(companies)].pk,
            "margin_share": lot.choice((700, 1_000, 1_250)),
        }
    with transaction.atomic():
        (deal_id,) = ledger.create(_action("deal.open", owner, opened), "deal", [facts])
        at = opened
        for stage in stages[1:far]:
            at = min(at + timedelta(days=lot.randint(3, 6), hours=lot.randint(0, 8)), timezone.now())
            step = {"stage": stage.pk, "entered_at": at}
            ledger.write(_action("deal.move", owner, at, stage=stage.name), "deal", {deal_id: step})
        if end != "open":
            at = min(at + timedelta(days=lot.randint(1, 12)), timezone.now())
            closed = {"status": end, "closed_at": at}
            if end == "lost":
                closed |= {"lost_reason": lot.choice(cast.reasons).pk, "lost_note": lot.choice(_LOST)}
            ledger.write(_action(f"deal.{'win' if end == 'won' else 'lose'}", owner, at), "deal", {deal_id: closed})
    if end == "open" and number % 7 != 3:
        due = at_work(lot.choice((-3, -1, 0, 0, 1, 2, 4, 9)), number)
        kind = lot.choice((Activity.Kind.CALL, Activity.Kind.TASK, Activity.Kind.MEETING))
        plan(
            kind=kind,
            given={"title": lot.choice(_DEEDS), "at": due, "about": Deal.objects.get(pk=deal_id), "owner": owner},
            by=owner,
        )


def _action(kind: str, by: User, at: datetime, **about: str) -> Action:
    told = {"record_type": "deal", "count": 1, **about}
    action = ledger.act(kind=kind, by=by, source=source_named(by.name, "hand"), about=told)
    action.at = at
    action.save(update_fields=["at"])
    return action
