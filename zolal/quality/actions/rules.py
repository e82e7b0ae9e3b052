"""An administrator makes rules, changes them and lets them end; issues follow by a job, whatever way a rule changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.locks import hold
from zolal.core.models import Action
from zolal.engine.rules import KINDS, AnyDemand, NoSense, check
from zolal.people.queries.records import MODELS
from zolal.quality.demands import demand_for, rules_of
from zolal.quality.models import Rule
from zolal.quality.sentences import demand_or_none, reason, sentence_of

_LONGEST = {"name": 100, "message": 300}
_PARAMETER = "parameters."
_CHANGEABLE = frozenset({"name", "parameters", "severity", "message"})


def create_rule(
    *,
    record_type: str,
    kind: str,
    parameters: Mapping[str, Any],
    by: User,
    name: str = "",
    severity: str = Rule.Severity.QUEUE,
    message: str = "",
) -> Rule:
    """A new rule, which holds from now on; without a name it is called by its sentence.

    Raises `NotAllowed`; `ValidationError` by field, of parameters under "parameters.<name>", also for a rule that is
    never or always met or contradicts another one.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        hold(["rules"])
        rule = Rule(
            record_type=_known_type(record_type),
            kind=kind,
            parameters=dict(parameters),
            severity=_severity(severity),
            message=_text("message", message),
            created_by=by,
            edited_by=by,
        )
        sense = sensible(rule)
        rule.name = _text("name", name) or sentence_of(record_type, sense)[: _LONGEST["name"]]
        rows.add(_act("rule.create", rule, by), rule)
    return rule


def change_rule(
    *,
    rule: Rule,
    by: User,
    seen: Mapping[str, Any] | None = None,
    **changes: Any,  # noqa: ANN401 - of the rule
) -> Rule:
    """Another name, parameters, severity or message. What kind it is stays; `seen` is what `by` had before their eyes.

    Raises as `create_rule` does, and `Overtaken`, of parameters too under "parameters.<name>".
    """
    if unknown := changes.keys() - _CHANGEABLE:
        raise TypeError(f"nothing of a rule: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        demand(by, "settings.write")
        hold(["rules"])
        # A standard rule may have become a row since.
        rule = Rule.objects.filter(uid=rule.uid).first() or rule
        changes = _wanted(rule, changes, seen or {})
        given = {
            "name": _text("name", changes.get("name", rule.name)) or rule.name,
            "message": _text("message", changes.get("message", rule.message)),
            "severity": _severity(changes.get("severity", rule.severity)),
            "parameters": dict(changes.get("parameters", rule.parameters)),
        }
        sensible(Rule(uid=rule.uid, record_type=rule.record_type, kind=rule.kind, parameters=given["parameters"]))
        _write("rule.change", rule, by, given)
    return rule


def end_rule(*, rule: Rule, by: User) -> Rule:
    """It holds no longer; what it found is found no more. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "settings.write")
        _write("rule.end", rule, by, {"active": False})
    return rule


def resume_rule(*, rule: Rule, by: User) -> Rule:
    """It holds again. Raises `NotAllowed`; `ValidationError` where it contradicts one that was made meanwhile."""
    with transaction.atomic():
        demand(by, "settings.write")
        hold(["rules"])
        sensible(rule)
        _write("rule.resume", rule, by, {"active": True})
    return rule


def sensible(rule: Rule) -> AnyDemand:
    """What a rule demands; `ValidationError` where it makes no sense alone or beside the others that hold."""
    if rule.kind not in KINDS:
        raise ValidationError({"kind": _("Choose one of: %(choices)s.") % {"choices": ", ".join(KINDS)}})
    others = [one for one in rules_of(rule.record_type) if one.active and one.uid != rule.uid]
    known = [(one.name, found) for one in others if (found := demand_or_none(one))]
    try:
        found = demand_for(rule)
        check(found, known, timezone.localdate())
    except NoSense as refused:
        field = f"parameters.{refused.parameter}" if refused.parameter else "parameters"
        raise ValidationError({field: reason(refused, rule.record_type)}) from refused
    return found


def _wanted(rule: Rule, changes: Mapping[str, Any], seen: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody changes of what they saw, parameter by parameter; without `seen` all of it."""
    told, before, now = _flat(changes), _flat(seen), _flat({"parameters": rule.parameters})
    if "parameters" not in seen or "parameters" not in changes:
        now = {}
    every = dict.fromkeys(name for name in {*now, *told, *before} if name.startswith(_PARAMETER))
    shown = {**(every if now else {}), **before}
    kept = wanted_in(rule, every | told, seen=shown, kinds="rule.", beside=every | now)
    found = {name: value for name, value in kept.items() if not name.startswith(_PARAMETER)}
    if "parameters" in changes:
        # What somebody saw and does not tell is taken away; what came meanwhile stays.
        stays = [name for name in every if name in told or (name in now and name not in before)]
        found["parameters"] = {name.removeprefix(_PARAMETER): kept.get(name, now.get(name)) for name in stays}
    return found


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in values.items() if name != "parameters"}
    return plain | {f"{_PARAMETER}{name}": value for name, value in (values.get("parameters") or {}).items()}


def _write(kind: str, rule: Rule, by: User, given: Mapping[str, Any]) -> None:
    """A standard rule becomes a row with its first change."""
    if rule.pk is None:
        for name, value in given.items():
            setattr(rule, name, value)
        rule.created_by = rule.edited_by = by
        rows.add(_act(kind, rule, by), rule)
        return
    rule.refresh_from_db(from_queryset=Rule.objects.select_for_update())
    more = {"version": rule.version + 1, "edited_by": by, "edited_at": timezone.now()}
    if any(getattr(rule, name) != value for name, value in given.items()):
        rows.change(_act(kind, rule, by), rule, **given, **more)


def _act(kind: str, rule: Rule, by: User) -> Action:
    return ledger.act(
        kind=kind, by=by, about={"name": rule.name, "record_type": rule.record_type, "rule": str(rule.uid)}
    )


def _known_type(record_type: str) -> str:
    if record_type not in MODELS:
        raise ValidationError({"record_type": _("Choose one of: %(choices)s.") % {"choices": ", ".join(MODELS)}})
    return record_type


def _severity(severity: str) -> str:
    if severity not in Rule.Severity.values:
        choices = ", ".join(Rule.Severity.values)
        raise ValidationError({"severity": _("Choose one of: %(choices)s.") % {"choices": choices}})
    return severity


def _text(name: str, text: Any) -> str:  # noqa: ANN401 - whatever came
    text = text.strip() if isinstance(text, str) else ""
    if len(text) > _LONGEST[name]:
        sentence = _("This may have at most %(longest)s characters.")
        raise ValidationError({name: sentence % {"longest": _LONGEST[name]}})
    return text
