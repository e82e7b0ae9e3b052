"""Proposals for the fields: propose, discuss, decide."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import may
from zolal.people.fields import fields_of
from zolal.stewardship.actions.proposals import comment_on, decide_proposal, propose_field
from zolal.stewardship.models import FieldProposal
from zolal.stewardship.queries.proposals import proposal_by_uid, proposals_for
from zolal.web.fields.forms import CommentForm, ProposalForm
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.remembered import remember, remembered

TONES = {"open": "info", "accepted": "good", "refused": "bad", "withdrawn": "neutral", "done": "good"}


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in FieldProposal.State.values else ""
    found = [(one, TONES[one.state]) for one in proposals_for(user=request.user, state=state)[:200]]
    context = {"proposals": found, "state": state, "states": [("", None), *FieldProposal.State.choices]}
    return render(request, "fields/proposals.html", context)


@require_http_methods(["GET", "POST"])
@needs("fields.propose")
def create(request: HttpRequest) -> HttpResponse:
    """?type= and ?field= come from a field's page."""
    first = {"record_type": request.GET.get("type"), "field": request.GET.get("field")}
    form = ProposalForm(
        request.user, request.POST or None, initial={name: value for name, value in first.items() if value}
    )
    if request.method == "POST" and form.is_valid():
        try:
            proposal = propose_field(by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Proposed. Those who fill the field can discuss it now."))
            return redirect("proposal", proposal.uid)
    return render(request, "fields/proposal_form.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@needs("quality.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, _found(request, uid), CommentForm())


@require_POST
@needs("fields.propose")
def comment(request: HttpRequest, uid: UUID) -> HttpResponse:
    proposal, form = _found(request, uid), CommentForm(request.POST)
    if form.is_valid():
        try:
            comment_on(proposal=proposal, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return redirect("proposal", uid)
    return _page(request, proposal, form, status=422)


@require_POST
@needs("fields.propose")
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Accept, refuse, carry out, open again; its author withdraws it."""
    proposal, state, reason = _found(request, uid), request.POST.get("state", ""), request.POST.get("reason", "")
    try:
        action = decide_proposal(
            proposal=proposal, state=state, reason=reason, seen=remembered(request.POST), by=request.user
        )
    except ValidationError as refused:
        return _page(request, proposal, CommentForm(), refused=refused.messages, reason=reason, status=422)
    notify(request, _("Decided."), action=action)
    return redirect("proposal", uid)


def _page(
    request: HttpRequest,
    proposal: FieldProposal,
    form: CommentForm,
    *,
    refused: list[str] | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    known = fields_of(proposal.record_type).get(proposal.field)
    context = {
        "proposal": proposal,
        "tone": TONES[proposal.state],
        "field": known,
        "form": form,
        "refused": refused or [],
        "reason": reason,
        "decides": may(request.user, "fields.decide"),
        "own": proposal.by_id == request.user.pk,
        "seen": remember({"state": proposal.state, "decision": proposal.decision}),
    }
    return render(request, "fields/proposal.html", context, status=status)


def _found(request: HttpRequest, uid: UUID) -> FieldProposal:
    try:
        return proposal_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
