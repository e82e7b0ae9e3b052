"""Entry by hand and by programs: one record at a time through the one pipeline."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind, demand_on
from zolal.activities.suppressed import Closed, closed_among
from zolal.capture.actions.troubles import (
    Likeness,
    Trouble,
    blocks,
    likenesses,
    rule_troubles,
    troubles_of,
    unique_troubles,
    whole_troubles,
)
from zolal.capture.former import demand_former
from zolal.capture.intake import Normal, normalise
from zolal.capture.intake.edits import changes_of, context_of_record, current_values, edited_fields, raw_of
from zolal.capture.intake.normalise import WHOLE_NAME
from zolal.capture.intake.resolve import resolved
from zolal.capture.updates import as_facts
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.locks import hold
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.fields import Shape, fields_of
from zolal.people.models import Company, Person
from zolal.people.own.unique import signs_of_unique, taken
from zolal.people.queries.own_files import files_for
from zolal.people.queries.permitted import demand_writable, field_of
from zolal.people.queries.records import MODELS, visible_records
from zolal.people.queries.related import names_for
from zolal.quality.candidates import signs
from zolal.quality.criteria import Criteria
from zolal.quality.doors import broken_by, newly_broken
from zolal.quality.known_answers import known_answers
from zolal.quality.matching import Answer, match

__all__ = ["Entered", "Likeness", "Trouble", "check_entry", "edit", "enter", "restore_fact"]


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry: `record` is None when it was refused (`blocking`) or awaits a word on `candidates`.

    `suppressed` tells which addresses of it are not to be used: they are kept all the same, and stay on the list.
    """

    record: Person | Company | None
    action: Action | None
    troubles: Sequence[Trouble] = ()
    candidates: Sequence[Likeness] = ()
    blocking: bool = False
    values: Mapping[str, str] = field(default_factory=dict)  # what was typed, to stay in the form
    suppressed: Sequence[Closed] = ()


def check_entry(*, record_type: str, fields: Mapping[str, str], by: User) -> Entered:
    """What would become of it; writes nothing. The form asks this on blur: troubles and duplicate warning.

    Candidates the user may not see come without a name, only as "exists, owned by X". `KeyError` for a field the
    record type does not have. An entry that names nobody yet is not blocking for that.
    """
    demand(by, "records.create")
    demand_kind(by, "create", record_type)
    normal = _normal(record_type, fields, by)
    answer = match(record_type, [normal.keys])[0]
    return _judged(record_type, normal, answer, fields, by)


def enter(
    *, record_type: str, fields: Mapping[str, str], by: User, method: str = "form", despite: bool = False
) -> Entered:
    """Create a record from raw texts by field. With likely duplicates nothing is written unless `despite`;
    then the pairs go to the queue. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "records.create")
        demand_kind(by, "create", record_type)
        demand_writable(by, record_type, _named(fields), new=True)
        normal = _normal(record_type, fields, by)
        # A second click, or a colleague on the same telephone call, waits here and then finds the first one's record.
        hold(f"{record_type}:{what}:{key}" for what, key in signs(record_type, [normal.keys]))
        hold(signs_of_unique(record_type, normal.facts))
        answer = match(record_type, [normal.keys])[0]
        judged = _judged(record_type, normal, answer, fields, by)
        if judged.blocking or (judged.candidates and not despite):
            return judged
        action = ledger.act(kind=f"{record_type}.create", by=by, source=source_named(method, method))
        facts = resolved([as_facts(_owned(normal.facts, by), normal.faults)], action)
        with known_answers(record_type, [answer], created=[0]):
            record_id = ledger.create(action, record_type, facts, raw=[raw_of(normal, facts[0])])[0]
        return replace(judged, record=_record(record_type, record_id), action=action)


def edit(
    *,
    record_type: str,
    record_id: int,
    version: int,
    fields: Mapping[str, str],
    by: User,
    method: str = "hand",
    within: Action | None = None,
) -> Entered:
    """Change fields of a record by raw texts (contact points: all values of the kind, joined by " | "; "": none).

    `within` is an action that has begun, with which it is undone; else it has one of its own.
    A wrong text is refused where a right value would be lost for it, otherwise it is kept as a fault. Raises `Stale`
    where somebody else changed one of these fields since `version`; `NotAllowed`, the model's `DoesNotExist`."""
    with transaction.atomic():
        demand(by, "records.edit")
        record = visible_records(by, record_type).select_for_update(of=("self",)).get(pk=record_id)
        demand_on(by, "change", record_type, [record_id])
        demand_writable(by, record_type, _named(fields))
        now = ledger.record_type(record_type).facts([record_id])[record_id]
        normal = _normal(record_type, {**context_of_record(now, fields), **fields}, by, now)
        said = {name: found for name, found in normal.faults.items() if name in fields or name not in now}
        troubles = troubles_of(said)
        held = current_values(now)
        lossy = any(one.severity == "error" and (blocks() or held.get(one.field)) for one in troubles)
        if lossy:
            return Entered(record, None, troubles, blocking=True, values=dict(fields))
        action = within or ledger.act(kind=f"{record_type}.edit", by=by, source=source_named(method, method))
        changes = changes_of(record_type, fields=fields, normal=normal, faults=said, now=now, action=action)
        troubles += _broken(record_type, now, changes, edited_fields(record_type, fields))
        hold(signs_of_unique(record_type, changes))
        troubles += unique_troubles(taken(record_type, changes, but=record_id))
        if any(one.refused for one in troubles):
            transaction.set_rollback(True)
            return Entered(record, None, troubles, blocking=True, values=dict(fields))
        written = ledger.write(
            action,
            record_type,
            {record_id: changes},
            versions={record_id: version},
            raw={record_id: raw_of(normal, changes)},
        )
        if not written and within is None:
            action.delete()
        return Entered(
            _record(record_type, record_id),
            action if written else None,
            troubles,
            values=dict(fields),
            suppressed=_newly_closed(normal, fields, now),
        )


