"""Lists that somebody wants to see again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import Role, Team, User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.core.ledger import act
from zolal.people.models import SavedView
from zolal.people.queries.views import Kept

_LONGEST_QUERY = 4_000


def save_view(*, name: str, wish: Kept, by: User, shared: bool = False, team: Team | None = None) -> SavedView:
    """Keep a list under a name; the place in it is left out. One's own view of this name is replaced.

    It is for oneself, for a `team`, or `shared` with everybody.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "views.save")
    query = wish.kept()
    if len(query) > _LONGEST_QUERY:
        raise ValidationError(_("This list has too many conditions to be kept; remove some."))
    with transaction.atomic():
        view, _made = SavedView.objects.update_or_create(
            user=by, record_type=wish.record_type, name=_named(name),
            defaults={"query": query, **_sharing(shared, team)},
        )  # fmt: skip
        _tell("view.save", view, by)
    return view


def rename_view(*, view: SavedView, name: str, by: User) -> SavedView:
    """Raises `NotAllowed`; `ValidationError` by field."""
    _demand_own(view, by)
    name = _named(name)
    taken = SavedView.objects.filter(user=view.user_id, record_type=view.record_type, name=name).exclude(pk=view.pk)
    if taken.exists():
        raise ValidationError({"name": _("There is a view of this name already.")})
    with transaction.atomic():
        view.name = name
        view.save(update_fields=["name"])
        _tell("view.rename", view, by)
    return view


def share_view(*, view: SavedView, shared: bool, by: User, team: Team | None = None) -> SavedView:
    """Let every colleague see the view, those of a team, or nobody else. They see only the records they may see anyway.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    _demand_own(view, by)
    with transaction.atomic():
        for name, value in _sharing(shared, team).items():
            setattr(view, name, value)
        view.save(update_fields=["shared", "team"])
        _tell("view.share", view, by)
    return view


def delete_view(*, view: SavedView, by: User) -> None:
    _demand_own(view, by)
    with transaction.atomic():
        _tell("view.delete", view, by)
        view.delete()


def _demand_own(view: SavedView, by: User) -> None:
    """One's own, or a shared one where an administrator tidies up."""
    demand(by, "views.save")
    is_shared = view.shared or view.team_id is not None
    if view.user_id != by.pk and not (is_shared and by.role == Role.ADMINISTRATOR):
        raise NotAllowed("views.save")


def _sharing(shared: bool, team: Team | None) -> dict[str, Any]:
    if shared and team is not None:
        raise ValidationError({"team": _("A view is for a team or for everybody; choose one of the two.")})
    return {"shared": shared, "team": team}


def _named(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= 100:
        raise ValidationError({"name": _("Write a name of at most 100 characters.")})
    return name


def _tell(kind: str, view: SavedView, by: User) -> None:
    about = {"view": str(view.uid), "name": view.name, "record_type": view.record_type, "shared": view.shared}
    act(kind=kind, by=by, about=about | ({"team": view.team.name} if view.team else {}))
