"""What is given of a deal, as facts; refused with a sentence where it makes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import Team, User
from zolal.accounts.visibility import visible
from zolal.core.ledger import Facts
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.own.entry import whole_facts
from zolal.people.queries.permitted import demand_writable
from zolal.sales import given
from zolal.sales.models import Deal, LostReason

LONGEST_NOTE = 10_000
_FAR = timedelta(days=3_660)


def facts_of(
    told: Mapping[str, Any], *, by: User, new: bool = False, now: Facts | None = None, record_id: int = 0
) -> Facts:
    """Facts of what is told: texts, rials as integers, days, and records, users and rows as themselves; None: absent.

    Fields of one's own are texts by their names, "own:…", as somebody would type them. Of a `new` deal those that are
    needed must be there; of another `now` are its facts and `record_id` its id. Raises `ValidationError` by field, with
    all that is wrong at once.
    """
    demand_writable(by, "deal", told, new=new)
    return whole_facts(
        "deal", told, lambda plain: _plain(plain, by), by=by, new=new, now=lambda: now or {}, record_id=record_id
    )


def _plain(told: Mapping[str, Any], by: User) -> Facts:
    facts: Facts = {}
    wrong: dict[str, Any] = {}
    for name, value in told.items():
        try:
            facts[name] = _CHECKS[name](name, value, by)
        except ValidationError as refused:
            wrong |= refused.error_dict
    if facts.get("margin_share") is not None and facts.get("margin_amount") is not None:
        wrong["margin_amount"] = [_("Tell the margin in per cent or in rials, not both.")]
    if wrong:
        raise ValidationError(wrong)
    return facts


def _title(name: str, value: Any, _by: User) -> str:  # noqa: ANN401 - as given
    return given.text(name, value, longest=300, needed=True)


def _text(name: str, value: Any, _by: User) -> str:  # noqa: ANN401
    return given.text(name, value or "", longest=LONGEST_NOTE, lines=True)


def _rials(name: str, value: Any, _by: User) -> int | None:  # noqa: ANN401
    return None if value is None else given.rials(name, value)


def _share(name: str, value: Any, _by: User) -> int | None:  # noqa: ANN401
    return None if value is None else given.whole(name, value, least=0, most=10_000)


def _probability(name: str, value: Any, _by: User) -> int | None:  # noqa: ANN401
    return None if value is None else given.whole(name, value, least=0, most=100)


def _day(name: str, value: Any, _by: User) -> str | None:  # noqa: ANN401
    if value is None:
        return None
    today = timezone.localdate()
    if not isinstance(value, date) or not today - _FAR <= value <= today + _FAR:
        raise ValidationError({name: _("Choose a day within ten years of today.")})
    return value.isoformat()


def _choice(choices: Mapping[str, Any]) -> Callable[[str, Any, User], str | None]:
    def check(name: str, value: Any, _by: User) -> str | None:  # noqa: ANN401
        return given.choice(name, value, choices) if value else None

    return check


def _record(model: type[Person | Company]) -> Callable[[str, Any, User], int | None]:
    def check(name: str, value: Any, by: User) -> int | None:  # noqa: ANN401
        if value is None:
            return None
        seen = visible(model.objects.exclude(state=Record.State.ABSORBED), by)  # type: ignore[type-var]
        if not isinstance(value, model) or not seen.filter(pk=value.pk).exists():
            raise ValidationError({name: _("It does not exist, or you may not see it.")})
        return int(value.pk)

    return check


def _user(name: str, value: Any, _by: User) -> int | None:  # noqa: ANN401
    if value is not None and not (isinstance(value, User) and value.is_active):
        raise ValidationError({name: _("Choose somebody who may log in.")})
    return value.pk if value else None


def _row(model: type[Team | LostReason]) -> Callable[[str, Any, User], int | None]:
    def check(name: str, value: Any, _by: User) -> int | None:  # noqa: ANN401
        if value is not None and not isinstance(value, model):
            raise ValidationError({name: _("It does not exist, or you may not see it.")})
        return value.pk if value else None

    return check


_CHECKS: Mapping[str, Callable[[str, Any, User], Any]] = {
    "title": _title,
    "person": _record(Person),
    "company": _record(Company),
    "intermediary": _record(Company),
    "value": _rials,
    "probability": _probability,
    "expected_on": _day,
    "owner": _user,
    "team": _row(Team),
    "channel": _choice(dict(Deal.Channel.choices)),
    "touch_point": _choice(dict(Deal.TouchPoint.choices)),
    "margin_share": _share,
    "margin_amount": _rials,
    "note": _text,
    "lost_reason": _row(LostReason),
    "lost_note": _text,
}
