"""Which fields somebody sees whole, masked or not at all, and which they may write: the one choke point.

A field that is masked or hidden is *withheld*: it is not filtered, sorted, searched or exported by, and of what was
typed or found for it nothing is told. Every reader of values for a user passes its records or facts through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import rights_of
from zolal.core.ledger import Facts, record_types
from zolal.core.models import Action, Record
from zolal.i18n import localise_digits
from zolal.people.fields import Field, Shape, Text, fields_of, is_own
from zolal.people.models import Company, ContactPoint, Person
from zolal.people.queries.keepers import kept_by_others, refusals

Pairs = Mapping[str, tuple[Any, Any]]
R = TypeVar("R", bound=Person | Company)

MASK = "•••"
KEPT = "kept"
ALWAYS_SHOWN = frozenset({"category"})
"""Where somebody stands says what is asked of them."""

NAMES: Mapping[str, tuple[str, ...]] = {"person": ("given_name", "family_name"), "company": ("name",)}
"""What a record is called by."""

_MASKABLE = frozenset({Shape.TEXT, Shape.LONG_TEXT, Shape.POINT})
_HIDEABLE = _MASKABLE | {
    Shape.DATE, Shape.NUMBER, Shape.CHOICE, Shape.COMPANY, Shape.USER, Shape.TEAM, Shape.TAGS,
}  # fmt: skip
"""Of fields of their own columns; what stands in `own` can all be hidden."""
_DERIVED = {"city": "city_key"}
_STRICTER = ("hidden", "masked", "read")
_along: dict[str, dict[str, dict[tuple[str, str], Sequence[str]]]] = {}
"""{record type: {field: {(record type, field): those of its accesses that the field goes along with}}}."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a field can be made to a role."""

    label: Text
    accesses: tuple[str, ...]


def choices(record_type: str) -> dict[str, Choice]:
    """The fields of a record type by name, with what each can be to a role."""
    return {name: Choice(field.label, _accesses(field)) for name, field in fields_of(record_type).items()}


def own_choices(record_type: str) -> dict[str, Choice]:
    """Of a kind of record of which only fields in `own` can be kept from a role."""
    return {name: one for name, one in choices(record_type).items() if is_own(name)}


def goes_along(record_type: str, name: str, *others: str, of: str = "", accesses: Sequence[str] = _STRICTER) -> None:
    """Let fields be to a role what another one is, also those `of` another kind of record, or only where that is one of
    these `accesses`. Of several that a field goes along with the strictest counts. Called when the app is ready."""
    for other in others:
        _along.setdefault(of or record_type, {}).setdefault(other, {})[record_type, name] = accesses


def _accesses(field: Field) -> tuple[str, ...]:
    hideable = field.name not in ALWAYS_SHOWN and (field.own is not None or field.shape in _HIDEABLE)
    masked = ("masked",) if hideable and field.shape in _MASKABLE else ()
    return ("normal", "read", *masked, *(("hidden",) if hideable else ()))


def accesses(user: User, record_type: str) -> Mapping[str, str]:
    """{field: "read", "kept", "masked" or "hidden"} of those that are not normal to the user.

    "kept": read-only too, because others keep the group that the field stands in.
    """
    fields = rights_of(user).fields
    told = fields.get(record_type, {})
    along = _along.get(record_type, {}).items()
    if with_it := {other: access for other, those in along if (access := _strictest(fields, those))}:
        told = {**told, **with_it}
    others = kept_by_others(user, record_type)
    return {**dict.fromkeys(others, KEPT), **told} if others else told


def _strictest(fields: Mapping[str, Mapping[str, str]], those: Mapping[tuple[str, str], Sequence[str]]) -> str:
    found = {access for (of, name), some in those.items() if (access := fields.get(of, {}).get(name, "")) in some}
    return next((access for access in _STRICTER if access in found), "")


def withheld(user: User, record_type: str) -> frozenset[str]:
    """The fields of which the user does not see the whole value; where companies are not called by name, whose
    people are whose among them."""
    out = frozenset(name for name, access in accesses(user, record_type).items() if access in {"masked", "hidden"})
    if record_type == "person" and names_kept("company", accesses(user, "company")):
        return out | {"company"}
    return out


def hidden(user: User, record_type: str) -> frozenset[str]:
    """The fields of which the user sees nothing."""
    return frozenset(name for name, access in accesses(user, record_type).items() if access == "hidden")


def fields_for(user: User, record_type: str) -> dict[str, Field]:
    """The catalogue without what is hidden from the user."""
    out = hidden(user, record_type)
    return {name: field for name, field in fields_of(record_type).items() if name not in out}


def whole_fields(user: User, record_type: str) -> dict[str, Field]:
    """The catalogue with only what the user sees whole: what they may filter by and take out."""
    out = withheld(user, record_type)
    return {name: field for name, field in fields_of(record_type).items() if name not in out}


