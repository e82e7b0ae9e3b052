"""The behaviours that observations choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.activities.models import Behaviour
from zolal.core.ledger import act, rows
from zolal.core.models import Action


def add_behaviour(*, name: str, by: User) -> tuple[Behaviour, Action]:
    """Another one. Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, "settings.write")
    with transaction.atomic():
        behaviour = Behaviour(name=_free(name))
        action = act(kind="behaviour.add", by=by, about={"name": behaviour.name})
        rows.add(action, behaviour)
    return behaviour, action


def change_behaviour(
    *,
    behaviour: Behaviour,
    name: str | None = None,
    archived: bool | None = None,
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> Action:
    """Another name; or no longer offered, while observations keep it. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`; `Overtaken`; `ValidationError`.
    """
    demand(by, "settings.write")
    with transaction.atomic():
        current = Behaviour.objects.select_for_update().get(pk=behaviour.pk)
        wanted: dict[str, Any] = {} if archived is None else {"archived": bool(archived)}
        if name is not None:
            wanted["name"] = _free(name, but=current)
        action = act(kind="behaviour.change", by=by, about={"name": current.name})
        rows.change(action, current, **wanted_in(current, wanted, seen=seen, kinds="behaviour."))
    return action


def _free(name: str, but: Behaviour | None = None) -> str:
    found = " ".join(name.split())
    if not found or len(found) > 100:
        raise ValidationError({"name": _("Write a name of at most 100 letters.")})
    same = Behaviour.objects.filter(name=found)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise ValidationError({"name": _("There is one of this name already.")})
    return found
