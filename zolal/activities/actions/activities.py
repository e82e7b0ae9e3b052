"""What is done with activities: logged, planned, changed, finished, put off, cancelled, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities.about import about_types
from zolal.activities.actions.attachments import keep
from zolal.activities.actions.attendees import Attending, set_attendees
from zolal.activities.empty import demand_something, says_something
from zolal.activities.kinds import CANCELLED, OUTCOMES_OF, PLANNED
from zolal.activities.models import Activity
from zolal.activities.queries.activities import changeable
from zolal.activities.wanted import demand_past, facts_of, whole_facts_of
from zolal.core.files import Upload
from zolal.core.ledger import Facts, act, create, record_type, remove, write
from zolal.core.models import Action, Source
from zolal.core.sources import source_named
from zolal.people.fields import is_own
from zolal.people.models import Person


@dataclass(frozen=True, slots=True)
class Done:
    """An activity after something was done with it, under which action (to be undone), and what was planned next."""

    activity: Activity
    action: Action
    next: Activity | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """What is to follow, of the same customer: "call again in two days". `title` may be empty; `own` are texts by
    field of one's own."""

    kind: str
    at: datetime
    title: str = ""
    all_day: bool = False
    own: Mapping[str, str] = field(default_factory=dict)


Given = Mapping[str, Any]
"""Values by name: see `activities.wanted.whole_facts_of`. "person", "company", "about", "owner" are rows."""


def log(
    *,
    kind: str,
    given: Given,
    by: User,
    attending: Attending | None = None,
    uploads: Sequence[Upload] = (),
    then: Next | None = None,
    method: str = Source.Method.HAND,
) -> Done:
    """Enter something that has happened; `at` is now where it is not given, the owner who enters it.

    An answered call becomes a signal, and the customer's last activity is kept, in the same transaction. Raises
    `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "activities.write")
        facts = _begun(kind, given, by)
        now = timezone.now()
        facts["at"] = facts.get("at") or now
        demand_past(facts)
        _demand_report(kind, facts)
        demand_something(kind, facts, beside=bool(uploads) or _is_attended(attending))
        action = _act("log", kind, by, method)
        activity = _created(action, {**facts, "done_at": now}, attending, by)
        keep(action, activity, uploads, by)
        return Done(activity, action, _followed(action, activity, then, by))


def plan(
    *, kind: str, given: Given, by: User, attending: Attending | None = None, method: str = Source.Method.HAND
) -> Done:
    """Enter something that is to be done; `at` may be absent. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "activities.write")
        facts = _planned(kind, given, by)
        demand_something(kind, facts, planned=True, beside=_is_attended(attending))
        action = _act("plan", kind, by, method)
        return Done(_created(action, facts, attending, by), action)


def edit(
    *, activity: Activity, given: Given, by: User, version: int | None = None, attending: Attending | None = None
) -> Done:
    """Other values; what is not given stays. `version` is the one the editor saw.

    Raises `NotAllowed`, `Activity.DoesNotExist` for who may not change it, `Stale`; `ValidationError` by field.
    """
    with transaction.atomic():
        current = _held(activity, by)
        facts = whole_facts_of(current.kind, given, by, current)
        if "behaviours" in given:
            left = current.behaviours.keys() - {
                fact.partition(":")[2] for fact in facts if fact.startswith("behaviour:")
            }
            facts.update({f"behaviour:{one}": None for one in left})
        merged = {"at": current.at, "until": current.until, **facts}
        if not current.is_open:
            facts["at"] = merged["at"] = merged["at"] or current.at
            if current.kind != Activity.Kind.TASK:
                demand_past(facts)
        if merged["until"] and (not merged["at"] or merged["until"] < merged["at"]):
            raise ValidationError({"until": _("It ends after it begins, and within a month.")})
        _demand_rest(current, facts, attending)
        action = _act("edit", current.kind, by)
        _write(action, current, facts, version)
        if attending is not None:
            set_attendees(action, current, attending, by)
        return Done(_fresh(current), action)


