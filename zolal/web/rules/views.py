"""Rules: the list, one rule, the editor, and what a rule would catch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import demand, may
from zolal.quality.actions.rules import change_rule, create_rule, end_rule, resume_rule
from zolal.quality.models import Rule
from zolal.quality.queries.built_in import built_in
from zolal.quality.queries.rule_history import DAYS, tried
from zolal.quality.queries.rules import rule_by_uid, rule_line, rule_lines
from zolal.quality.sentences import demand_or_none
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.rules.forms import FORMS, RuleForm
from zolal.web.rules.kinds import KINDS, presets_for

PERIODS = (30, 90, 365, 1_095)


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """All rules of a kind of record, and beneath them what Zolal knows of every field by itself."""
    name = asked_type(request)
    context = {
        "name": name,
        "lines": [(line, KINDS[line.rule.kind].title) for line in rule_lines(user=request.user, record_type=name)],
        "built_in": built_in(name),
        "writes": may(request.user, "settings.write"),
    }
    return render(request, "rules/index.html", context)


@require_GET
@needs("settings.write")
def kinds(request: HttpRequest) -> HttpResponse:
    """Which kind of rule shall it be?"""
    name = asked_type(request)
    return render(request, "rules/kinds.html", {"name": name, "kinds": KINDS.items(), "presets": presets_for(name)})


@require_http_methods(["GET", "POST"])
@needs("settings.write")
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """The editor for a new rule."""
    name = asked_type(request)
    if kind not in FORMS:
        raise Http404
    if request.method == "GET":
        return _editor(request, name, kind, FORMS[kind](name, initial=_preset(request, name, kind)))
    form = FORMS[kind](name, request.POST)
    if form.is_valid():
        try:
            rule = create_rule(record_type=name, kind=kind, by=request.user, **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("The rule holds from now on; the records are being looked through."))
            return redirect("rule", uid=rule.uid)
    return _editor(request, name, kind, form, status=422)


@require_http_methods(["GET", "POST"])
@needs("quality.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One rule; an administrator changes it here."""
    rule = _found(uid)
    form = FORMS[rule.kind](rule.record_type, request.POST or None, initial=_typed(rule)).changing()
    if request.method == "GET":
        return _editor(request, rule.record_type, rule.kind, form, rule=rule)
    demand(request.user, "settings.write")
    if form.is_valid():
        try:
            change_rule(rule=rule, by=request.user, seen=form.seen, **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("rule", uid=uid)
    return _editor(request, rule.record_type, rule.kind, form, rule=rule, status=422)


@require_POST
@needs("settings.write")
def switch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a rule end, or hold again."""
    rule = _found(uid)
    try:
        if request.POST.get("active") == "1":
            resume_rule(rule=rule, by=request.user)
            notify(request, _("The rule holds again."))
        else:
            end_rule(rule=rule, by=request.user)
            notify(request, _("The rule has ended; what it found is found no more."))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    return redirect("rule", uid=uid)


@require_GET
@needs("quality.read")
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the rule would have caught among the writes of a time that is past."""
    rule = _found(uid)
    demanded = demand_or_none(rule)
    if demanded is None:
        raise Http404
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, PERIODS) else DAYS
    found = tried(user=request.user, record_type=rule.record_type, demand=demanded, days=days)
    return render(request, "rules/history.html", {"rule": rule, "tried": found, "days": days, "periods": PERIODS})


def _found(uid: UUID) -> Rule:
    try:
        return rule_by_uid(uid)
    except Rule.DoesNotExist as missing:
        raise Http404 from missing


def _typed(rule: Rule) -> dict[str, Any]:
    shown = FORMS[rule.kind].shown(rule.parameters)
    return {**shown, "name": rule.name, "message": rule.message, "severity": rule.severity}


def _preset(request: HttpRequest, record_type: str, kind: str) -> dict[str, Any]:
    wanted = request.GET.get("preset", "")
    found = next((one for one in presets_for(record_type) if one.name == wanted and one.kind == kind), None)
    return {**FORMS[kind].shown(found.parameters), "severity": found.severity, "name": found.title} if found else {}


def _editor(
    request: HttpRequest, name: str, kind: str, form: RuleForm, *, rule: Rule | None = None, status: int = 200
) -> HttpResponse:
    about = {"type": name, "kind": kind} | ({"rule": str(rule.uid)} if rule else {})
    context = {
        "name": name,
        "kind": kind,
        "about_kind": KINDS[kind],
        "form": form,
        "rule": rule,
        "line": rule_line(user=request.user, rule=rule) if rule else None,
        "code": rule.code if rule else "",
        "writes": may(request.user, "settings.write"),
        "try_address": f"{reverse('rule-try')}?{urlencode(about)}",
        "days": DAYS,
    }
    return render(request, "rules/editor.html", context, status=status)
