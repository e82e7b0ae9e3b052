"""Teams: made, renamed and dissolved by administrators."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from zolal.accounts.models import Team, User
from zolal.accounts.overtaken import wanted
from zolal.accounts.permissions import demand
from zolal.core.ledger import act


def create_team(*, name: str, by: User) -> Team:
    """Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, "users.manage")
    with transaction.atomic():
        team = Team.objects.create(name=_free(name))
        act(kind="team.create", by=by, about={"name": team.name})
    return team


def rename_team(*, team: Team, name: str, seen: Mapping[str, str] | None = None, by: User) -> Team:
    """`seen` is {"name": the name that `by` had before their eyes}. Raises `NotAllowed`; `Overtaken`;
    `ValidationError` by field."""
    demand(by, "users.manage")
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=team.pk)
        wanted({"name": name.strip()}, seen=seen, now={"name": team.name})
        before, team.name = team.name, _free(name, but=team)
        team.save(update_fields=["name"])
        act(kind="team.rename", by=by, about={"name": team.name, "before": before})
    return team


def delete_team(*, team: Team, by: User) -> None:
    """Its members stay, without a team. Raises `ValidationError` while records belong to it."""
    demand(by, "users.manage")
    try:
        with transaction.atomic():
            team.delete()
            act(kind="team.delete", by=by, about={"name": team.name})
    except ProtectedError:
        raise ValidationError(_("Records belong to this team; give them to another one first.")) from None


def _free(name: str, *, but: Team | None = None) -> str:
    name = name.strip()
    if not name:
        raise ValidationError({"name": _("Write the team's name.")})
    longest = Team._meta.get_field("name").max_length or 0
    if len(name) > longest:
        raise ValidationError({"name": _("This is too long: at most %(longest)s letters.") % {"longest": longest}})
    if Team.objects.filter(name=name).exclude(pk=but.pk if but else None).exists():
        raise ValidationError({"name": _("There is a team of this name already.")})
    return name