def finish(
    *,
    activity: Activity,
    by: User,
    outcome: str = "",
    given: Given | None = None,
    at: datetime | None = None,
    then: Next | None = None,
    version: int | None = None,
) -> Done:
    """Tick it off, with what came of it, further values, and what follows; the same again is nothing new.

    What took place at another moment than planned is there from then on: `at`, or for a call or a message now. A task
    keeps the day it was due, so that one can tell whether it was in time.
    Raises `NotAllowed`, `Activity.DoesNotExist`, `Stale`; `ValidationError` by field.
    """
    with transaction.atomic():
        current = _held(activity, by)
        now = timezone.now()
        wanted = dict(given or {}) | ({"outcome": outcome} if outcome else {}) | ({"at": at} if at else {})
        facts = whole_facts_of(current.kind, wanted, by, current)
        facts.setdefault("at", _took_place(current, now))
        facts["done_at"] = current.done_at or now
        if current.kind != Activity.Kind.TASK:
            demand_past(facts)
        if facts.get("outcome", current.outcome) != CANCELLED:
            _demand_report(current.kind, {"words": current.words, "body": current.body, **facts})
        action = _act("finish", current.kind, by)
        _write(action, current, facts, version)
        return Done(_fresh(current), action, _followed(action, current, then, by))


def reopen(*, activity: Activity, by: User) -> Done:
    """It is to be done after all. Raises `NotAllowed`, `Activity.DoesNotExist`."""
    return _changed("reopen", activity, by, lambda _now: {"done_at": None, "outcome": ""})


def cancel(*, activity: Activity, by: User, because: str = "") -> Done:
    """It will not take place; it stays, as cancelled. Raises as `postpone` does."""

    def facts(current: Activity) -> Facts:
        if CANCELLED not in OUTCOMES_OF[current.kind]:
            raise ValidationError({"outcome": _("This cannot be cancelled; delete it instead.")})
        found: Facts = {"done_at": timezone.now(), "outcome": CANCELLED, "at": current.at or timezone.now()}
        if because.strip():
            found |= facts_of(current.kind, {"body": "\n".join(filter(None, (current.body, because.strip())))}, by)
        return found

    return _changed("cancel", activity, by, facts)


def postpone(*, activity: Activity, to: datetime, by: User, version: int | None = None) -> Done:
    """To another moment, as long as it was.

    Raises `NotAllowed`, `Activity.DoesNotExist`, `Stale`; `ValidationError` by field.
    """

    def facts(current: Activity) -> Facts:
        if not current.is_open:
            raise ValidationError({"at": _("This is done already.")})
        return moved(current, to, by)

    return _changed("postpone", activity, by, facts, version)


def delete(*, activity: Activity, by: User) -> Action:
    """Take it away, until it is undone. Raises `NotAllowed`, `Activity.DoesNotExist`."""
    with transaction.atomic():
        current = _held(activity, by)
        action = _act("delete", current.kind, by)
        remove(action, "activity", [current.pk])
        return action


def moved(activity: Activity, to: datetime, by: User) -> Facts:
    """The facts of an activity at another moment, as long as it was. Raises `ValidationError` by field."""
    facts = facts_of(activity.kind, {"at": to}, by)
    if activity.until and activity.at:
        facts["until"] = to + (activity.until - activity.at)
    return facts


def follow(action: Action, activity: Activity, then: Next, by: User) -> Activity:
    """Plan what follows an activity under an action; of the same customer. To be called in a transaction.

    Raises `ValidationError` by field, "then:own:…" for one's own: the form of the activity itself may ask for the same.
    """
    given = {"title": then.title, "at": then.at, "all_day": then.all_day}
    if then.kind in Activity.Kind.values and then.kind not in PLANNED:
        raise ValidationError({"kind": _("This cannot be planned; log it instead.")})
    try:
        facts = whole_facts_of(then.kind, {**given, **then.own}, by)
    except ValidationError as refused:
        told = refused.message_dict
        raise ValidationError({f"then:{name}" if is_own(name) else name: told[name] for name in told}) from refused
    same: Facts = {
        "kind": then.kind, "person": activity.person_id, "company": activity.company_id,
        "about_type": activity.about_type, "about_id": activity.about_id, "owner": by.pk, "team": by.team_id,
    }  # fmt: skip
    if not says_something({**same, **facts}):
        raise ValidationError(
            {"then": _("Of nobody, and without a word, nothing can follow: choose the customer first.")}
        )
    return _created(action, {**same, **facts}, None, by)


