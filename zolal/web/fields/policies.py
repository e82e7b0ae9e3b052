"""The policy of collection: the whole register, and what is written for one field."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.people.fields import fields_of
from zolal.stewardship.actions.policies import drop_policy, set_policy
from zolal.stewardship.queries.register import policies_for, policy_by_uid
from zolal.web.fields import register
from zolal.web.fields.forms import PolicyForm
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """Which data, from whom, why, in which way; and which fields have no policy yet."""
    name = asked_type(request)
    policies = policies_for(user=request.user, record_type=name)
    known = fields_of(name)
    told = {policy.field for policy in policies}
    context = {
        "name": name,
        "policies": [(known[one.field], one) for one in policies if one.field in known],
        "silent": [field for field_name, field in known.items() if field_name not in told],
    }
    return render(request, "fields/policies.html", context)


@require_POST
@needs("stewardship.plan")
def write(request: HttpRequest, record_type: str, name: str) -> HttpResponse:
    form = PolicyForm(request.POST)
    if form.is_valid():
        try:
            set_policy(record_type=record_type, field=name, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("field", record_type, name)
    return register.page(request, record_type, name, form, status=422)


@require_POST
@needs("stewardship.plan")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    try:
        policy = policy_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    action = drop_policy(policy=policy, by=request.user)
    notify(request, _("The policy is taken away."), action=action)
    return redirect("field", policy.record_type, policy.field)
