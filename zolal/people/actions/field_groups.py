"""Groups of fields: their names, colours, order, and whose part of the record they are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import Team, User
from zolal.accounts.permissions import demand
from zolal.accounts.queries.roles import role_labels
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import store
from zolal.people.actions.custom_fields import VERB
from zolal.people.actions.names import known_colour
from zolal.people.fields import groups
from zolal.people.models import CustomField, FieldGroup


def create_field_group(*, by: User, label_fa: str = "", label_en: str = "", **given: Any) -> FieldGroup:  # noqa: ANN401
    """A further group; `given` are colour, position, roles and team.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, VERB)
        values = _checked({"label_fa": label_fa, "label_en": label_en, **given})
        _demand_label(values["label_fa"], values["label_en"])
        group = FieldGroup(**values)
        group.position = group.position or 10 * (len(groups()) + 1)
        group.key = f"g{group.uid.hex[-12:]}"
        rows.add(ledger.act(kind="field_group.create", by=by, about={"name": str(group)}), group)
    return group


def arrange_field_group(*, key: str, by: User, **given: Any) -> Action:  # noqa: ANN401
    """Another name, colour, place or owner of a group, also of one that comes with Zolal.

    Raises `NotAllowed`; `ValidationError` by field, also for a group that does not exist.
    """
    with transaction.atomic():
        demand(by, VERB)
        known = groups()
        if key not in known:
            raise ValidationError({"key": _("There is no such group of fields.")})
        values = _checked(given)
        row = FieldGroup.objects.select_for_update().filter(key=key).first()
        action = ledger.act(kind="field_group.change", by=by, about={"name": str(known[key].label)})
        if row is not None:
            rows.change(action, row, **values)
        else:
            place = 10 * (list(known).index(key) + 1)
            start = {"colour": known[key].tone, "position": place}
            rows.add(action, FieldGroup(key=key, **{**start, **values}))
    return action


def drop_field_group(*, key: str, by: User) -> Action:
    """A group in which no field stands any more; one that comes with Zolal is as it came again.

    Raises `NotAllowed`, `ValidationError`.
    """
    with transaction.atomic():
        demand(by, VERB)
        row = FieldGroup.objects.select_for_update().filter(key=key).first()
        if row is None:
            raise ValidationError({"key": _("There is no such group of fields.")})
        if CustomField.objects.filter(group=key).exists() and key.startswith("g"):
            raise ValidationError({"key": _("Fields stand in this group; move them to another one first.")})
        action = ledger.act(kind="field_group.drop", by=by, about={"name": str(row)})
        rows.take(action, row)
    return action


def _demand_label(label_fa: str, label_en: str) -> None:
    if not label_fa and not label_en:
        raise ValidationError({"label_fa": _("Give the group a name, in Persian or in English.")})


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in given.items() if value is not None}
    for name in ("label_fa", "label_en"):
        if name in found:
            found[name] = store(str(found[name]))[:100]
    if "colour" in found:
        found["colour"] = known_colour(str(found["colour"]))
    if "position" in found and not 0 <= int(found["position"]) <= 100_000:
        raise ValidationError({"position": _("The place is a number from 0 to 100,000.")})
    if found.get("roles"):
        known, asked = role_labels(), [str(role) for role in found["roles"]]
        if unknown := [role for role in asked if role not in known]:
            raise ValidationError({"roles": _("There is no role “%(role)s”.") % {"role": unknown[0][:60]}})
        found["roles"] = [role for role in known if role in asked]
    if "team" in given:
        team = given["team"]
        found["team"] = team if isinstance(team, Team) else None
    return found