def fixed(user: User, record_type: str, *, new: bool = False) -> frozenset[str]:
    """The fields the user may not write; of a new record they may give what they will see masked.

    What others keep, they keep of new records too.
    """
    others = kept_by_others(user, record_type)
    told = accesses(user, record_type).items()
    return frozenset(name for name, access in told if name in others or not (new and access == "masked"))


def demand_writable(user: User, record_type: str, names: Iterable[str], *, new: bool = False) -> None:
    """Raise `ValidationError` by field for what the user may not write. `names` are fields or facts."""
    out = fixed(user, record_type, new=new)
    if out and (refused := sorted({field_of(record_type, name) for name in names} & out)):
        raise ValidationError({name: [why] for name, why in refusals(user, record_type, refused).items()})


def writes_all_of(action: Action, by: User) -> bool:
    """Whether the user may write every field that an action changed; of records it made or removed nothing is asked."""
    for name in record_types():
        if not (out := fixed(by, name)):
            continue
        changes = action.changes.filter(record_type=name, before__isnull=False, after__isnull=False)
        for before, after in changes.values_list("before", "after").iterator():
            both = {fact: (before.get(fact), after.get(fact)) for fact in {**before, **after}}
            if any(field_of(name, fact, *values) in out for fact, values in both.items()):
                return False
    return True


def field_of(record_type: str, fact: str, *values: Any) -> str:  # noqa: ANN401 - JSON
    """The field that a fact belongs to: of a contact point its kind, of a fault and a check what they are of."""
    known = fields_of(record_type)
    if fact in known:
        return fact
    prefix, _colon, rest = fact.partition(":")
    match prefix:
        case "point" | "points":
            return next((str(one["kind"]) for one in values if isinstance(one, Mapping) and "kind" in one), "point")
        case "fault":
            return rest
        case "rated":
            return next((name for name in known if rest == name or rest.startswith(f"{name}:")), rest)
        case "tag":
            return "tags"
    return fact


