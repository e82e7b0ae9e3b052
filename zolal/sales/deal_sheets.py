"""A sheet of deals against what is known: what each row would do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users
from zolal.core.ledger import Facts
from zolal.core.listed import listed
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context
from zolal.engine.fields.number import plain_number
from zolal.engine.persian.letters import key
from zolal.people.fields import is_own
from zolal.sales.deal_customers import MODELS, Customers
from zolal.sales.deal_facts import facts_of
from zolal.sales.demands import Demands, refuse
from zolal.sales.models import Deal, DealRow, LostReason, Pipeline, Sheet, Stage
from zolal.sales.own_columns import entries_of
from zolal.sales.portions import portions
from zolal.sales.product_sheets import Refused, read_rials
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.pipelines import pipelines, reasons

HEADERS = {
    "uid": "شناسه|شناسه معامله|id|deal id",
    "number": "شماره|شماره معامله|کد|کد معامله|شماره بیرونی|number|no|deal number|external id|external number",
    "title": "عنوان|عنوان معامله|نام معامله|معامله|موضوع|title|deal|deal name|deal title|subject",
    "customer_uid": "شناسه مشتری|customer id|customer uid",
    "customer": "مشتری|نام مشتری|customer|customer name|client",
    "person": "شخص|نام شخص|person|contact|contact name",
    "company": "شرکت|نام شرکت|سازمان|company|company name|account",
    "national_id": "کد ملی|شماره ملی|national id|national code",
    "legal_id": "شناسه ملی|شناسه ملی شرکت|legal id",
    "mobile": "موبایل|تلفن همراه|همراه|شماره موبایل|شماره همراه|mobile|mobile number|cell",
    "email": "ایمیل|رایانامه|پست الکترونیک|email|e-mail",
    "pipeline": "خط لوله|قیف|قیف فروش|pipeline|funnel",
    "stage": "مرحله|stage",
    "status": "وضعیت|status|state",
    "value": "ارزش|مبلغ|ارزش معامله|مبلغ معامله|value|amount|deal value",
    "probability": "احتمال|درصد احتمال|probability",
    "expected_on": "بستن مورد انتظار|تاریخ پیش‌بینی|پیش‌بینی بستن|تاریخ مورد انتظار|expected close|close date|expected",
    "opened_on": "گشایش|باز شده|تاریخ باز شدن|تاریخ ایجاد|تاریخ ثبت|opened|created|created at",
    "closed_on": "بسته شده|تاریخ بستن|تاریخ بسته شدن|closed|closed at",
    "owner": "مسئول|کارشناس|کارشناس فروش|مالک|فروشنده|owner|sales rep",
    "channel": "کانال فروش|کانال|sales channel|channel",
    "touch_point": "نقطه تماس|touch-point|touch point",
    "lost_reason": "دلیل باخت|دلیل از دست رفتن|علت باخت|reason|lost reason|reason of the loss",
    "lost_note": "توضیح باخت|note on the loss",
    "note": "یادداشت|توضیح|توضیحات|شرح|note|notes|description",
}
NEEDED = ("title",)
PARTS = {"new": gettext_lazy("new"), "known": gettext_lazy("known already"), "wrong": gettext_lazy("wrong")}
_STATUS = {"open": "باز|جاری|در جریان|open", "won": "برد|برنده|موفق|برده|won", "lost": "باخت|بازنده|ناموفق|باخته|lost"}
_STATUS_OF = {key(word): status for status, words in _STATUS.items() for word in words.split("|")}
_EARLIEST, _FAR = date(1990, 1, 1), timedelta(days=3_660)
_LONGEST_NUMBER = 200
_TEXTS = ("title", "note", "lost_note")
N = TypeVar("N", Pipeline, Stage, LostReason)


@dataclass(slots=True)
class Row:
    """What a row would do: "new", "known" or "wrong", with the reasons by field; `deal` is the one that is known."""

    number: int
    title: str
    part: str = "wrong"
    deal: Deal | None = None
    differs: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    external: str = ""
    digest: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)


class _Judge:
    """All that rows are compared with, read once."""

    def __init__(self, sheet: Sheet, rows: Sequence[Mapping[str, str]], user: User) -> None:
        self.user, self.unit, self.now = user, sheet.about.get("unit", ""), timezone.now()
        self.own = entries_of(sheet, "deal", rows, user)
        self.customers = Customers(rows, user)
        self.pipelines = pipelines()
        self.demands = Demands()
        self.users = list(active_users())
        self.reasons = reasons()
        self.channels, self.touch_points = _spoken(Deal.Channel), _spoken(Deal.TouchPoint)
        self.status = {**_spoken(Deal.Status), **_STATUS_OF}
        self.seen: set[str] = set()
        uids = [found for row in rows if (found := _uid(row.get("uid", "")))]
        self.uids = {deal.uid: deal for some in portions(uids) for deal in visible_deals(user).filter(uid__in=some)}
        self.numbers = _known("number", {key(row.get("number", "")) for row in rows} - {""})
        self.digests = _known("digest", {digest_of(row) for row in rows})

    def judge(self, number: int, texts: Mapping[str, str]) -> Row:
        row = Row(number, texts.get("title", ""), external=key(texts.get("number", "")), digest=digest_of(texts))
        if self._is_known(row, texts):
            return row
        told: dict[str, Any] = {"title": texts.get("title", "")}
        for name, text in texts.items():
            read = _READ.get(name)
            try:
                if read:
                    told[name] = read(self, text)
                elif name in _TEXTS:
                    told[name] = text
            except Refused as refused:
                row.errors[name] = [str(refused)]
        found, wrong = self.customers.meant(texts)
        row.errors |= wrong
        told |= found
        row.told = told | {name: text for name, text in texts.items() if is_own(name)}
        self._finish(row, dict(told), texts)
        if not row.errors:
            row.part = "new"
        return row

    def _is_known(self, row: Row, texts: Mapping[str, str]) -> bool:
        if "uid" in texts:
            row.deal = self.uids.get(_uid(texts["uid"]) or UUID(int=0))
            if row.deal is None:
                row.errors["uid"] = [_("There is no such deal that you may see. Empty the cell for a new one.")]
        if len(row.external) > _LONGEST_NUMBER:
            row.errors["number"] = [_("This is too long: at most %(longest)s letters.") % {"longest": _LONGEST_NUMBER}]
        mark = f"number {row.external}" if row.external else f"row {row.digest}"
        earlier = self.numbers.get(row.external) if row.external else self.digests.get(row.digest)
        if row.deal is None and not row.errors and earlier is not None:
            row.deal, row.differs = earlier[0], earlier[1] != row.digest
        if mark in self.seen:
            row.deal = None
            sentence = _("An earlier row of this file has this number. Give each deal its own.")
            repeated = _("An earlier row of this file is exactly the same. Where both are meant, give each a number.")
            row.errors["number"] = [sentence if row.external else repeated]
            return True
        self.seen.add(mark)
        if row.deal is not None:
            row.part = "known"
        return row.deal is not None

    def _finish(self, row: Row, told: dict[str, Any], texts: Mapping[str, str]) -> None:
        pipeline, stage = self._place(row, told.pop("pipeline", ""), told.pop("stage", ""))
        status = told.pop("status", "") or ("lost" if told.get("lost_reason") else "open")
        # Apart from `facts_of`: a day long past is no slip in a deal that ended then.
        days = {name: told.pop(name) for name in ("expected_on", "opened_on", "closed_on") if name in told}
        # So are customers: they have been found among those whom the user sees.
        customers = {name: told.pop(name).pk for name in MODELS if name in told}
        owner = told.setdefault("owner", self.user)
        told["team"] = owner.team
        try:
            row.facts = facts_of(told, by=self.user) | customers
        except ValidationError as refused:
            row.errors |= refused.message_dict
        try:
            row.facts |= self.own.facts(texts, beside=dict(row.facts))
        except ValidationError as refused:
            row.errors |= refused.message_dict
        self._days(row, status, days)
        if status == "lost" and "lost_reason" not in told and "lost_reason" not in row.errors:
            row.errors["lost_reason"] = [_("Say why the deal was lost; the next ones gain by it.")]
        if status != "lost" and (told.get("lost_reason") or told.get("lost_note")):
            row.errors["status"] = [_("A reason of the loss belongs only to a lost deal.")]
        if row.errors or stage is None:
            return
        if status != "lost":
            missing = self.demands.missing(row.facts, pipeline.pk, stage if status == "open" else None)
            if status == "won":
                missing.pop("next_activity", None)
            try:
                refuse(missing)
            except ValidationError as refused:
                row.errors |= refused.message_dict
        row.facts |= {"pipeline": pipeline.pk, "stage": stage.pk, "status": status}
        row.told = {**row.told, "pipeline": pipeline.name, "stage": stage.name, "status": status, "owner": owner}

    def _place(self, row: Row, pipeline: str, stage: str) -> tuple[Pipeline, Stage | None]:
        """Raises nothing: what cannot be found is told in the row."""
        among = self.pipelines
        if pipeline and not (among := _named(self.pipelines, pipeline)):
            row.errors["pipeline"] = [_these(_("There is no pipeline called so. There are: %(names)s"), self.pipelines)]
        stages = {one: [each for each in one.stages.all() if not each.archived_at] for one in among}
        if stage:
            fit = [(one, each) for one, some in stages.items() for each in _named(some, stage)]
            if len(fit) == 1:
                return fit[0]
            if among and not fit:
                names = [each for some in stages.values() for each in some]
                row.errors["stage"] = [_these(_("There is no stage called so. There are: %(names)s"), names)]
            elif fit:
                row.errors["pipeline"] = [_("Several pipelines have this stage; name the pipeline.")]
        elif len(among) > 1 and pipeline:
            row.errors["pipeline"] = [_("Several pipelines are called so; give them different names.")]
        else:
            for one, some in stages.items():
                if some:
                    return one, some[0]
            row.errors.setdefault("pipeline", [_("There is no pipeline with a stage that takes deals.")])
        return Pipeline(), None

    def _days(self, row: Row, status: str, days: Mapping[str, date]) -> None:
        opened, closed, expected = (days.get(name) for name in ("opened_on", "closed_on", "expected_on"))
        today = timezone.localdate()
        for name, day in (("opened_on", opened), ("closed_on", closed)):
            if day and not _EARLIEST <= day <= today:
                row.errors[name] = [_("It is a day from 1990 until today.")]
        if expected and not _EARLIEST <= expected <= today + _FAR:
            row.errors["expected_on"] = [_("It is a day from 1990 until ten years from now.")]
        elif expected:
            row.facts["expected_on"] = expected.isoformat()
        if closed and status == "open":
            row.errors["closed_on"] = [_("An open deal has no day of closing. Tell the status: won or lost.")]
        if closed and opened and closed < opened:
            row.errors["closed_on"] = [_("It cannot be closed before it was opened.")]
        began = min(self._moment(opened), self._moment(closed))
        row.facts |= {"opened_at": began, "entered_at": began}
        if status != "open":
            row.facts["closed_at"] = self._moment(closed)

    def _moment(self, day: date | None) -> datetime:
        return min(timezone.make_aware(datetime.combine(day, time(12))), self.now) if day else self.now

    def money(self, text: str) -> int:
        return read_rials(text, self.unit)

    def user_named(self, text: str) -> User:
        wanted = key(text)
        fit = [one for one in self.users if wanted in {key(one.name), one.email.lower()} or text.lower() == one.email]
        if len(fit) != 1:
            missing = _("Nobody who may log in is called so. Write the e-mail of the user.")
            several = _("Several users are called so. Write the e-mail of the user.")
            raise Refused(several if fit else missing)
        return fit[0]

    def reason_named(self, text: str) -> LostReason:
        fit = _named(self.reasons, text)
        if len(fit) != 1:
            raise Refused(_these(_("There is no reason called so. There are: %(names)s"), self.reasons))
        return fit[0]

    def channel_named(self, text: str) -> str:
        return _chosen(self.channels, text, Deal.Channel)

    def touch_point_named(self, text: str) -> str:
        return _chosen(self.touch_points, text, Deal.TouchPoint)

    def status_named(self, text: str) -> str:
        return _chosen(self.status, text, Deal.Status)


def judged_deals(sheet: Sheet, user: User) -> list[Row]:
    """Every row of the sheet, judged by what is known now; as many queries for ten rows as for a thousand."""
    judge = _Judge(sheet, [texts for texts in sheet.rows if texts], user)
    return [judge.judge(number, texts) for number, texts in enumerate(sheet.rows, 1) if texts]


def digest_of(texts: Mapping[str, str]) -> str:
    """What a row tells, whatever the order of its columns and the spelling of its letters."""
    told = json.dumps(sorted((name, key(text)) for name, text in texts.items()), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _known(what: str, values: Iterable[str]) -> dict[str, tuple[Deal, str]]:
    """Deals that came in by such rows and are still there, whoever sees them, and what their rows told."""
    found = [
        one for some in portions(values) for one in DealRow.objects.filter(**{f"{what}__in": some}).order_by("-id")
    ]
    deals = {
        deal.pk: deal for some in portions({one.deal_id for one in found}) for deal in Deal.objects.filter(pk__in=some)
    }
    return {getattr(one, what): (deals[one.deal_id], one.digest) for one in found if one.deal_id in deals}


def _named(among: Sequence[N], text: str) -> list[N]:
    return [one for one in among if key(one.name) == key(text)]


def _these(sentence: str, among: Sequence[Any]) -> str:
    return sentence % {"names": listed(dict.fromkeys(one.name for one in among))}


def _spoken(choices: Any) -> dict[str, str]:  # noqa: ANN401 - a class of choices
    """What a choice may be written as: its code, and its name in every language."""
    found = {key(code): code for code in choices.values}
    for language in ("en", "fa"):
        with translation.override(language):
            found |= {key(str(label)): code for code, label in choices.choices}
    return found


def _chosen(among: Mapping[str, str], text: str, choices: Any) -> str:  # noqa: ANN401 - a class of choices
    if key(text) not in among:
        raise Refused(_("Write one of: %(choices)s") % {"choices": listed(map(str, choices.labels))})
    return among[key(text)]


def _day(_judge: _Judge, text: str) -> date:
    parsed = parse_cell(KINDS["date"], text, Context(order="ymd", serial=True))
    if not parsed.value:
        raise Refused(_("It is a day, Jalali or Gregorian: year/month/day, the year with four digits."))
    return date.fromisoformat(parsed.value)


def _percent(_judge: _Judge, text: str) -> int:
    found = plain_number(text.replace("%", "").replace("٪", ""))
    if not found or not found.isdigit() or int(found) > 100:
        raise Refused(_("It is a whole number from 0 to 100."))
    return int(found)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


_READ: Mapping[str, Callable[[_Judge, str], Any]] = {
    "pipeline": lambda _judge, text: text,
    "stage": lambda _judge, text: text,
    "status": _Judge.status_named,
    "value": _Judge.money,
    "probability": _percent,
    "expected_on": _day,
    "opened_on": _day,
    "closed_on": _day,
    "owner": _Judge.user_named,
    "channel": _Judge.channel_named,
    "touch_point": _Judge.touch_point_named,
    "lost_reason": _Judge.reason_named,
}
