"""What the rule in the editor would catch, while it is typed."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from zolal.quality.actions.rules import sensible
from zolal.quality.models import Rule
from zolal.quality.queries.catches import catches
from zolal.quality.sentences import label, sentence_of
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.rules.forms import FORMS, RuleForm


@require_POST
@needs("settings.write")
def attempt(request: HttpRequest) -> HttpResponse:
    """The sentence of the rule, why it makes no sense, or how many records it catches with some of them."""
    name, kind = asked_type(request), request.GET.get("kind", "")
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](name, request.POST)
    if not form.is_valid():
        return render(request, "rules/tried.html", {"missing": True})
    try:
        demanded = sensible(_rule(request, name, kind, form))
    except ValidationError as refused:
        return render(request, "rules/tried.html", {"refused": refused.messages})
    found = catches(user=request.user, record_type=name, demand=demanded)
    context = {
        "name": name,
        "sentence": sentence_of(name, demanded),
        "found": found,
        "examples": [(one, label(name, one.field)) for one in found.examples],
    }
    return render(request, "rules/tried.html", context)


def _rule(request: HttpRequest, name: str, kind: str, form: RuleForm) -> Rule:
    rule = Rule(record_type=name, kind=kind, parameters=form.parameters())
    try:
        rule.uid = UUID(request.GET.get("rule", ""))
    except ValueError:
        return rule
    return rule
