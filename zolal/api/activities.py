"""Activities: logged, planned, changed, finished; lists of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.accounts.queries.users import user_by_uid
from zolal.activities.about import about_record
from zolal.activities.actions import activities as actions
from zolal.activities.actions.activities import Done, Next
from zolal.activities.actions.attendees import Attending
from zolal.activities.actions.many import AT_ONCE, finish_many, hand_over, postpone_many
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activity
from zolal.activities.queries.behaviours import behaviour_by_uid
from zolal.activities.queries.lists import Wanted, activity_page, picked
from zolal.activities.queries.shown import shown
from zolal.api.answers.activities import ActivityDone, ActivityOut, activity_out
from zolal.api.asking import AskedIn, save_asked
from zolal.api.door import needs, user_of
from zolal.api.own_fields import own_asked, own_texts
from zolal.api.own_files import add_downloads
from zolal.api.shapes import ActionOut, Page, action_out, page_out
from zolal.people.queries.records import visible_record

activities = Router(tags=["Activities"])

MOST = 200
_ROWS = ("person", "company", "about", "owner", "behaviours", "people", "users", "then", "asked", "kind", "version",
         "fields")  # fmt: skip


class AboutIn(Schema):
    """A record of another kind that the activity belongs to, such as a deal."""

    type: str
    id: UUID


class NextIn(Schema):
    """What follows, of the same customer; `fields` as in an activity, refused as "then:own:…"."""

    kind: str
    at: datetime
    title: str = ""
    all_day: bool = False
    fields: dict[str, str] | None = None


class ActivityValues(Schema):
    """The values of an activity; moments with a time zone. Of a note, a message … some stay empty. `fields` are those
    of one's own, raw texts as somebody would type them; "" takes one away."""

    title: str | None = None
    person: UUID | None = None
    company: UUID | None = None
    about: AboutIn | None = None
    owner: UUID | None = None
    at: datetime | None = None
    until: datetime | None = None
    all_day: bool | None = None
    began_at: datetime | None = None
    direction: str | None = None
    channel: str | None = None
    outcome: str | None = None
    body: str | None = None
    words: str | None = None
    decisions: str | None = None
    strengths: str | None = None
    weaknesses: str | None = None
    attitude: str | None = None
    basis: str | None = None
    behaviours: list[UUID] | None = Field(None, max_length=50)
    pinned: bool | None = None
    repeat: str | None = None
    repeat_every: int | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    people: list[UUID] | None = Field(None, max_length=50)
    users: list[UUID] | None = Field(None, max_length=50)
    fields: dict[str, str] | None = None


class ActivityPlanIn(ActivityValues):
    """Something that is to be done; without `at` it has no day."""

    kind: str = Field(examples=["call"])


class LogIn(ActivityPlanIn):
    """Something that has happened; `at` is now where it is not given. `then` is planned with it, `asked` is what the
    customer was asked for along with it."""

    then: NextIn | None = None
    asked: AskedIn | None = None


class ActivityEdit(ActivityValues):
    """What is given is written, null makes it empty; `version` is the one you saw."""

    version: int | None = None


class ActivityFinished(Schema):
    outcome: str = ""
    at: datetime | None = None
    body: str | None = None
    words: str | None = None
    decisions: str | None = None
    strengths: str | None = None
    weaknesses: str | None = None
    fields: dict[str, str] | None = None
    then: NextIn | None = None
    version: int | None = None


class Cancelled(Schema):
    because: str = ""


class Postponed(Schema):
    to: datetime
    version: int | None = None


class ManyIn(Schema):
    """What is done with many: `outcome` is for "finish", `days` for "postpone", `owner` for "hand_over"."""

    do: Literal["finish", "postpone", "hand_over"]
    ids: list[UUID] = Field(min_length=1, max_length=AT_ONCE)
    outcome: str = ""
    days: int = 1
    owner: UUID | None = None


class ActivityQuery(Schema):
    """`state`: open, late, done or all; `owner` may be "me"; `since` and `to` are days, `q` searches all texts.

    Fields of one's own narrow as in lists of people, such as `own:topic=price`, and sort: `sort=-own:score`.
    """

    state: str = "all"
    kind: str = ""
    outcome: str = ""
    owner: str = ""
    team: str = ""
    since: str = ""
    to: str = ""
    q: str = ""
    sort: str = ""
    after: str = ""
    size: int = 50


@activities.get("", auth=needs("records.read"), response=Page[ActivityOut], summary="List activities")
def index(request: HttpRequest, query: Query[ActivityQuery]) -> Any:  # noqa: ANN401
    user = user_of(request)
    asked = {name: str(value) for name, value in query.dict().items()}
    wanted = Wanted.read(asked | {"from": asked["since"]} | own_asked(request), user)
    found = activity_page(user, wanted, after=query.after, size=min(max(query.size, 1), MOST))
    return page_out(map(activity_out, found.activities), next=found.next)