def masked(record_type: str, name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    """A value as somebody sees it to whom the field is masked; nothing stays nothing."""
    if isinstance(value, Mapping):
        return {
            **value,
            "value": masked(record_type, name, value.get("value")),
            "key": MASK if value.get("key") else "",
        }
    text = "" if value is None else str(value)
    if not text:
        return value
    field = fields_of(record_type).get(name)
    return _masked_text(field.kind if field else "", text)


def _masked_text(kind: str, text: str) -> str:
    match kind:
        case "email" if "@" in text:
            return f"{text[0]}{MASK}@{text.partition('@')[2]}"
        case "mobile" | "phone":
            return f"{text[:4]}{MASK}{text[-4:]}" if len(text) > 10 else f"{text[:3]}{MASK}"
        case "national_id" | "legal_id" | "economic_code" if len(text) > 5:
            return f"••••••{text[-3:]}"
        case "first_name" | "last_name" | "company":
            return f"{text[0]}{MASK}"
    return MASK


def masked_facts(user: User, record_type: str, facts: Facts) -> Facts:
    """Facts as the user sees them: hidden ones are not among them."""
    kept = accesses(user, record_type)
    if not withheld(user, record_type):
        return facts
    found: Facts = {}
    for fact, value in facts.items():
        if (shown := _shown(record_type, kept, fact, value)) is not None:
            found[fact] = shown
    return found


def masked_pairs(user: User, record_type: str, facts: Pairs) -> Pairs:
    """{fact: (before, after)} as the user sees them: hidden ones are not among them."""
    kept = accesses(user, record_type)
    if not withheld(user, record_type):
        return facts
    found = {}
    for fact, both in facts.items():
        shown = tuple(_shown(record_type, kept, fact, value, *both) for value in both)
        if any(one is not None for one in shown) or not any(one is not None for one in both):
            found[fact] = shown
    return found


def _shown(record_type: str, kept: Mapping[str, str], fact: str, value: Any, *beside: Any) -> Any:  # noqa: ANN401 - JSON
    """None for what is not shown."""
    if value is None:
        return None
    if fact == "points" and isinstance(value, Sequence):
        found = [_shown(record_type, kept, "point", one) for one in value]
        return [one for one in found if one is not None]
    name = field_of(record_type, fact, value, *beside)
    access = kept.get(name, "normal")
    if access == "hidden" or (access == "masked" and fact.startswith(("fault:", "rated:"))):
        return None
    if fact.startswith("more:"):
        # Which field a column of a file would have been nobody knows.
        return None
    return masked(record_type, name, value) if access == "masked" else value


def mask_records(user: User, record_type: str, records: Sequence[R]) -> Sequence[R]:
    """Loaded records as the user sees them; to be shown, never to be saved. Contact points must be prefetched."""
    kept = accesses(user, record_type)
    out = {name: access for name, access in kept.items() if access in {"masked", "hidden"}}
    others = {record_type: kept, "company": accesses(user, "company")}
    nameless = names_kept("company", others["company"])
    for record in records:
        record.kept_from = kept
        if nameless:
            hide_names(record, record_type, others)
        if out:
            _mask(record, record_type, out)
            _mask_points(record, record_type, out)
    return records


def mask_columns(user: User, record_type: str, record: R) -> R:
    """The same of one record whose contact points nobody has asked for."""
    record.kept_from = accesses(user, record_type)
    if out := {name: access for name, access in record.kept_from.items() if access in {"masked", "hidden"}}:
        _mask(record, record_type, out)
    return record


def mask_own(user: User, record_type: str, records: Sequence[Record]) -> None:
    """Loaded records, of which only fields in `own` and some amounts can be kept from a role, as the user sees them; to
    be shown, never to be saved."""
    kept = accesses(user, record_type)
    out = {name: access for name, access in kept.items() if access in {"masked", "hidden"}}
    for record in records:
        record.kept_from = kept
        for name in out.keys() & record.__dict__.keys():
            setattr(record, name, None)
        if any(map(is_own, out)):
            record.own = _own_as_seen(record, record_type, out)


def _own_as_seen(record: Record, record_type: str, out: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: masked(record_type, f"own:{key}", value) if out.get(f"own:{key}") else value
        for key, value in record.own.items()
        if out.get(f"own:{key}") != "hidden"
    }


def _mask(record: Person | Company, record_type: str, out: Mapping[str, str]) -> None:
    fields = fields_of(record_type)
    for name, access in out.items():
        field = fields.get(name)
        if field is not None and field.shape is not Shape.POINT and hasattr(record, name):
            setattr(record, name, _blank(record, name, access, record_type))
            if name in _DERIVED:
                setattr(record, _DERIVED[name], "")
    if names_kept(record_type, out):
        _rename(record, record_type)
    if "tags" in out:
        record._prefetched_objects_cache = {  # noqa: SLF001 - Django has no other way to hand rows on
            **getattr(record, "_prefetched_objects_cache", {}), "taggings": _held(record.taggings.all(), []),
        }  # fmt: skip
    record.own = _own_as_seen(record, record_type, out)
    record.faults = {name: value for name, value in record.faults.items() if name not in out}
    record.rated = {
        what: said for what, said in record.rated.items() if field_of(record_type, f"rated:{what}") not in out
    }
    record.more = {}
    record.search = ""


def names_kept(record_type: str, kept: Mapping[str, str]) -> dict[str, str]:
    """Of what a record is called by, what is masked or hidden."""
    return {name: kept[name] for name in NAMES.get(record_type, ()) if kept.get(name) in {"masked", "hidden"}}


def seen_name(record_type: str, name: str, text: str, kept: Mapping[str, str]) -> str:
    """A part of a name as it is seen."""
    access = kept.get(name)
    return "" if access == "hidden" else str(masked(record_type, name, text)) if access == "masked" else text


def title_of(number: int, parts: Iterable[str]) -> str:
    """What a record is called of which no more is seen than these parts of its name: else by its number."""
    told = localise_digits(str(number), "en" if get_language() == "en" else "fa")
    return " ".join(filter(None, parts)) or _("No. %(number)s") % {"number": told}


def hide_names(record: Person | Company, record_type: str, kept: Mapping[str, Mapping[str, str]]) -> None:
    """Of a loaded record, and of the company that was loaded with it, only what is seen of their names."""
    if out := names_kept(record_type, kept[record_type]):
        for name, access in out.items():
            setattr(record, name, _blank(record, name, access, record_type))
        _rename(record, record_type)
    company = record._state.fields_cache.get("company")  # noqa: SLF001 - asked for nothing
    if company is not None:
        hide_names(company, "company", kept)


def _rename(record: Person | Company, record_type: str) -> None:
    record.name = title_of(record.pk, (getattr(record, name) for name in NAMES[record_type]))
    record.sort_key = record.name_key = record.search = ""


def _blank(record: Person | Company, name: str, access: str, record_type: str) -> Any:  # noqa: ANN401 - of the column
    value = getattr(record, name)
    if access == "masked":
        return masked(record_type, name, value)
    return "" if isinstance(value, str) else None


def _mask_points(record: Person | Company, record_type: str, out: Mapping[str, str]) -> None:
    every = list(record.contact_points.all())
    nameless = record_type == "person" and not any(getattr(record, name, "") for name in NAMES["person"])
    called = any(record.name == point.value and point.kind in out for point in every)
    if nameless and called and not names_kept(record_type, out):
        record.name = MASK
    shown = [_point(point, record_type, out) for point in every if out.get(point.kind) != "hidden"]
    record._prefetched_objects_cache["contact_points"] = _held(record.contact_points.all(), shown)  # noqa: SLF001


def _point(point: ContactPoint, record_type: str, out: Mapping[str, str]) -> ContactPoint:
    if point.kind in out:
        point.value, point.key = masked(record_type, point.kind, point.value), MASK if point.key else ""
    return point


def _held(rows: Any, shown: Sequence[ContactPoint]) -> Any:  # noqa: ANN401 - a queryset
    """A queryset that holds these rows and asks the database for none."""
    rows = rows.all()
    rows._result_cache = list(shown)  # noqa: SLF001 - Django has no other way to hand rows on
    rows._prefetch_done = True  # noqa: SLF001
    return rows
