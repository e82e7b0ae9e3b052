"""Who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.activities.kinds import WITH_PEOPLE
from zolal.activities.models import Activity, Attendee
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.people.models import Person

MOST = 50


@dataclass(frozen=True, slots=True)
class Attending:
    """All who take part: people of the customer's, and ours."""

    people: Sequence[Person] = ()
    users: Sequence[User] = ()


def set_attendees(action: Action, activity: Activity, attending: Attending, by: User) -> None:
    """Let exactly these take part, besides whom the editor does not see. In a transaction.

    Raises `ValidationError` for "attendees".
    """
    people = {person.pk for person in attending.people}
    users = {user.pk for user in attending.users}
    if (people or users) and activity.kind not in WITH_PEOPLE:
        raise ValidationError({"attendees": _("Nobody else takes part in this.")})
    if len(people) + len(users) > MOST:
        raise ValidationError({"attendees": _("At most %(most)s people take part.") % {"most": MOST}})
    seen = visible(Person.objects.all(), by)
    if seen.filter(pk__in=people).count() < len(people) or not all(user.is_active for user in attending.users):
        raise ValidationError({"attendees": _("It does not exist, or you may not see it.")})
    standing = list(activity.attendees.order_by("pk"))
    shown = set(seen.filter(pk__in=[one.person_id for one in standing if one.person_id]).values_list("pk", flat=True))
    for one in standing:
        if (one.user_id and one.user_id not in users) or (one.person_id in shown and one.person_id not in people):
            rows.take(action, one)
    there_people = {one.person_id for one in standing}
    there_users = {one.user_id for one in standing}
    for pk in sorted(people - there_people):
        rows.add(action, Attendee(activity=activity, person_id=pk))
    for pk in sorted(users - there_users):
        rows.add(action, Attendee(activity=activity, user_id=pk))