@activities.post("", auth=needs("activities.write"), response={201: ActivityDone}, summary="Log what has happened")
def log(request: HttpRequest, given: LogIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    with transaction.atomic():
        done = actions.log(
            kind=given.kind, given=_values(user, given), by=user, attending=_attending(user, given),
            then=_next(given.then), method="api",
        )  # fmt: skip
        if given.asked:
            save_asked(user, given.asked, done)
    return Status(201, _done(user, done))


@activities.post(
    "/plan", auth=needs("activities.write"), response={201: ActivityDone}, summary="Plan what is to be done"
)
def plan(request: HttpRequest, given: ActivityPlanIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    done = actions.plan(
        kind=given.kind, given=_values(user, given), by=user, attending=_attending(user, given), method="api"
    )
    return Status(201, _done(user, done))


@activities.post("/many", auth=needs("activities.write"), response=ActionOut, summary="Change many; one undo")
def change_many(request: HttpRequest, given: ManyIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    chosen = picked(user, given.ids)
    if len(chosen) < len(set(given.ids)):
        raise Activity.DoesNotExist
    match given.do:
        case "finish":
            return action_out(finish_many(activities=chosen, by=user, outcome=given.outcome))
        case "postpone":
            return action_out(postpone_many(activities=chosen, by=user, days=given.days))
    if given.owner is None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    return action_out(hand_over(activities=chosen, by=user, to=user_by_uid(given.owner)))


@activities.get("/{uuid:uid}", auth=needs("records.read"), response=ActivityOut, summary="One activity")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _out(user_of(request), uid)


@activities.patch("/{uuid:uid}", auth=needs("activities.write"), response=ActivityDone, summary="Change values")
def change(request: HttpRequest, uid: UUID, given: ActivityEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    activity = visible_activity(user, uid)
    return _done(
        user,
        actions.edit(
            activity=activity, given=_values(user, given), by=user, version=given.version,
            attending=_attending(user, given, activity),
        ),
    )  # fmt: skip


@activities.delete("/{uuid:uid}", auth=needs("activities.write"), response=ActionOut, summary="Delete; can be undone")
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(actions.delete(activity=visible_activity(user, uid), by=user))


@activities.post("/{uuid:uid}/finish", auth=needs("activities.write"), response=ActivityDone, summary="Finish it")
def finish(request: HttpRequest, uid: UUID, given: ActivityFinished) -> Any:  # noqa: ANN401
    user = user_of(request)
    texts = {
        name: value
        for name, value in given.dict(exclude_unset=True).items()
        if name in {"body", "words", "decisions", "strengths", "weaknesses"}
    }
    done = actions.finish(
        activity=visible_activity(user, uid), by=user, outcome=given.outcome, given=texts | own_texts(given.fields),
        at=given.at,
        then=_next(given.then), version=given.version,
    )  # fmt: skip
    return _done(user, done)


@activities.post("/{uuid:uid}/reopen", auth=needs("activities.write"), response=ActivityDone, summary="Open it again")
def reopen(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _done(user, actions.reopen(activity=visible_activity(user, uid), by=user))


@activities.post("/{uuid:uid}/cancel", auth=needs("activities.write"), response=ActivityDone, summary="Cancel it")
def cancel(request: HttpRequest, uid: UUID, given: Cancelled) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _done(user, actions.cancel(activity=visible_activity(user, uid), by=user, because=given.because))


@activities.post("/{uuid:uid}/postpone", auth=needs("activities.write"), response=ActivityDone, summary="Put it off")
def postpone(request: HttpRequest, uid: UUID, given: Postponed) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _done(
        user, actions.postpone(activity=visible_activity(user, uid), to=given.to, by=user, version=given.version)
    )


add_downloads(activities, "activity")


def _out(user: User, uid: UUID) -> dict[str, Any]:
    return activity_out(shown(user, [visible_activity(user, uid)])[0])


def _done(user: User, done: Done) -> dict[str, Any]:
    return {
        "activity": activity_out(shown(user, [done.activity])[0]),
        "action": done.action.uid,
        "next": done.next.uid if done.next else None,
    }


def _values(user: User, given: ActivityValues) -> dict[str, Any]:
    """What was sent, with rows in the place of ids. Raises `ValidationError` by field for what is not there."""
    sent = given.dict(exclude_unset=True)
    found = {name: value for name, value in sent.items() if name not in _ROWS}
    readers: Mapping[str, Any] = {
        "person": lambda uid: visible_record(user, "person", uid),
        "company": lambda uid: visible_record(user, "company", uid),
        "owner": user_by_uid,
        "behaviours": lambda uids: [behaviour_by_uid(uid) for uid in uids],
        "about": lambda about: about_record(user, about["type"], about["id"]),
    }
    for name, read in readers.items():
        if name in sent:
            found[name] = _row(name, read, sent[name])
    return found | own_texts(given.fields)


def _row(name: str, read: Any, value: Any) -> Any:  # noqa: ANN401
    if value is None:
        return None
    try:
        return read(value)
    except (ObjectDoesNotExist, KeyError) as missing:
        raise ValidationError({name: _("It does not exist, or you may not see it.")}) from missing


def _attending(user: User, given: ActivityValues, activity: Activity | None = None) -> Attending | None:
    """Who takes part: of an activity there is, those who are not told about stay."""
    if given.people is None and given.users is None:
        return None
    was = shown(user, [activity])[0] if activity else None
    people = (
        [_row("people", lambda uid: visible_record(user, "person", uid), uid) for uid in given.people]
        if given.people is not None
        else was.people
        if was
        else ()
    )
    users = (
        [_row("users", user_by_uid, uid) for uid in given.users]
        if given.users is not None
        else was.users
        if was
        else ()
    )
    return Attending(people, users)


def _next(given: NextIn | None) -> Next | None:
    return Next(given.kind, given.at, given.title, given.all_day, own_texts(given.fields)) if given else None
