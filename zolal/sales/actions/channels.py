"""Companies that sell for us."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.people.models import Company
from zolal.sales import given
from zolal.sales.models import Product, ProductCategory, SalesChannel
from zolal.sales.queries.worth import writes_margin

DEEPEST = 6
_WEB = re.compile(r"https?://", re.IGNORECASE)


def add_channel(*, company: Company, by: User, **told: Any) -> tuple[SalesChannel, Action]:  # noqa: ANN401 - by field
    """A company, found for the user, sells for us as a `kind`; see `_checked`. Raises `NotAllowed`;
    `ValidationError`."""
    with transaction.atomic():
        demand(by, "channels.write")
        _demand_margin(by, told)
        channel = SalesChannel(company=company, **_checked(told))
        _demand_free(channel)
        _demand_place(channel, channel.parent)
        action = ledger.act(kind="channel.create", by=by, about={"name": company.name})
        rows.add(action, channel)
    return channel, action


def change_channel(
    *,
    channel: SalesChannel,
    seen: Mapping[str, Any] | None = None,
    by: User,
    **told: Any,  # noqa: ANN401 - by field
) -> tuple[SalesChannel, Action | None]:
    """Other fields; what is not given stays, and no action where all of it does. `seen` is what `by` had before their
    eyes. Raises `NotAllowed`; `Overtaken`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "channels.write")
        _demand_margin(by, told)
        current = SalesChannel.objects.select_for_update(of=("self",)).select_related("company").get(pk=channel.pk)
        wanted = wanted_in(
            current, _checked(told), seen=_checked(seen or {}), kinds="channel.", named={"margin": "margin_percent"}
        )
        if not wanted:
            return current, None
        if "kind" in wanted:
            _demand_free(SalesChannel(pk=current.pk, company=current.company, kind=wanted["kind"]))
        if "parent" in wanted:
            _demand_place(current, wanted["parent"])
        action = ledger.act(kind="channel.change", by=by, about={"name": current.company.name})
        rows.change(action, current, **wanted)
    return current, action


def drop_channel(*, channel: SalesChannel, by: User) -> Action:
    """It sells for us no more; those it serves are served by its own. Undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "channels.write")
        action = ledger.act(kind="channel.drop", by=by, about={"name": channel.company.name})
        for child in SalesChannel.objects.filter(parent=channel):
            rows.change(action, child, parent=channel.parent)
        rows.take(action, channel)
    return action


def _checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """`kind`, `parent` (a channel), `manager` (a user), `address`, `margin_percent`, `regions` (provinces), `products`,
    `categories` (rows), `note`. Raises `ValidationError` by field."""
    checks = {
        "kind": lambda value: ("kind", given.choice("kind", value, dict(SalesChannel.Kind.choices))),
        "parent": lambda value: ("parent", value),
        "manager": lambda value: ("manager", value),
        "address": lambda value: ("address", _address(value)),
        "margin_percent": lambda value: (
            "margin", None if value is None else given.hundredths("margin_percent", value),
        ),
        "regions": lambda value: ("regions", [_province(one) for one in value]),
        "products": lambda value: ("products", _ids(value, Product)),
        "categories": lambda value: ("categories", _ids(value, ProductCategory)),
        "note": lambda value: ("note", given.text("note", value, longest=500)),
    }  # fmt: skip
    return dict(checks[name](value) for name, value in told.items())


def _address(value: Any) -> str:  # noqa: ANN401 - JSON
    """A web address; it is only ever shown as one of http."""
    text = given.text("address", value, longest=300)
    if not text:
        return ""
    parsed = parse_cell(KINDS["url"], text)
    found = parsed.value or ""
    if not found:
        raise ValidationError({"address": _("This is no web address; write it like shop.example.com.")})
    return found if _WEB.match(found) else f"https://{found}"


def _province(value: Any) -> str:  # noqa: ANN401 - JSON
    parsed = parse_cell(KINDS["province"], given.text("regions", value, longest=100))
    if not parsed.value or parsed.code == "place_unknown":
        raise ValidationError({"regions": _("“%(text)s” is no province.") % {"text": value}})
    return parsed.value


def _ids(told: Sequence[Any], model: type[Product | ProductCategory]) -> list[int]:
    return sorted({one.pk for one in told if isinstance(one, model)})


def _demand_free(channel: SalesChannel) -> None:
    same = SalesChannel.objects.filter(company=channel.company, kind=channel.kind).exclude(pk=channel.pk)
    if same.exists():
        raise ValidationError({"kind": _("This company sells for us in this way already.")})


def _demand_margin(by: User, told: Mapping[str, Any]) -> None:
    if "margin_percent" in told and not writes_margin(by):
        raise ValidationError({"margin_percent": _("Your role may not change this field.")})


def _demand_place(channel: SalesChannel, parent: SalesChannel | None) -> None:
    depth, above = 0, parent
    while above is not None:
        if channel.pk is not None and above.pk == channel.pk:
            raise ValidationError({"parent": _("A channel is not served by itself.")})
        depth, above = depth + 1, above.parent
    if depth >= DEEPEST:
        raise ValidationError({"parent": _("Channels stand at most %(most)s deep.") % {"most": DEEPEST}})