def restore_fact(*, record_type: str, record_id: int, fact: str, value: Any, by: User) -> Action:  # noqa: ANN401 - JSON
    """Give a fact a value it had before, from its history; raises `ValidationError` for any other value, and for one
    that a rule refuses."""
    with transaction.atomic():
        demand(by, "records.edit")
        record = visible_records(by, record_type).select_for_update(of=("self",)).get(pk=record_id)
        demand_on(by, "change", record_type, [record_id])
        held = ledger.record_type(record_type).facts([record_id])[record_id]
        demand_writable(by, record_type, [field_of(record_type, fact, value, held.get(fact))])
        demand_former(record_type, record, fact, value)
        if refused := [
            one for one in _broken(record_type, held, {fact: value}, _field(held, fact, value)) if one.refused
        ]:
            raise ValidationError([one.message for one in refused])
        action = ledger.act(
            kind=f"{record_type}.edit", by=by, source=source_named("hand", "hand"), about={"restored": fact}
        )
        changes: Facts = {fact: value}
        if value is not None and not fact.startswith(("fault:", "point:", "tag:", "more:", "rated:")):
            changes[f"fault:{fact}"] = None
        ledger.write(action, record_type, {record_id: changes})
        return action


def _named(fields: Mapping[str, str]) -> list[str]:
    """The fields that a whole name is put into stand for it."""
    return [one for name in fields for one in (("given_name", "family_name") if name == WHOLE_NAME else (name,))]


def _normal(record_type: str, fields: Mapping[str, str], by: User, now: Facts | None = None) -> Normal:
    known = fields_of(record_type)
    related = {
        name: names_for(field.own.target, [text], by)
        for name, text in fields.items()
        if (field := known.get(name)) and field.own and field.shape is Shape.RELATION
    }
    related |= {
        name: _handed_in(name, text, by, now)
        for name, text in fields.items()
        if text.strip() and name in known and known[name].shape is Shape.FILE
    }
    return normalise(record_type, {name: [text] for name, text in fields.items()}, related=related)[0]


def _handed_in(name: str, text: str, by: User, now: Facts | None) -> Mapping[str, str]:
    """A file that is none is refused at once: kept as a fault it would take the one that is there away."""
    found = files_for(text, by, (now or {}).get(name))
    if not found:
        raise ValidationError({name: [_("This file is not there, or no longer; hand it in again.")]})
    return found


def _judged(record_type: str, normal: Normal, answer: Answer, fields: Mapping[str, str], by: User) -> Entered:
    whole = whole_troubles(normal)
    criteria = Criteria.now(record_type)
    telling = [rule for rule in criteria.rules if rule.blocks or rule.warns]
    facts = as_facts(_owned(normal.facts, by), normal.faults)
    ruled = [
        *rule_troubles(record_type, broken_by(criteria, facts, telling)),
        *unique_troubles(taken(record_type, normal.facts)),
    ]
    wrong = troubles_of(normal.faults)
    candidates = likenesses(record_type, [*answer.sure, *answer.ask], by)
    blocking = bool(whole) or any(one.refused for one in ruled)
    blocking = blocking or (blocks() and any(one.severity == "error" for one in wrong))
    troubles = [*whole, *ruled, *wrong]
    closed = closed_among(normal.keys)
    return Entered(None, None, troubles, candidates, blocking, dict(fields), closed)


def _broken(record_type: str, now: Facts, changes: Facts, edited: Collection[str]) -> list[Trouble]:
    """What an edit breaks of the rules that refuse or warn."""
    criteria = Criteria.now(record_type)
    telling = [rule for rule in criteria.rules if rule.blocks or rule.warns]
    after = {fact: value for fact, value in {**now, **changes}.items() if value is not None}
    return rule_troubles(record_type, newly_broken(criteria, now, after, edited, telling))


def _newly_closed(normal: Normal, fields: Mapping[str, str], now: Facts) -> list[Closed]:
    """What is on the suppression list of the addresses that were typed and did not stand there before."""
    held = {(fact["kind"], fact["key"]) for name, fact in now.items() if name.startswith("point:")}
    typed = {name: text for name, text in normal.keys.items() if name in fields}
    return [one for one in closed_among(typed) if (one.kind, one.key) not in held]


def _field(now: Facts, fact: str, value: Any) -> set[str]:  # noqa: ANN401 - JSON
    """The field that a fact belongs to."""
    if not fact.startswith("point:"):
        return {fact}
    point = value or now.get(fact) or {}
    return {str(point.get("kind", ""))}


def _owned(facts: Facts, by: User) -> Facts:
    """Whoever enters a record owns it unless they say who does, and so does their team."""
    own: Facts = {"owner": by.pk, "team": by.team_id} if by.team_id else {"owner": by.pk}
    return {**own, **facts}


def _record(record_type: str, record_id: int) -> Person | Company:
    return MODELS[record_type].objects.get(pk=record_id)
