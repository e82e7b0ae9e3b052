"""Who may log in, and as what: invited, changed and shut out by administrators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.actions.passwords import checked
from zolal.accounts.links import OneTimeLink, link_for
from zolal.accounts.models import ApiToken, Role, Team, User
from zolal.accounts.overtaken import Overtaken, wanted
from zolal.accounts.permissions import demand
from zolal.accounts.queries.roles import role_labels
from zolal.core.ledger import act, doer
from zolal.core.models import Action


@dataclass(frozen=True, slots=True)
class Invited:
    """A new user, and the link by which they choose their password; it is shown once and handed over."""

    user: User
    link: OneTimeLink


def invite_user(*, email: str, name: str, role: str, by: User, team: Team | None = None) -> Invited:
    """A user who may log in as soon as they have chosen a password by the link.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "users.manage")
    with transaction.atomic():
        user = _new_user(email=email, name=name, role=role, team=team)
        act(kind="user.invite", by=by, about={"user": str(user.uid), "name": user.name, "role": user.role})
    return Invited(user, link_for(user))


def reset_link(*, user: User, by: User) -> OneTimeLink:
    """A link for a user who has forgotten the password; the present one stays good until the link is used."""
    demand(by, "users.manage")
    with transaction.atomic():
        act(kind="user.reset_link", by=by, about=_about(user))
    return link_for(user)


def change_user(
    *,
    user: User,
    role: str,
    team: Team | None,
    by: User,
    seen: Mapping[str, str] | None = None,
    until: date | None = None,
    after: str = "",
) -> User:
    """Another role or team. `seen` is the role and the team's name ("" for none) that `by` had before their eyes.

    A role that is given for a time ends with the day `until`; then `after` follows, or nothing. Raises `NotAllowed`;
    `Overtaken`; `ValidationError` by field, and where nobody would be left to administrate.
    """
    demand(by, "users.manage")
    _known_role(role)
    _sensible_end(role, until, after)
    with transaction.atomic():
        user.refresh_from_db(from_queryset=User.objects.select_for_update())
        role, team = _place_wanted(user, role, team, seen)
        if role != Role.ADMINISTRATOR:
            _somebody_stays(user)
        before = {"role": user.role, "team": user.team.name if user.team else ""}
        user.role, user.team = role, team
        user.role_until, user.role_after = until, after if until else ""
        user.save(update_fields=["role", "team", "role_until", "role_after"])
        told = {"role": role, "team": team.name if team else ""}
        told |= {"until": until.isoformat(), "then": after} if until else {}
        act(kind="user.change", by=by, about={**_about(user), "before": before, "after": told})
    return user


def end_role(*, user: User) -> User:
    """Make the role that has ended the one after it; whoever is left without one is shut out."""
    with transaction.atomic():
        user.refresh_from_db(from_queryset=User.objects.select_for_update())
        if user.role_until is None or user.role_now == user.role:
            return user
        before, told = {"role": user.role}, {"role": user.role_after}
        if user.role_after:
            user.role = user.role_after
        else:
            user.is_active = False
            ApiToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())
            _end_sessions(user)
        user.role_until, user.role_after = None, ""
        user.save(update_fields=["role", "is_active", "role_until", "role_after"])
        act(kind="user.role_ended", by=None, about={**_about(user), "before": before, "after": told})
    return user


def _sensible_end(role: str, until: date | None, after: str) -> None:
    if until is None:
        return
    if role == Role.ADMINISTRATOR:
        raise ValidationError({"until": _("An administrator is not made for a time: nobody might be left.")})
    if until < timezone.localdate():
        raise ValidationError({"until": _("This day is over.")})
    if after:
        _known_role(after, field="after")
    if after in {role, Role.ADMINISTRATOR}:
        raise ValidationError({"after": _("Choose another role for the time after it.")})


