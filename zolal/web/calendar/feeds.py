"""Secret links for calendar programs: made, revoked, and what they show."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zolal.accounts.attempts import address_of
from zolal.accounts.models import User
from zolal.calendar import limits
from zolal.calendar.actions.feeds import create_feed, feed_of, is_good, revoke_feed, used
from zolal.calendar.actions.letters import switch_letters
from zolal.calendar.models import Feed
from zolal.calendar.queries.feeds import feed_by_uid, feeds_of
from zolal.calendar.queries.files import feed_text
from zolal.calendar.queries.letters import can_be_mailed, wants_letters
from zolal.web.answered import Answered
from zolal.web.calendar.files import calendar_file
from zolal.web.notices import notify
from zolal.web.policy import needs, open_to_all


class FeedForm(Answered):
    name = forms.CharField(
        label=gettext_lazy("Where it will be used"), max_length=100, help_text=gettext_lazy("Such as: my phone.")
    )


@require_http_methods(["GET", "POST"])
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """One's own links; a new one is shown once."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    form, link = FeedForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            made = create_feed(name=form.cleaned_data["name"], by=user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            link = request.build_absolute_uri(reverse("calendar-feed", args=[made.secret]))
            form = FeedForm()
    context = {
        "form": form,
        "feeds": feeds_of(user),
        "link": link,
        "wants_letters": wants_letters(user),
        "can_be_mailed": can_be_mailed(),
        "is_local": request.get_host().startswith(("localhost", "127.")),
    }
    return render(request, "calendar/feeds.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("records.read")
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    """From now on the link shows nothing."""
    user: User = request.user  # type: ignore[assignment]
    try:
        revoke_feed(feed=feed_by_uid(uid, by=user), by=user)
    except Feed.DoesNotExist as missing:
        raise Http404 from missing
    notify(request, _("The link shows nothing any more."))
    return redirect("calendar-feeds")


@require_POST
@needs("records.read")
def letters(request: HttpRequest) -> HttpResponse:
    """One's day by e-mail every morning, or not any more."""
    user: User = request.user  # type: ignore[assignment]
    on = switch_letters(on=request.POST.get("do") == "on", by=user)
    notify(request, _("You get your day by e-mail every morning.") if on else _("You get no letters any more."))
    return redirect("calendar-feeds")


@open_to_all
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What the owner of the link has planned; without log-in, for programs that know nothing of one."""
    found = feed_of(secret)
    caller = f"feed {found.pk}" if found else f"address {address_of(request)}"
    if not limits.allowed(caller):
        return HttpResponse(
            _("Too many requests."), status=429, headers={"Retry-After": "60"}, content_type="text/plain; charset=utf-8"
        )
    if found is None:
        raise Http404
    if not is_good(found):
        return HttpResponse(_("This link was revoked."), status=410, content_type="text/plain; charset=utf-8")
    used(found)
    return calendar_file(
        feed_text(found.user, request.build_absolute_uri("/").rstrip("/")), "zolal.ics", attached=False
    )
