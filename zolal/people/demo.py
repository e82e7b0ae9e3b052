"""What the demo company asks of its customers beyond what everybody asks, and how it leads a contact to a lead."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from django.db import transaction

from zolal.accounts.models import Role, User
from zolal.core import ledger
from zolal.core.models import Record
from zolal.core.sources import source_named
from zolal.people.actions.contact_steps import write_step
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.actions.field_groups import arrange_field_group
from zolal.people.models import Company, ContactStep, CustomField, Person

MOST = 240
_FIELDS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    (
        "person", "choice", "سطح وفاداری", "Loyalty", {
            "group": "habits",
            "choices": [
                {"fa": "طلایی", "en": "Gold", "colour": "amber"},
                {"fa": "نقره‌ای", "en": "Silver", "colour": "slate"},
                {"fa": "برنزی", "en": "Bronze", "colour": "orange"},
            ],
        },
    ),
    ("person", "money", "بودجهٔ خرید سالانه", "Yearly budget", {"group": "habits", "least": "0"}),
    ("person", "date", "روز نصب دستگاه", "Installed on", {"group": "ours"}),
    ("person", "yes or no", "قرارداد پشتیبانی", "Support contract", {"group": "ours"}),
    (
        "person", "number", "ماه‌های قرارداد", "Months of the contract", {
            "group": "ours", "least": "1", "most": "60", "when_field": "own:support_contract", "when_values": ["yes"],
        },
    ),
    ("company", "number", "تعداد دستگاه", "Machines", {"group": "business", "least": "0"}),
)  # fmt: skip
_STEPS = (
    ("", "تماس خوشامد و پرسش نیاز", "owner", 1),
    ("fair", "فرستادن کاتالوگ نمایشگاه", "marketing", 2),
    ("fair", "قرار دمو", "sales", 7),
    ("social", "پاسخ در دایرکت", "marketing", 0),
    ("e_book", "پرسش نظر دربارهٔ کتاب", "sales", 3),
    ("referral", "تشکر از معرف", "manager", 5),
)
_VALUES: dict[str, tuple[Any, ...]] = {
    "own:touch_point": ("fair", "social", "shop_site", "referral", "fair", "paid_ad", "e_book", "call_in"),
    "own:loyalty": ("bronze", "silver", "bronze", "gold", "silver", None),
    "own:yearly_budget": (120_000_000, 450_000_000, None, 80_000_000, 1_500_000_000),
    "own:education": ("bachelor", "diploma", None, "master", "bachelor", "associate"),
    "own:profession": ("owner", "employed", "self_employed", "owner", None),
    "own:interests": (["technology"], ["travel", "family"], None, ["sports"], ["books", "art"]),
    "own:consent_sms": ("given", "given", "unasked", "refused"),
    "own:support_contract": (True, False, None),
    "own:user_status": ("steady", "first", "trial", "former", None),
    "own:challenges": ("تحویل دیر قطعه", None, "نیروی کم", "هزینهٔ انرژی"),
}
_OF_COMPANIES: dict[str, tuple[Any, ...]] = {
    "own:machines": (3, 12, 1, 7, 25),
    "own:ownership": ("private", "family", "private", "cooperative"),
    "own:size_class": ("small", "micro", "medium"),
    "own:shop_kind": ("store", "both", None, "wholesale"),
    "own:channel_role": ("retailer", "direct", "distributor"),
    "own:revenue": (9_000_000_000, 42_000_000_000, None),
}


def load() -> None:
    """Once; where it is there already nothing is done."""
    if CustomField.objects.exists() or ContactStep.objects.exists():
        return
    by = User.objects.filter(role=Role.ADMINISTRATOR).earliest("pk")
    for record_type, kind, label_fa, label_en, given in _FIELDS:
        create_custom_field(record_type=record_type, kind=kind, label_fa=label_fa, label_en=label_en, by=by, **given)
    arrange_field_group(key="channel", roles=[Role.MANAGER.value, Role.STRATEGIST.value], by=by)
    for touch_point, text, who, days in _STEPS:
        write_step(text=text, touch_point=touch_point, who=who, days=days, by=by)
    _fill("person", Person.objects.filter(state=Record.State.ACTIVE), _VALUES, by)
    _fill("company", Company.objects.filter(state=Record.State.ACTIVE), _OF_COMPANIES, by)


def _fill(record_type: str, records: Any, values: dict[str, tuple[Any, ...]], by: User) -> None:  # noqa: ANN401
    ids = list(records.order_by("pk").values_list("pk", flat=True)[:MOST])
    turns = {name: cycle(given) for name, given in values.items()}
    changes = {
        record_id: {name: value for name, turn in turns.items() if (value := next(turn)) is not None}
        for record_id in ids
    }
    with transaction.atomic():
        action = ledger.act(kind=f"{record_type}.edit", by=by, source=source_named("hand", "hand"))
        ledger.write(action, record_type, changes)
