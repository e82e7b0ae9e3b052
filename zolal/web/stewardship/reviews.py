"""Reviews of methods: planned, held, decided."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import may
from zolal.stewardship.actions.reviews import decide_in_review, finish_decision, plan_review, write_findings
from zolal.stewardship.models import Review, ReviewDecision
from zolal.stewardship.queries.reviews import decision_by_uid, following, review_by_uid, review_list, reviews
from zolal.web.answered import Answered, meanwhile
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.remembered import remember, remembered
from zolal.web.stewardship.inputs import DayField, WholeField, able
from zolal.web.templatetags.reading import day
from zolal.web.workbook import Cell, workbook


class ReviewForm(Answered):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=100)
    planned_on = DayField(label=gettext_lazy("When"))
    every = WholeField(
        label=gettext_lazy("Again after months"),
        min_value=0,
        max_value=24,
        initial=3,
        help_text=gettext_lazy("0: only this once."),
    )
    lead = forms.ModelChoiceField(
        label=gettext_lazy("Who leads it"), queryset=None, to_field_name="uid", empty_label=None
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["lead"].queryset = able("quality.read")


class DecisionForm(Answered):
    text = forms.CharField(label=gettext_lazy("What is to be done"), widget=forms.Textarea(attrs={"rows": 2}))
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"), queryset=None, to_field_name="uid", empty_label=None
    )
    due_on = DayField(label=gettext_lazy("Until"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["responsible"].queryset = able("quality.read")


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """What is to come, what is to be done, what was held."""
    return render(request, "stewardship/reviews.html", {"found": review_list(request.user)})


@require_GET
@needs("quality.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """All reviews with what was decided in them, a decision a row."""
    columns = [_("Review"), _("Who leads it"), _("When"), _("Held"), _("What is to be done"), _("Who does it"),
               _("Until"), _("Done")]  # fmt: skip
    rows: list[list[Cell]] = []
    for review in reviews(request.user).prefetch_related("decisions__responsible").order_by("-planned_on", "-id"):  # type: ignore[arg-type]
        told = [review.title, review.lead.name, day(review.planned_on), day(review.held_on)]
        rows += [[*told, *_decided(one)] for one in review.decisions.all()] or [[*told, "", "", "", ""]]
    return workbook("reviews", _("Reviews of methods"), columns, rows)


@require_http_methods(["GET", "POST"])
@needs("stewardship.plan")
def create(request: HttpRequest) -> HttpResponse:
    """A review is planned, with the questions of the template."""
    form = ReviewForm(request.POST or None, initial={"lead": request.user.uid})
    if request.method == "POST" and form.is_valid():
        try:
            review = plan_review(**form.cleaned_data, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("review", uid=review.uid)
    return render(request, "stewardship/review_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@needs("quality.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Questions, findings, decisions."""
    return _page(request, _review(request, uid))


@require_GET
@needs("quality.read")
def export_one(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Every question with its finding, the summary, and what was decided."""
    review, labels = _review(request, uid), dict(Review.Area.choices)
    columns = [_("Part"), _("Text"), _("Finding"), _("Who does it"), _("Until"), _("Done")]
    rows: list[list[Cell]] = [
        [str(labels[one["area"]]), one["question"], one["finding"], "", "", ""] for one in review.questions
    ]
    rows.append([_("Summary"), "", review.summary, "", "", ""])
    for one in review.decisions.select_related("responsible"):
        text, who, until, done = _decided(one)
        rows.append([_("Decision"), text, "", who, until, done])
    return workbook("review", review.title, columns, rows)


def _decided(one: ReviewDecision) -> list[Cell]:
    return [one.text, one.responsible.name, day(one.due_on), day(one.done_on)]


@require_POST
@needs("quality.read")
def write(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Findings are kept; or the review is closed."""
    review = _review(request, uid)
    seen = remembered(request.POST) or _shown(review)
    questions = [
        {**one, "finding": request.POST.get(f"finding-{place}", one["finding"])}
        for place, one in enumerate(seen["questions"])
    ]
    summary, held = request.POST.get("summary", ""), request.POST.get("held") == "yes"
    try:
        write_findings(review=review, questions=questions, summary=summary, held=held, seen=seen, by=request.user)
    except ValidationError as refused:
        overtaken: dict[str, str] = {}
        if isinstance(refused, Overtaken):
            overtaken = {name: meanwhile(str(value), refused.who) for name, value in refused.now.items()}
            # Whoever saves again has seen what the other one wrote there.
            seen = _seen_again(seen, _shown(review), overtaken)
        review.questions, review.summary = questions, summary
        told = [] if overtaken and "questions" not in overtaken else refused.messages
        return _page(request, review, seen=remember(seen), refused=told, overtaken=overtaken, status=422)
    notify(request, _("The review is held.") if held else _("Saved."))
    return redirect("review", uid=uid)


@require_POST
@needs("quality.read")
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody is to do something."""
    review = _review(request, uid)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            decide_in_review(review=review, **form.cleaned_data, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("review", uid=uid)
    return _page(request, review, form=form, status=422)


@require_POST
@needs("quality.read")
def finish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was decided is done."""
    try:
        decision = decision_by_uid(request.user, uid)
    except ReviewDecision.DoesNotExist as missing:
        raise Http404 from missing
    finish_decision(decision=decision, done=request.POST.get("done") == "yes", by=request.user)
    notify(request, _("Saved."))
    return redirect("review", uid=decision.review.uid)


def _page(
    request: HttpRequest,
    review: Review,
    *,
    form: DecisionForm | None = None,
    overtaken: Mapping[str, str] | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    labels = dict(Review.Area.choices)
    told = overtaken or {}
    numbered = [(place, one, told.get(f"finding-{place}", "")) for place, one in enumerate(review.questions)]
    leads = review.lead_id == request.user.pk or may(request.user, "stewardship.plan")
    context = {
        "review": review,
        "areas": [(labels[area], list(rows)) for area, rows in groupby(numbered, key=lambda one: one[1]["area"])],
        "decisions": review.decisions.select_related("responsible"),
        "leads": leads,
        "writes": leads and not review.held_on,
        "following": following(request.user, review),
        "plans": may(request.user, "stewardship.plan"),
        "form": form or DecisionForm(initial={"responsible": request.user.uid}),
        "seen": remember(_shown(review)),
        "overtaken": told,
    }
    return render(request, "stewardship/review.html", context | more, status=status)


def _seen_again(seen: dict[str, Any], now: dict[str, Any], overtaken: Mapping[str, str]) -> dict[str, Any]:
    if "questions" in overtaken:
        return now
    pairs = enumerate(zip(seen["questions"], now["questions"], strict=True))
    questions = [after if f"finding-{place}" in overtaken else before for place, (before, after) in pairs]
    return {"questions": questions, "summary": now["summary"] if "summary" in overtaken else seen["summary"]}


def _shown(review: Review) -> dict[str, Any]:
    """What the form of its findings begins with."""
    return {"questions": review.questions, "summary": review.summary}


def _review(request: HttpRequest, uid: UUID) -> Review:
    try:
        return review_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Review.DoesNotExist as missing:
        raise Http404 from missing
