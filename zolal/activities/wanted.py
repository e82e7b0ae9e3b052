"""Activities as people give them, refused with a sentence by field where they make no sense."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.activities.about import about_types
from zolal.activities.kinds import OUTCOMES_OF
from zolal.activities.models import Activity, Behaviour
from zolal.core.ledger import Facts, record_type
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.own.entry import whole_facts

LONGEST = 20_000
TEXTS: Mapping[str, int] = {
    "title": 300,
    "body": LONGEST,
    "words": LONGEST,
    "decisions": LONGEST,
    "strengths": LONGEST,
    "weaknesses": LONGEST,
    "place": 300,
}
_CHOICES: Mapping[str, Mapping[str, Any]] = {
    "direction": dict(Activity.Direction.choices),
    "channel": dict(Activity.Channel.choices),
    "attitude": dict(Activity.Attitude.choices),
    "basis": dict(Activity.Basis.choices),
    "repeat": dict(Activity.Repeat.choices),
}
MOST_APART = 99
"""Days, weeks, months or years between two of a series."""
_EARLIEST = datetime(1990, 1, 1, tzinfo=timezone.get_default_timezone())
_AHEAD = timedelta(minutes=10)
"""Clocks differ by so much."""

NAMES = frozenset(
    {
        *TEXTS, *_CHOICES, "person", "company", "about", "owner", "at", "until", "all_day", "outcome", "pinned",
        "behaviours", "latitude", "longitude", "began_at", "repeat_every",
    }
)  # fmt: skip


def facts_of(kind: str, given: Mapping[str, Any], by: User) -> Facts:
    """The facts that these values are, by the names of `NAMES`; what is not given is not in them.

    "person", "company", "owner" and "about" are rows or None, "at", "until" and "began_at" moments with a time zone or
    None, "behaviours" rows. Raises `ValidationError` by field; `KeyError` for a name that is unknown.
    """
    if kind not in Activity.Kind.values:
        raise ValidationError({"kind": _choose(Activity.Kind.values)})
    if unknown := given.keys() - NAMES:
        raise KeyError(", ".join(sorted(unknown)))
    facts: Facts = {}
    for name, value in given.items():
        facts.update(_readers.get(name, _text)(name, value, kind, by))
    if (start := facts.get("at")) and (end := facts.get("until")) and not start <= end <= start + timedelta(days=31):
        raise ValidationError({"until": _("It ends after it begins, and within a month.")})
    return facts


def whole_facts_of(kind: str, given: Mapping[str, Any], by: User, was: Activity | None = None) -> Facts:
    """The same with fields of one's own: texts by their names, "own:…", as somebody would type them, None: absent.

    Of something new those that are needed must be there; `was` is what is changed. Raises `ValidationError` by field,
    with what is wrong of both.
    """
    pk = was.pk if was else 0
    return whole_facts(
        "activity", given, lambda plain: facts_of(kind, plain, by), by=by, new=was is None, beside={"kind": kind},
        now=lambda: record_type("activity").facts([pk])[pk], record_id=pk,
    )  # fmt: skip


def demand_past(facts: Mapping[str, Any]) -> None:
    """Raise `ValidationError` where something that is done would be in the future."""
    if facts.get("at") and facts["at"] > timezone.now() + _AHEAD:
        raise ValidationError({"at": _("This is in the future; plan it instead.")})


def _text(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401 - given by people
    if value is None:
        return {name: ""}
    if not isinstance(value, str):
        raise ValidationError({name: _("Write a text.")})
    if len(found := value.strip()) > TEXTS[name]:
        raise ValidationError({name: _("This is too long: at most %(longest)s letters.") % {"longest": TEXTS[name]}})
    return {name: found.replace("\0", "")}


def _choice(name: str, value: Any, kind: str, _by: User) -> Facts:  # noqa: ANN401
    choices: Sequence[str] = OUTCOMES_OF[kind] if name == "outcome" else list(_CHOICES[name])
    if value and (not isinstance(value, str) or value not in choices):
        raise ValidationError({name: _choose(choices)})
    return {name: value or ""}


def _moment(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401
    if value is None:
        return {name: None}
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValidationError({name: _("Say the time zone too, as in 2026-03-21T10:30:00+03:30.")})
    if not _EARLIEST <= value <= timezone.now() + timedelta(days=3_660):
        raise ValidationError({name: _("This is too long ago or too far ahead; check the date.")})
    return {name: value}


def _flag(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401
    return {name: True if value else None}


def _customer(name: str, value: Any, _kind: str, by: User) -> Facts:  # noqa: ANN401
    if value is None:
        return {name: None}
    model = Person if name == "person" else Company
    seen = visible(model.objects.all(), by).filter(pk=value.pk).exclude(state=Record.State.ABSORBED)
    if not isinstance(value, model) or not seen.exists():
        raise ValidationError({name: _("It does not exist, or you may not see it.")})
    return {name: value.pk}


def _about(_name: str, value: Any, _kind: str, by: User) -> Facts:  # noqa: ANN401
    if value is None:
        return {"about_type": "", "about_id": None}
    for name, about in about_types().items():
        seen = about.seen(by)
        if isinstance(value, seen.model) and seen.filter(pk=value.pk).exists():
            return {"about_type": name, "about_id": value.pk}
    raise ValidationError({"about": _("It does not exist, or you may not see it.")})


def _owner(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401
    if value is None:
        return {name: None, "team": None}
    if not isinstance(value, User) or not value.is_active:
        raise ValidationError({name: _("Choose somebody who works here.")})
    return {name: value.pk, "team": value.team_id}


def _behaviours(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401
    if not all(isinstance(one, Behaviour) for one in value or ()):
        raise ValidationError({name: _("Choose from the list.")})
    return {f"behaviour:{one.pk}": True for one in value or ()}


def _every(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401
    if value is None or value == 1:
        return {name: None}
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_APART:
        sentence = _("It is a whole number from %(least)s to %(most)s.")
        raise ValidationError({name: sentence % {"least": 1, "most": MOST_APART}})
    return {name: value}


def _degrees(name: str, value: Any, _kind: str, _by: User) -> Facts:  # noqa: ANN401
    most = 90 if name == "latitude" else 180
    if value is None:
        return {name: None}
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise ValidationError({name: _("It is a number from %(least)s to %(most)s.") % {"least": -most, "most": most}})
    return {name: round(float(value), 6)}


def _choose(choices: Sequence[str]) -> str:
    return _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)}


Reader = Callable[[str, Any, str, User], Facts]
_readers: Mapping[str, Reader] = {
    **dict.fromkeys((*_CHOICES, "outcome"), _choice),
    **dict.fromkeys(("at", "until", "began_at"), _moment),
    **dict.fromkeys(("all_day", "pinned"), _flag),
    **dict.fromkeys(("person", "company"), _customer),
    **dict.fromkeys(("latitude", "longitude"), _degrees),
    "about": _about,
    "repeat_every": _every,
    "owner": _owner,
    "behaviours": _behaviours,
}
