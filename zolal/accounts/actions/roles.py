"""Roles: copied from one there is, changed, and deleted where nobody has them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import Role, RoleRights, User
from zolal.accounts.objects import REACHES, WHATS, objects
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import VERBS, demand
from zolal.accounts.queries.roles import KnownRole, known_role, role_labels
from zolal.core.ledger import act, doer, rows

Reaches = Mapping[str, Mapping[str, str]]
Accesses = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be said of a role; what is None stays as it is, and so does what a mapping does not name."""

    name: str | None = None
    description: str | None = None
    sees: str | None = None
    verbs: Mapping[str, bool] | None = None
    reaches: Reaches | None = None
    fields: Accesses | None = None


def create_role(*, name: str, copied_from: str, by: User, description: str = "") -> RoleRights:
    """A new role that may what another one may. Raises `NotAllowed`, `NoRole`; `ValidationError` by field."""
    demand(by, "users.manage")
    with transaction.atomic():
        model = known_role(copied_from)
        given = model.row
        role = RoleRights(
            key=f"own-{secrets.token_hex(6)}",
            name=_free(name),
            base=model.rights.base,
            description=_described(description),
            sees=model.rights.sees,
            verbs=given.verbs if given else {},
            reaches=given.reaches if given else {},
            fields=given.fields if given else {},
        )
        role.save()
        act(kind="role.create", by=by, about={"name": role.name, "from": str(model.label)})
    return role


def change_role(*, key: str, wanted: Wanted, by: User, seen: str | None = None) -> KnownRole:
    """Another name or other rights; `seen` is the `stamp` of what `by` had before their eyes.

    A shipped role keeps its name, and administrators may everything. Raises `NotAllowed`, `NoRole`; `Overtaken`;
    `ValidationError` by field.
    """
    demand(by, "users.manage")
    with transaction.atomic():
        RoleRights.objects.select_for_update().filter(key=key).first()
        role = known_role(key)
        if key == Role.ADMINISTRATOR:
            raise ValidationError(_("Administrators may everything; copy the role to make one that may less."))
        if seen is not None and seen != role.stamp:
            last = rows.last_change(role.row, "role.") if role.row else None
            raise Overtaken({"name": role.label}, doer(last))
        values = _values(role, wanted)
        if role.shipped and wanted.sees is not None and wanted.sees != role.rights.sees:
            change_setting(name=f"visibility.{key}", value=wanted.sees, by=by)
        told = {name: value for name, value in values.items() if name != "description"}
        action = act(kind="role.change", by=by, about={"name": str(role.label), **told})
        if role.row is None:
            rows.add(action, RoleRights(key=key, base=key, **values))
        else:
            rows.change(action, role.row, **values)
    return known_role(key)


def delete_role(*, key: str, by: User) -> None:
    """Take an own role away. Raises `NotAllowed`, `NoRole`; `ValidationError` while somebody has it, or will."""
    demand(by, "users.manage")
    with transaction.atomic():
        role = known_role(key)
        if role.shipped or role.row is None:
            raise ValidationError(_("This role comes with Zolal and stays."))
        if User.objects.select_for_update().filter(Q(role=key) | Q(role_after=key)).exists():
            raise ValidationError(_("Somebody has this role; give them another one first."))
        rows.take(act(kind="role.delete", by=by, about={"name": role.row.name}), role.row)


def _values(role: KnownRole, wanted: Wanted) -> dict[str, object]:
    """The row's columns as they are to be: of rights only what differs from the role it was copied from."""
    row = role.row
    found: dict[str, object] = {}
    if not role.shipped:
        if wanted.name is not None:
            found["name"] = _free(wanted.name, but=role.key)
        if wanted.sees is not None:
            found["sees"] = _one_of(wanted.sees, REACHES, "sees")
    if wanted.description is not None:
        found["description"] = _described(wanted.description)
    verbs = {**(row.verbs if row else {}), **_known_verbs(wanted.verbs or {})}
    found["verbs"] = {verb: has for verb, has in verbs.items() if has != (verb in VERBS[role.rights.base])}
    plain = replace(role.rights, verbs=found["verbs"], reaches={})
    if "sees" in found:
        plain = replace(plain, sight=lambda: str(found["sees"]))
    reaches = _merged(row.reaches if row else {}, _known_reaches(wanted.reaches or {}))
    found["reaches"] = _without(reaches, lambda name, what, reach: reach == plain.reach(name, what))
    accesses = _merged(row.fields if row else {}, _known_accesses(wanted.fields or {}))
    found["fields"] = _without(accesses, lambda _type, _field, access: access == "normal")
    return found


def _without(told, same):  # noqa: ANN001, ANN202
    kept = {
        name: {one: value for one, value in each.items() if not same(name, one, value)} for name, each in told.items()
    }
    return {name: each for name, each in kept.items() if each}


def _merged(one: Reaches, other: Reaches) -> dict[str, dict[str, str]]:
    return {name: {**one.get(name, {}), **other.get(name, {})} for name in [*one, *(n for n in other if n not in one)]}


def _known_verbs(verbs: Mapping[str, bool]) -> Mapping[str, bool]:
    known = set().union(*VERBS.values())
    if unknown := [verb for verb in verbs if verb not in known]:
        raise ValidationError({"verbs": _("There is no right “%(verb)s”.") % {"verb": unknown[0]}})
    return {verb: bool(has) for verb, has in verbs.items()}


def _known_reaches(reaches: Reaches) -> Reaches:
    for name, each in reaches.items():
        for what, reach in each.items():
            if name not in objects() or what not in WHATS:
                raise ValidationError({"reaches": _("There is no right “%(verb)s”.") % {"verb": f"{name}.{what}"}})
            _one_of(reach, ("none", "all") if what == "create" else REACHES, "reaches")
    return reaches


def _known_accesses(fields: Accesses) -> Accesses:
    for record_type, each in fields.items():
        known = objects()[record_type].fields() if record_type in objects() else {}
        for name, access in each.items():
            if name not in known:
                raise ValidationError({"fields": _("There is no field “%(field)s”.") % {"field": name[:100]}})
            offered = tuple(known[name].accesses)
            if access == "masked" and access not in offered:
                sentence = _("“%(field)s” cannot be masked: a part would tell nearly all. Choose one of: %(choices)s.")
                told = {"field": known[name].label, "choices": ", ".join(offered)}
                raise ValidationError({"fields": sentence % told})
            _one_of(access, offered, "fields")
    return fields


def _one_of(value: str, known: tuple[str, ...], field: str) -> str:
    if value not in known:
        raise ValidationError({field: _("Choose one of: %(choices)s.") % {"choices": ", ".join(known)}})
    return value


def _described(text: str) -> str:
    longest = RoleRights._meta.get_field("description").max_length or 0
    if len(text.strip()) > longest:
        raise ValidationError(
            {"description": _("This is too long: at most %(longest)s letters.") % {"longest": longest}}
        )
    return text.strip()


def _free(name: str, *, but: str = "") -> str:
    name = name.strip()
    longest = RoleRights._meta.get_field("name").max_length or 0
    if not name:
        raise ValidationError({"name": _("Write the name of the role.")})
    if len(name) > longest:
        raise ValidationError({"name": _("This is too long: at most %(longest)s letters.") % {"longest": longest}})
    if any(label == name and key != but for key, label in role_labels().items()):
        raise ValidationError({"name": _("There is a role of this name already.")})
    return name
