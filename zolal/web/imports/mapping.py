"""The page on which a file's reading and columns are confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.capture.intake.columns import LEAVE_OUT, fields_of_column
from zolal.capture.intake.normalise import WHOLE_NAME
from zolal.capture.intake.unwanted import FIELDS as UNWANTED
from zolal.capture.models import Import
from zolal.capture.plain.kinds import PLAIN
from zolal.people.fields import Shape, fields_of, group_of
from zolal.people.fields import groups as field_groups
from zolal.people.queries.permitted import fixed

ENCODINGS = ("utf-8", "utf-16", "cp1256", "windows-1252", "iso-8859-6")
CALENDARS = ("", "jalali", "gregorian")
UNITS = (("", gettext_lazy("as the cells say")), ("rial", gettext_lazy("rials")), ("toman", gettext_lazy("tomans")))


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing about how a file is read: what was found or chosen, and what else it may be."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    header: str
    field: str
    confidence: float
    samples: Sequence[str]
    calendar: str
    unit: str
    dated: bool
    money: bool = False

    @property
    def tone(self) -> str:
        return "good" if self.confidence >= 0.8 else "warn" if self.confidence >= 0.5 else "bad"


def reading_choices(import_: Import) -> list[Choice]:
    """Sheet, delimiter, encoding and header row, as far as the file has them."""
    found, chosen = import_.found, import_.reading
    now = {name: chosen.get(name) or found.get(name) for name in ("sheet", "delimiter", "encoding", "header_row")}
    sheets = [(str(sheet["name"]), str(sheet["name"])) for sheet in found.get("sheets") or ()]
    made = []
    if len(sheets) > 1:
        made.append(Choice("sheet", _("Sheet"), str(now["sheet"] or ""), sheets))
    if now["delimiter"]:
        made.append(Choice("delimiter", _("Delimiter"), str(now["delimiter"]), _delimiters()))
    if now["encoding"]:
        encodings = [(one, one) for one in dict.fromkeys((str(now["encoding"]), *ENCODINGS))]
        made.append(Choice("encoding", _("Encoding"), str(now["encoding"]), encodings))
    row = now["header_row"]
    made.append(Choice("header_row", _("Row of the headers"), "" if row is None else str(row)))
    return made


def posted_reading(data: QueryDict) -> tuple[dict[str, Any], list[str]]:
    """What somebody chose, and what is wrong with it."""
    reading: dict[str, Any] = {name: data.get(name, "") for name in ("sheet", "delimiter", "encoding")}
    row = data.get("header_row", "").strip()
    try:
        reading["header_row"] = int(row) if row else None
    except ValueError:
        return reading, [_("The row of the headers is a number, such as 1; leave it empty to let Zolal find it.")]
    return reading, []


def shown_columns(import_: Import) -> list[Column]:
    if kind := PLAIN.get(import_.record_type):
        money = {name for name, field in kind.fields.items() if field.money}
        return [_column(at, column, money=column["field"] in money) for at, column in enumerate(import_.columns)]
    days = {field.name for field in fields_of(import_.record_type).values() if field.shape is Shape.DATE}
    return [_column(at, column, dated=column["field"] in days) for at, column in enumerate(import_.columns)]


def field_choices(import_: Import) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields a column may become, in their groups: those that the importer may write."""
    record_type, known = import_.record_type, field_groups()
    out = fixed(import_.by, record_type, new=True)
    if kind := PLAIN.get(record_type):
        return [(_("Fields"), [(name, str(one.label)) for name, one in kind.fields.items() if name not in out])]
    groups: dict[str, list[tuple[str, str]]] = {str(group.label): [] for group in known.values()}
    if record_type == "person" and not out & {*fields_of_column(record_type, WHOLE_NAME)}:
        groups[str(known["identity"].label)].append((WHOLE_NAME, _("Whole name (will be split)")))
    for field in fields_of(record_type).values():
        if field.shape is Shape.FILE or field.name in out:  # a file comes by no column
            continue
        groups[str(group_of(field).label)].append((field.name, str(field.label)))
    offered = [(label, fields) for label, fields in groups.items() if fields]
    return [*offered, (_("Suppression"), [(name, str(label)) for name, label in UNWANTED.items()])]


def calendars() -> list[tuple[str, str]]:
    return [("", _("found by itself")), ("jalali", _("Jalali")), ("gregorian", _("Gregorian"))]


def posted_columns(import_: Import, data: QueryDict) -> list[dict[str, Any]]:
    """The mapping with what somebody chose; what is unknown stays as it was proposed."""
    kind = PLAIN.get(import_.record_type)
    known = (
        {"", LEAVE_OUT, *kind.fields}
        if kind
        else {"", LEAVE_OUT, WHOLE_NAME, *UNWANTED, *fields_of(import_.record_type)}
    )
    columns = []
    for index, column in enumerate(import_.columns):
        field = data.get(f"field:{index}", column["field"])
        changed = {"field": field if field in known else column["field"]}
        calendar = data.get(f"calendar:{index}", "")
        if calendar in CALENDARS[1:]:
            changed["calendar"] = calendar
        if (unit := data.get(f"unit:{index}")) in dict(UNITS):
            changed["unit"] = unit
        columns.append({**column, **changed})
    return columns


def _column(index: int, column: Mapping[str, Any], *, dated: bool = False, money: bool = False) -> Column:
    return Column(
        index=index,
        header=str(column["header"]),
        field=column["field"],
        confidence=float(column.get("confidence") or 0),
        samples=[str(sample) for sample in column.get("samples") or ()][:4],
        calendar=str(column.get("calendar") or ""),
        unit=str(column.get("unit") or ""),
        dated=dated or bool(column.get("calendar")),
        money=money,
    )


def _delimiters() -> list[tuple[str, str]]:
    named = [(",", _("comma ,")), (";", _("semicolon ;")), ("\t", _("tab")), ("|", _("bar |"))]
    return [*named, ("،", _("Persian comma ،"))]