def _begun(kind: str, given: Given, by: User) -> Facts:
    """The facts of something new: who it is of where only the deal was named, and who does it."""
    facts = whole_facts_of(kind, given, by)
    facts["kind"] = kind
    if "owner" not in given:
        facts |= {"owner": by.pk, "team": by.team_id}
    _complete_customer(given, facts)
    return facts


def _complete_customer(given: Given, facts: Facts) -> None:
    if (record := given.get("about")) is not None:
        about = about_types()[facts["about_type"]]
        if not facts.get("person") and not facts.get("company"):
            facts |= {"person": about.person(record), "company": about.company(record)}
    person = given.get("person")
    if isinstance(person, Person) and not facts.get("company"):
        facts["company"] = person.company_id


def _planned(kind: str, given: Given, by: User) -> Facts:
    if kind in Activity.Kind.values and kind not in PLANNED:
        raise ValidationError({"kind": _("This cannot be planned; log it instead.")})
    facts = _begun(kind, given, by)
    if facts.get("outcome"):
        raise ValidationError({"outcome": _("What is still to be done has no outcome yet.")})
    return facts


def _created(action: Action, facts: Facts, attending: Attending | None, by: User) -> Activity:
    (pk,) = create(action, "activity", [facts])
    activity = Activity.objects.get(pk=pk)
    if attending is not None:
        set_attendees(action, activity, attending, by)
    return activity


def _demand_rest(activity: Activity, facts: Facts, attending: Attending | None) -> None:
    """What said something must not be emptied; what came empty from elsewhere may still be moved."""
    if all(value not in (None, "") for value in facts.values()):
        return
    before = record_type("activity").facts([activity.pk])[activity.pk]
    if says_something(before):
        attended = activity.attendees.exists() if attending is None else _is_attended(attending)
        beside = attended or activity.attachments.exists()
        demand_something(activity.kind, {**before, **facts}, planned=activity.is_open, beside=beside)


def _is_attended(attending: Attending | None) -> bool:
    return attending is not None and bool(attending.people or attending.users)


def _demand_report(kind: str, facts: Mapping[str, Any]) -> None:
    """The report of a visit begins with the customer's own words (R24)."""
    if kind == Activity.Kind.VISIT and facts.get("body") and not facts.get("words"):
        raise ValidationError({"words": _("Begin with what the customer said, in their own words.")})


def _took_place(activity: Activity, now: datetime) -> datetime:
    if activity.at and (activity.done_at or activity.kind == Activity.Kind.TASK):
        return activity.at
    stays = {Activity.Kind.MEETING, Activity.Kind.VISIT, Activity.Kind.INTERVIEW}
    return activity.at if activity.kind in stays and activity.at and activity.at <= now else now


def _changed(verb: str, activity: Activity, by: User, facts: Any, version: int | None = None) -> Done:  # noqa: ANN401
    with transaction.atomic():
        current = _held(activity, by)
        wanted = facts(current)
        action = _act(verb, current.kind, by)
        _write(action, current, wanted, version)
        return Done(_fresh(current), action)


def _followed(action: Action, activity: Activity, then: Next | None, by: User) -> Activity | None:
    return follow(action, activity, then, by) if then else None


def _held(activity: Activity, by: User) -> Activity:
    demand(by, "activities.write")
    return changeable(by).select_for_update(of=("self",)).get(pk=activity.pk)


def _write(action: Action, activity: Activity, facts: Facts, version: int | None) -> None:
    write(action, "activity", {activity.pk: facts}, versions={activity.pk: version} if version else None)


def _fresh(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


def _act(verb: str, kind: str, by: User, method: str = Source.Method.HAND) -> Action:
    return act(kind=f"activity.{verb}", by=by, source=source_named(by.name or by.email, method), about={"what": kind})


__all__ = [
    "Done", "Given", "Next", "cancel", "delete", "edit", "finish", "follow", "log", "moved", "plan", "postpone",
    "reopen",
]  # fmt: skip