def _place_wanted(user: User, role: str, team: Team | None, seen: Mapping[str, str] | None) -> tuple[str, Team | None]:
    """Role and team as they are to be, where one of them was left as it was seen."""
    now = {"role": user.role, "team": user.team.name if user.team else ""}
    try:
        changed = wanted({"role": role, "team": team.name if team else ""}, seen=seen, now=now)
    except Overtaken as overtaken:
        raise Overtaken(overtaken.now, _last_to_place(user)) from overtaken
    return changed.get("role", user.role), team if "team" in changed else user.team


def _last_to_place(user: User) -> str:
    """Who gave the role or the team: somebody, or the day on which a role ended."""
    placed = Action.objects.filter(kind__in=["user.change", "user.role_ended"], about__user=str(user.uid))
    return doer(placed.select_related("actor", "source").order_by("-id").first())


def deactivate_user(*, user: User, by: User) -> User:
    """Shut somebody out at once, wherever they are logged in; their work and name stay.

    Raises `NotAllowed`; `ValidationError` for oneself and for the last administrator.
    """
    demand(by, "users.manage")
    if user.pk == by.pk:
        raise ValidationError(_("You cannot shut yourself out; ask another administrator."))
    with transaction.atomic():
        _somebody_stays(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        # For good: who is let in again logs in again, and makes new tokens.
        ApiToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())
        _end_sessions(user)
        act(kind="user.deactivate", by=by, about=_about(user))
    return user


def reactivate_user(*, user: User, by: User) -> User:
    demand(by, "users.manage")
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        act(kind="user.reactivate", by=by, about=_about(user))
    return user


def create_first_administrator(*, email: str, name: str, password: str | None = None) -> User:
    """The one who begins, while there is no user at all. Whoever calls this has made sure that it is the owner.

    Without a password nobody can log in until `link_for` was used. Raises `ValidationError` by field.
    """
    with transaction.atomic():
        _nobody_else_begins()
        if User.objects.exists():
            raise ValidationError(_("Somebody has set Zolal up already; ask an administrator for an invitation."))
        return appoint_administrator(email=email, name=name, password=password)


def appoint_administrator(*, email: str, name: str, password: str | None = None) -> User:
    """For whoever holds the machine: a new administrator, or a user who becomes one and may log in again.

    Raises `ValidationError` by field.
    """
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            user = _new_user(email=email, name=name, role=Role.ADMINISTRATOR, team=None)
        user.role, user.is_active = Role.ADMINISTRATOR, True
        if password is not None:
            user.set_password(checked(password, user))
        user.save()
        act(kind="user.appoint", by=None, about=_about(user))
    return user


def _end_sessions(user: User) -> None:
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _nobody_else_begins() -> None:
    """Of two who set up at once the second waits and then sees the first; SQLite has only one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE accounts_user IN SHARE ROW EXCLUSIVE MODE")


def _new_user(*, email: str, name: str, role: str, team: Team | None) -> User:
    email, name = email.strip().lower(), name.strip()
    typed = {"email": email, "name": name}
    _known_role(role)
    if not name:
        raise ValidationError({"name": _("Write the name by which colleagues know this person.")})
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError({"email": _("This is no e-mail address; write it like name@example.com.")}) from None
    if too_long := {field: _longest(field) for field in typed if len(typed[field]) > _longest(field)}:
        sentence = _("This is too long: at most %(longest)s letters.")
        raise ValidationError({field: sentence % {"longest": longest} for field, longest in too_long.items()})
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": _("Somebody with this e-mail address is a user already.")})
    user = User.objects.create_user(email=email, name=name, role=role)
    if team is not None:
        user.team = team
        user.save(update_fields=["team"])
    return user


def _longest(field: str) -> int:
    return int(User._meta.get_field(field).max_length or 0)


def _known_role(role: str, *, field: str = "role") -> None:
    if role not in role_labels():
        raise ValidationError({field: _("There is no role “%(role)s”.") % {"role": role}})


def _somebody_stays(user: User) -> None:
    administrators = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, role_until=None, is_active=True)
    if user.role == Role.ADMINISTRATOR and not administrators.exclude(pk=user.pk).exists():
        raise ValidationError(_("This is the last administrator; make somebody else administrator first."))


def _about(user: User) -> dict[str, str]:
    return {"user": str(user.uid), "name": user.name}
