"""Rows of a file of activities against what is known: what each would do."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users
from zolal.activities.kinds import OUTCOMES_OF, PLANNED
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activities
from zolal.activities.wanted import facts_of
from zolal.capture.models import ImportRow
from zolal.capture.plain.clock import Moment, a_moment
from zolal.capture.plain.kind import Asked, Judged, Texts
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.listed import listed
from zolal.engine.fields.number import plain_number
from zolal.engine.persian.letters import key
from zolal.people.models import Person
from zolal.sales.cells import Refused
from zolal.sales.deal_customers import MODELS, Customers
from zolal.sales.marks import Marks, of_record, repeats
from zolal.sales.own_columns import Units, entries_of
from zolal.sales.portions import portions
from zolal.sales.spoken import spoken, user_called

Kind = Activity.Kind
Verdict = ImportRow.Verdict
_TEXTS = ("title", "body", "words", "place")
_COMPARED = ("title", "body", "words", "outcome")
_LONGEST_DAY = 24 * 60
_KINDS = {
    Kind.CALL: "تماس|تلفن|تماس تلفنی|زنگ|phone|phone call",
    Kind.MEETING: "جلسه|دیدار|meet",
    Kind.VISIT: "ملاقات|ملاقات حضوری|بازدید|ویزیت|حضوری",
    Kind.INTERVIEW: "مصاحبه",
    Kind.TASK: "وظیفه|کار|پیگیری|to do|todo|follow-up|follow up",
    Kind.NOTE: "یادداشت|نکته|comment",
    Kind.MESSAGE: "پیام|پیامک|ایمیل|sms|email|e-mail",
    Kind.CHAT: "چت|گفت‌وگو|واتساپ|whatsapp",
}
_OUTCOMES = {
    "answered": "پاسخ داد|جواب داد|موفق|برقرار شد|answered|ok|connected|success",
    "not_answered": "بی‌پاسخ|بی پاسخ|پاسخ نداد|جواب نداد|no answer|missed|unanswered|not answered",
    "busy": "مشغول|اشغال|busy",
    "switched_off": "خاموش|در دسترس نبود|off|switched off",
    "wrong_number": "شماره اشتباه|اشتباه|wrong number",
    "left_message": "پیام گذاشته شد|پیغام|left message|voicemail",
    "held": "انجام شد|برگزار شد|held|done|completed",
    "not_held": "انجام نشد|برگزار نشد|not held",
    "absent": "نبود|حضور نداشت|absent",
    "postponed": "به تعویق افتاد|postponed",
    "cancelled": "لغو شد|لغو|کنسل|کنسل شد|cancelled|canceled",
    "done": "انجام شد|done|completed",
    "not_done": "انجام نشد|not done",
}
_DONE = {key(word) for word in "انجام شده|انجام شد|بسته|done|closed|yes|بله|completed".split("|")}
_OPEN = {key(word) for word in "باز|انجام نشده|برنامه‌ریزی شده|در انتظار|open|planned|to do|no|خیر|pending".split("|")}
_DIRECTIONS = {"in": "ورودی|دریافتی|in|incoming|inbound", "out": "خروجی|ارسالی|out|outgoing|outbound"}


def judged_activities(
    rows: Sequence[Asked], *, user: User, seen: Marks, units: Mapping[str, str] | None = None
) -> list[Judged]:
    """Every row judged by what is known now; as many queries for ten rows as for a thousand. `units` say in which money
    the amounts of a field count."""
    judge = _Judge([row.texts for row in rows], user, seen, units or {})
    found = [judge.judge(row) for row in rows]
    right = [(row, one) for row, one in zip(rows, found, strict=True) if not one.is_error]
    known = _known([one.facts for row, one in right if not row.is_new], user)
    for row, one in right:
        judge.complete(one, row.texts, () if row.is_new else known.get(_place_of(one.facts), ()))
    for one in found:
        if one.match_id is not None and repeats(seen, of_record(one.match_id), one.number):
            one.verdict, one.match_id, one.facts = Verdict.ERROR.value, None, {}
            one.wrong = {"": [_("An earlier row of this file is about the same activity.")]}
    return found


class _Judge:
    """All that rows are compared with, read once."""

    def __init__(self, rows: Sequence[Texts], user: User, seen: Marks, units: Units) -> None:
        self.user, self.seen, self.now = user, seen, timezone.now()
        self.customers = Customers(rows, user)
        self.own = entries_of(units, "activity", rows, user)
        self.users = list(active_users())
        self.kinds = spoken(Kind) | _words(_KINDS)
        self.outcomes = spoken(Activity.Outcome)
        self.also = {code: {key(word) for word in words.split("|")} for code, words in _OUTCOMES.items()}
        self.directions = _words(_DIRECTIONS)

    def judge(self, row: Asked) -> Judged:
        found = Judged(row.number, Verdict.ERROR.value, mark=_mark(row.texts))
        wrong: dict[str, list[str]] = {}
        if repeats(self.seen, found.mark, row.number):
            found.wrong = {"": [_("An earlier row of this file is exactly the same.")]}
            return found
        customers, unknown = self._customers(row)
        wrong |= unknown
        kind = self._read(wrong, "kind", row.texts, self._kind) or Kind.CALL.value
        moment = self._moment(wrong, row.texts)
        given: dict[str, Any] = {name: row.texts[name] for name in _TEXTS if name in row.texts} | customers
        given["owner"] = self._read(wrong, "owner", row.texts, lambda text: user_called(self.users, text)) or self.user
        if direction := self._read(wrong, "direction", row.texts, self._direction):
            given["direction"] = direction
        if outcome := self._read(wrong, "outcome", row.texts, lambda text: self._outcome(kind, text)):
            given["outcome"] = outcome
        is_open = self._read(wrong, "status", row.texts, _is_open)
        if moment and not wrong:
            found.facts = self._facts(wrong, kind, given, moment, row.texts, is_open=is_open)
        found.wrong = wrong
        if not wrong:
            found.verdict = Verdict.NEW.value
        return found

    def complete(self, judged: Judged, texts: Texts, known: Sequence[Activity]) -> None:
        """What else the row tells, and which of the known ones of its customer and moment it tells of.

        Exactly the same, or told otherwise, as at one minute somebody does one thing.
        """
        facts = judged.facts
        same = next((one for one in known if not _differs(one, facts)), None)
        match = same or (known[0] if known and not facts.get("all_day") else None)
        now = {f"own:{name}": value for name, value in match.own.items()} if match else None
        try:
            own = self.own.facts(texts, now=now, beside=facts, record_id=match.pk if match else 0)
        except ValidationError as refused:
            judged.verdict, judged.facts, judged.wrong = Verdict.ERROR.value, {}, refused.message_dict
            return
        if match is None:
            judged.facts = facts | {name: value for name, value in own.items() if value is not None}
            return
        changed = {name: value for name, value in own.items() if value != (now or {}).get(name)}
        judged.match_id, judged.facts = match.pk, {name: facts[name] for name in _differs(match, facts)} | changed
        judged.verdict = Verdict.UPDATE.value if judged.facts else Verdict.DUPLICATE.value

    def _customers(self, row: Asked) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """Whom the row names. Without any it is kept to be decided, as nobody would find the activity again."""
        found, wrong = self.customers.meant(row.texts)
        if row.without_customer:
            return {name: one for name, one in found.items() if not wrong}, {}
        if not found and not wrong:
            sentence = _("Nothing in this row says with whom it was. Tell an ID, a mobile, a national ID or a name.")
            return {}, {"customer": [sentence]}
        return found, wrong

    def _facts(
        self,
        wrong: dict[str, list[str]],
        kind: str,
        given: Mapping[str, Any],
        moment: Moment,
        texts: Texts,
        *,
        is_open: bool | None,
    ) -> Facts:
        at = moment.at
        coming = at > self.now if not moment.whole_day else timezone.localdate(at) > timezone.localdate(self.now)
        waits = coming if is_open is None else is_open
        if coming and is_open is False:
            wrong["at"] = [_("This is in the future; what is done lies in the past.")]
        if waits and kind not in PLANNED:
            wrong["at"] = [_("This cannot be planned; its day lies in the past.")]
        if waits and given.get("outcome"):
            wrong["outcome"] = [_("What is still to be done has no outcome yet.")]
        until = self._until(wrong, moment, texts)
        # Apart from `facts_of`: customers have been found among those whom the user sees.
        told = {name: one for name, one in given.items() if name not in MODELS}
        try:
            facts = facts_of(kind, {**told, "at": at, "all_day": moment.whole_day, **until}, self.user)
        except ValidationError as refused:
            wrong |= refused.message_dict
            return {}
        facts |= {name: given[name].pk for name in MODELS if name in given}
        person = given.get("person")
        if isinstance(person, Person) and "company" not in facts:
            facts["company"] = person.company_id
        facts |= {"kind": kind, "done_at": None if waits else min(until.get("until") or at, self.now)}
        if not waits and "outcome" not in facts and OUTCOMES_OF[kind] and kind != Kind.CALL:
            facts["outcome"] = OUTCOMES_OF[kind][0]
        found = ledger.record_type("activity").canonical(facts)
        return {name: value for name, value in found.items() if value not in (None, "")}

    def _until(self, wrong: dict[str, list[str]], moment: Moment, texts: Texts) -> dict[str, datetime]:
        text = texts.get("minutes", "")
        if not text or moment.whole_day:
            return {}
        number = plain_number(text)
        if not number or not number.isdigit() or not 0 < int(number) <= _LONGEST_DAY:
            wrong["minutes"] = [_("It is a whole number of minutes, at most a day.")]
            return {}
        return {"until": moment.at + timedelta(minutes=int(number))}

    def _moment(self, wrong: dict[str, list[str]], texts: Texts) -> Moment | None:
        if "at" not in texts:
            wrong["at"] = [_("Tell the day, Jalali or Gregorian: year/month/day, with the time if there is one.")]
            return None
        try:
            return a_moment(texts["at"], texts.get("time", ""))
        except Refused as refused:
            wrong["time" if refused.args[1:] else "at"] = [str(refused.args[0])]
            return None

    def _read(self, wrong: dict[str, list[str]], name: str, texts: Texts, read: Any) -> Any:  # noqa: ANN401
        if name not in texts:
            return None
        try:
            return read(texts[name])
        except Refused as refused:
            wrong[name] = [str(refused)]
            return None

    def _kind(self, text: str) -> str:
        if key(text) not in self.kinds:
            raise Refused(_write_one_of(Kind.labels))
        return self.kinds[key(text)]

    def _outcome(self, kind: str, text: str) -> str:
        """One that the kind can have; what one word means for a call, it may not for a visit."""
        if fit := next((one for one in OUTCOMES_OF[kind] if key(text) in self.also.get(one, ())), None):
            return fit
        if self.outcomes.get(key(text)) in OUTCOMES_OF[kind]:
            return self.outcomes[key(text)]
        names = dict(Activity.Outcome.choices)
        if not OUTCOMES_OF[kind]:
            raise Refused(_("This kind of activity has no outcome. Empty the cell."))
        raise Refused(_write_one_of([names[one] for one in OUTCOMES_OF[kind]]))

    def _direction(self, text: str) -> str:
        if key(text) not in self.directions:
            raise Refused(_write_one_of(Activity.Direction.labels))
        return self.directions[key(text)]


def _known(facts: Sequence[Facts], user: User) -> dict[tuple[Any, ...], list[Activity]]:
    """The activities on file of the same kinds, customers and moments."""
    by: dict[tuple[Any, ...], list[Activity]] = defaultdict(list)
    people = {one.get("person") for one in facts} - {None}
    companies = {one.get("company") for one in facts} - {None}
    whose = Q(person__in=people) | Q(company__in=companies) | Q(person=None, company=None, owner=user)
    for part in portions(sorted({one["at"] for one in facts})):
        for activity in visible_activities(user).filter(whose, at__in=part, state=Activity.State.ACTIVE).order_by("pk"):
            by[_place(activity.kind, activity.person_id, activity.company_id, activity.at)].append(activity)
    return by


def _place_of(facts: Facts) -> tuple[Any, ...]:
    return _place(facts["kind"], facts.get("person"), facts.get("company"), datetime.fromisoformat(facts["at"]))


def _place(kind: str, person: int | None, company: int | None, at: datetime | None) -> tuple[Any, ...]:
    return kind, person, None if person else company, at


def _differs(activity: Activity, facts: Facts) -> list[str]:
    return [name for name in _COMPARED if facts.get(name) and key(getattr(activity, name)) != key(facts[name])]


def _mark(texts: Texts) -> str:
    told = json.dumps(sorted((name, key(text)) for name, text in texts.items()), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _is_open(text: str) -> bool:
    if key(text) in _OPEN:
        return True
    if key(text) in _DONE:
        return False
    raise Refused(_write_one_of([_("done"), _("open")]))


def _words(choices: Mapping[Any, str]) -> dict[str, str]:
    return {key(word): str(code) for code, words in choices.items() for word in words.split("|")}


def _write_one_of(labels: Sequence[Any]) -> str:
    return _("Write one of: %(choices)s") % {"choices": listed(labels)}
