"""Issues follow the rules: when one changes, and when only time has passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from zolal.core.jobs import enqueue
from zolal.core.models import Record
from zolal.people.fields import fields_of
from zolal.people.models import Category, CustomField
from zolal.people.queries.records import MODELS
from zolal.quality import handled, known_rules
from zolal.quality.category_rules import identity, rules_of_category
from zolal.quality.demands import ActiveRule, active_rules, raw_of
from zolal.quality.looked_at import broken_among, look_at
from zolal.quality.models import Issue, Rule
from zolal.quality.own_rules import checks_of, possible_checks
from zolal.quality.snapshots import among

CHUNK = 5_000


def listen() -> None:
    """Called when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(on_change, sender=Rule, dispatch_uid="quality.on_change")
        signal.connect(on_field, sender=CustomField, dispatch_uid="quality.on_field")
        signal.connect(on_category, sender=Category, dispatch_uid="quality.on_category")


def on_change(instance: Rule, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """A rule was made, changed, ended or brought back by undo: a job finds what it catches now.

    What every entry needs also weighs in the scores, so then everything is judged anew.
    """
    known_rules.forget()
    if instance.kind == "essential" and instance.parameters.get("function") == "entry":
        enqueue("quality.reassess", owner=instance.edited_by, record_type=instance.record_type)
    else:
        enqueue("quality.follow_rule", owner=instance.edited_by, record_type=instance.record_type, code=instance.code)


def on_field(instance: CustomField, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """A field in `own` was made or changed: a job finds what its checks catch now, or no more."""
    known_rules.forget()
    standing = {rule.uid: rule for rule in checks_of(instance)}
    codes = {f"rule:{uid}": uid for uid in possible_checks(instance.record_type, instance.name)}
    caught = Issue.objects.filter(record_type=instance.record_type, code__in=codes).values_list("code", flat=True)
    for code in sorted({*caught.distinct(), *(code for code, uid in codes.items() if uid in standing)}):
        if standing.get(codes[code]) and standing[codes[code]].kind == "essential":
            enqueue("quality.reassess", owner=None, record_type=instance.record_type)
        else:
            enqueue("quality.follow_rule", owner=None, record_type=instance.record_type, code=code)


def on_category(instance: Category, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """What a category needs was changed: a job finds who is in it without."""
    known_rules.forget()
    for record_type in MODELS:
        codes = {f"rule:{identity(record_type, instance, name)}" for name in fields_of(record_type)}
        caught = Issue.objects.filter(record_type=record_type, code__in=codes).values_list("code", flat=True).distinct()
        standing = {rule.code for rule in rules_of_category(record_type, instance)}
        for code in sorted({*caught} | standing):
            enqueue("quality.follow_rule", owner=None, record_type=record_type, code=code)


def differing(record_type: str, code: str, ids: Sequence[int]) -> list[int]:
    """Those of some records of which the issues with this code are not what the rule finds now."""
    rule = next((one for one in active_rules(record_type) if one.code == code), None)
    issues = Issue.objects.filter(among("record_id", ids), record_type=record_type, code=code)
    rows = issues.values_list("record_id", "fact", "severity", "group", "fault")
    now = {(record_id, fact, tuple(how)) for record_id, fact, *how in rows}
    wanted = _wanted(record_type, rule, ids) if rule else {}
    missing = {one: raw for one, raw in wanted.items() if one not in now}
    found = {record_id for record_id, *_ in now - wanted.keys()}
    return sorted(found | _undecided(record_type, code, missing))


Wanted = dict[tuple[int, str, tuple[str, ...]], str]
"""The text each issue is found in, by record, field and how bad it is."""


def _wanted(record_type: str, rule: ActiveRule, ids: Sequence[int]) -> Wanted:
    records = MODELS[record_type].objects.filter(among("pk", ids), state=Record.State.ACTIVE)
    demand = rule.demand
    found = look_at(record_type, records, demand)
    broken = broken_among(found, demand, timezone.localdate())
    how = (rule.severity, demand.group, demand.fault)
    wanted: Wanted = {}
    for place, record_id in enumerate(found.ids):
        for field in broken.get(record_id, ()):
            values = {name: texts[place] for name, texts in found.columns.items()}
            wanted[record_id, field[:60], how] = raw_of(demand, field, values)
    return wanted


def _undecided(record_type: str, code: str, missing: Wanted) -> set[int]:
    """The records of issues that are not there, but for those that somebody said are right as they are."""
    decided = handled.read(record_type, sorted({record_id for record_id, *_ in missing})) if missing else {}
    return {
        record_id
        for (record_id, fact, _how), raw in missing.items()
        if not decided.get(record_id, handled.NOTHING).get((fact, code, raw), handled.OPEN).dismissed
    }


def crossed(record_type: str) -> Iterator[list[int]]:
    """Active records of which a rule that counts days says something else than yesterday, some at a time."""
    timely = [rule.code for rule in active_rules(record_type) if rule.demand.timely]
    after = 0
    records = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).order_by("pk")
    while timely and (ids := list(records.filter(pk__gt=after).values_list("pk", flat=True)[:CHUNK])):
        after = ids[-1]
        if changed := sorted({one for code in timely for one in differing(record_type, code, ids)}):
            yield changed
