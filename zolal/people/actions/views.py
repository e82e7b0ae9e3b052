"""Lists that somebody wants to see again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import Role, User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.core.ledger import act
from zolal.people.models import SavedView
from zolal.people.queries.views import Kept

_LONGEST_QUERY = 4_000


def save_view(*, name: str, wish: Kept, by: User, shared: bool = False) -> SavedView:
    """Keep a list under a name; the place in it is left out. One's own view of this name is replaced.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "views.save")
    query = wish.kept()
    if len(query) > _LONGEST_QUERY:
        raise ValidationError(_("This list has too many conditions to be kept; remove some."))
    with transaction.atomic():
        view, _made = SavedView.objects.update_or_create(
            user=by, record_type=wish.record_type, name=_named(name), defaults={"query": query, "shared": shared}
        )
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


def share_view(*, view: SavedView, shared: bool, by: User) -> SavedView:
    """Let every colleague see the view, or nobody else. They see only the records they may see anyway."""
    _demand_own(view, by)
    with transaction.atomic():
        view.shared = shared
        view.save(update_fields=["shared"])
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
    if view.user_id != by.pk and not (view.shared and by.role == Role.ADMINISTRATOR):
        raise NotAllowed("views.save")


def _named(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= 100:
        raise ValidationError({"name": _("Write a name of at most 100 characters.")})
    return name


def _tell(kind: str, view: SavedView, by: User) -> None:
    about = {"view": str(view.uid), "name": view.name, "record_type": view.record_type, "shared": view.shared}
    act(kind=kind, by=by, about=about)
