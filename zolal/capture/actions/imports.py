"""Imports: from a file handed in to records, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.accounts.reach import may_take_back
from zolal.capture.intake.columns import LEAVE_OUT, Column, fields_of_column, may_repeat, signature
from zolal.capture.intake.normalise import WHOLE_NAME
from zolal.capture.intake.unwanted import FIELDS as UNWANTED
from zolal.capture.models import Import
from zolal.capture.models import Mapping as SavedMapping
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.plain.rows import missing
from zolal.capture.refusals import in_force
from zolal.core.jobs import cancel, enqueue
from zolal.core.sources import source_named
from zolal.people.fields import fields_of
from zolal.people.queries.permitted import demand_writable, fixed

State = Import.State
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_CALENDARS = frozenset({"", "jalali", "gregorian", "mixed", "historical"})
READING = ("sheet", "delimiter", "encoding", "header_row")
_ORDERS = frozenset({"", "dmy", "mdy", "ymd"})


class CannotImport(Exception):
    """What was asked cannot be done; the message tells the user why and what to do."""


def upload_import(*, file: File[bytes], filename: str, record_type: str, by: User, policy: str = "") -> Import:
    """Keep a file and begin to read it. The file's name is data only; it is stored under one of our own.

    Without a policy known customers are filled, known deals and activities become as the file says. Raises
    `NotAllowed`, `CannotImport`.
    """
    demand(by, "imports.run")
    _demand_kind(record_type, by)
    policy = policy or (Import.Policy.OVERWRITE if record_type in PLAIN else Import.Policy.FILL)
    shown = _shown(filename)
    if file.size > settings.UPLOAD_LIMIT:
        sentence = _("The file is larger than %(limit)s MB; split it and hand in the parts.")
        raise CannotImport(sentence % {"limit": settings.UPLOAD_LIMIT // 2**20})
    with transaction.atomic():
        import_ = Import(
            by=by,
            source=source_named(shown[:200], "import"),
            record_type=record_type,
            filename=shown,
            policy=_policy(policy),
        )
        suffix = PurePath(shown).suffix.lower()
        import_.file.save(f"{uuid4().hex}{suffix if _SUFFIX.fullmatch(suffix) else ''}", file, save=False)
        import_.save()
        start(import_, "capture.read", State.READING, by)
    return import_


def _shown(filename: str) -> str:
    """The last part of a file's name without what could deceive or break anything."""
    name = _CONTROLS.sub("", filename.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return name.encode("utf-8", "replace").decode()[-255:] or _("file")


def _demand_kind(record_type: str, by: User) -> None:
    """Raises `CannotImport` for a record type that no file can hold, `NotAllowed`."""
    if record_type in PLAIN:
        PLAIN[record_type].demand(by)
    elif record_type not in {"person", "company"}:
        raise CannotImport(_("Only people, companies, deals and activities can be imported."))


def reread(*, import_: Import, by: User, **reading: str | int | None) -> Import:
    """Read the file again another way: "sheet", "delimiter", "encoding", "header_row" (1-based, 0: there is none).

    "" or None lets Zolal find it by itself; what is not given stays.
    """
    if unknown := reading.keys() - {*READING}:
        raise TypeError(f"no way of reading: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        held = standing(import_, by, State.MAPPING, State.FAILED, State.READY)
        _demand_untaken(held)
        held.reading = {**held.reading, **reading}
        held.all_rows.all().delete()
        held.counts, held.error = {}, ""
        held.save(update_fields=["reading", "counts", "error"])
        return start(held, "capture.read", State.READING, by)


def confirm_mapping(
    *,
    import_: Import,
    by: User,
    columns: Sequence[Mapping[str, Any]] | None = None,
    reading: Mapping[str, Any] | None = None,
    policy: str | None = None,
) -> Import:
    """Take the mapping and check the whole file.

    `columns` are {"header", "field"} and, where it matters, "calendar", "order" and "unit", one a column by its
    header; those left out stay as proposed, and None takes the whole proposal. `reading` must be what the columns were
    read with (see `reread`). The mapping is kept and proposed again for files with the same headers. Raises
    `CannotImport`, `NotAllowed`.
    """
    with transaction.atomic():
        held = standing(import_, by, State.MAPPING)
        if reading is not None and {**held.reading, **reading} != held.reading:
            raise CannotImport(_("The file was read another way meanwhile; look at its columns again."))
        held.columns = _mapped(held, columns or ())
        _demand_writable(held)
        held.policy = _policy(policy) if policy else held.policy
        headers = [column["header"] for column in held.columns]
        if not fixed(held.by, held.record_type, new=True):  # what one may not write, others may
            SavedMapping.objects.update_or_create(
                record_type=held.record_type,
                signature=signature(headers),
                defaults={"columns": [_kept(column) for column in held.columns], "of": held},
            )
        held.all_rows.all().delete()
        held.counts, held.error = {}, ""
        held.save(update_fields=["columns", "policy", "counts", "error"])
        return start(held, "capture.check", State.CHECKING, by)


def _mapped(import_: Import, columns: Sequence[Mapping[str, Any]]) -> list[Column]:
    said = {column["header"]: column for column in columns}
    known = {column["header"] for column in import_.columns}
    if unknown := said.keys() - known:
        raise CannotImport(_("The file has no column “%(header)s”.") % {"header": min(unknown)})
    found: list[Column] = []
    if import_.record_type in PLAIN and (lacking := missing(PLAIN[import_.record_type], _chosen(import_, said))):
        raise CannotImport(lacking)
    for column in import_.columns:
        given = said.get(column["header"], {})
        changed = {name: given[name] for name in ("field", "calendar", "order", "unit") if name in given}
        found.append({**column, **changed})
    _check_fields(import_.record_type, found)
    return found


def _demand_writable(import_: Import) -> None:
    """A file is no way past the rights of who imports it."""
    for column in import_.columns:
        if named := fields_of_column(import_.record_type, column["field"]):
            try:
                demand_writable(import_.by, import_.record_type, named, new=True)
            except ValidationError as refused:
                sentence = _("“%(header)s” cannot be taken in: %(why)s Leave the column out, or keep it as extra.")
                raise CannotImport(sentence % {"header": column["header"], "why": refused.messages[0]}) from refused


def _chosen(import_: Import, said: Mapping[str, Mapping[str, Any]]) -> list[Column]:
    return [{**column, **said.get(column["header"], {})} for column in import_.columns]


def _check_fields(record_type: str, columns: Sequence[Column]) -> None:
    known = {*fields_of(record_type), *UNWANTED, "", LEAVE_OUT} | ({WHOLE_NAME} if record_type == "person" else set())
    if record_type in PLAIN:
        known = {*PLAIN[record_type].fields, "", LEAVE_OUT}
    seen: dict[str, str] = {}
    for column in columns:
        field = column["field"]
        if field not in known:
            raise CannotImport(_("There is no field called “%(field)s”; choose one from the list.") % {"field": field})
        if column["calendar"] not in _CALENDARS or column["order"] not in _ORDERS:
            raise CannotImport(_("The calendar of “%(header)s” is not known.") % {"header": column["header"]})
        if field and field != LEAVE_OUT and field in seen and not may_repeat(record_type, field):
            sentence = _(
                "“%(first)s” and “%(second)s” are both mapped to the same field, which takes one; "
                "choose another field for one of them or keep it as extra."
            )
            raise CannotImport(sentence % {"first": seen[field], "second": column["header"]})
        seen.setdefault(field, column["header"])
    if not any(column["field"] not in ("", LEAVE_OUT) for column in columns):
        raise CannotImport(_("No column is mapped to a field; map at least a name or a way to reach somebody."))


def _kept(column: Column) -> Column:
    return {name: column.get(name) for name in ("field", "calendar", "order", "serial", "unit")}


def remap(*, import_: Import, by: User) -> Import:
    """Back to the mapping: what was checked and mended is given up."""
    with transaction.atomic():
        held = standing(import_, by, State.READY)
        _demand_untaken(held)
        held.all_rows.all().delete()
        held.state, held.counts = State.MAPPING, {}
        held.save(update_fields=["state", "counts"])
    return held


def commit_import(*, import_: Import, by: User) -> Import:
    """Take the checked rows in, in the background. Raises `CannotImport`, `NotAllowed`."""
    if import_.record_type not in PLAIN:
        demand(by, "records.create")
    with transaction.atomic():
        held = standing(import_, by, State.READY)
        told = [] if held.record_type in PLAIN else in_force(held.record_type)
        if not held.action_id and held.found.get("rules", []) != told:
            raise CannotImport(_("The rules have changed since this file was checked; go back to its columns."))
        return start(held, "capture.commit", State.COMMITTING, by)


def cancel_import(*, import_: Import, by: User) -> Import:
    """Stop the work under way, or give up an import that waits for somebody. What is in the database stays."""
    with transaction.atomic():
        held = standing(import_, by, *(state for state in State if state not in (State.DONE, State.UNDONE)))
        waiting = held.state in (State.MAPPING, State.READY, State.FAILED)
        if waiting and held.action_id:
            held.state = State.DONE
        elif waiting:
            held.state = State.CANCELLED
        held.save(update_fields=["state"])
    if not waiting and held.job is not None:
        cancel(job=held.job)
        held.refresh_from_db()
    return held


def undo_import(*, import_: Import, by: User) -> Import:
    """Take the import back in the background. One's own, or anybody's with "ledger.undo"."""
    with transaction.atomic():
        held = _locked(import_)
        demand(by, "imports.run" if held.by_id == by.pk else "ledger.undo")
        if held.by_id != by.pk and held.action is not None and not may_take_back(held.action, by):
            raise NotAllowed("ledger.undo")
        if held.state != State.DONE or held.action is None:
            raise CannotImport(_("Only an import that was taken in can be undone."))
        if held.action.undone_at and (held.job is None or held.job.task != "capture.undo"):
            raise CannotImport(_("This import was undone already."))
        held.state = State.UNDOING
        held.job = enqueue("capture.undo", owner=by, import_id=held.pk, by_id=by.pk)
        held.save(update_fields=["state", "job"])
    return held


def _policy(policy: str) -> str:
    if policy not in Import.Policy.values:
        raise CannotImport(_("Choose how known records are updated: fill, overwrite or ask."))
    return policy


def _demand_untaken(import_: Import) -> None:
    if import_.action_id:
        raise CannotImport(_("Rows of this import are in already; undo it first."))


def _locked(import_: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("action", "job").get(pk=import_.pk)


def standing(import_: Import, by: User, *states: str) -> Import:
    """The import as it is now, for its owner or who may read everybody's; in one of these states."""
    demand(by, "imports.run")
    held = _locked(import_)
    _demand_kind(held.record_type, by)
    if held.by_id != by.pk:
        demand(by, "ledger.undo")
    if held.state not in states:
        sentence = _("This import is %(state)s; that cannot be done now.")
        raise CannotImport(sentence % {"state": State(held.state).label})
    return held


def start(import_: Import, job: str, state: str, by: User, **arguments: Any) -> Import:  # noqa: ANN401 - of the job
    """Begin background work on an import, in the state it has meanwhile."""
    import_.state = state
    import_.job = enqueue(job, owner=by, import_id=import_.pk, **arguments)
    import_.save(update_fields=["state", "job"])
    return import_
