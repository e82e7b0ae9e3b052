"""The administrator's choices."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.actions.sources import trust_source
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand, may
from zolal.accounts.queries.sources import source_by_id, sources
from zolal.core.models import Source
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.settings.forms import GeneralForm


@require_http_methods(["GET", "POST"])
@needs("settings.read")
def general(request: HttpRequest) -> HttpResponse:
    """Name, essential fields, thresholds, who sees what."""
    writes = may(request.user, "settings.write")
    if request.method != "POST":
        return render(request, "settings/general.html", {"form": GeneralForm(), "writes": writes})
    demand(request.user, "settings.write")
    form = GeneralForm(request.POST)
    if form.is_valid():
        try:
            change_settings(values=form.values(), by=request.user, seen=form.seen)
        except Overtaken as overtaken:
            form.overtake(overtaken.now, overtaken.who)
        except ValidationError as refused:
            for name, sentences in refused.message_dict.items():
                form.add_error(name.replace(".", "_"), sentences)
        else:
            notify(request, _("Saved."))
            return redirect("settings")
    return render(request, "settings/general.html", {"form": form, "writes": writes}, status=422)


@require_GET
@needs("settings.read")
def source_list(request: HttpRequest) -> HttpResponse:
    """How far each source is trusted."""
    page = Paginator(sources(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "settings/sources.html", {"page": page, "writes": may(request.user, "settings.write")})


@require_POST
@needs("settings.write")
def trust(request: HttpRequest, number: int) -> HttpResponse:
    """Trust a source more or less."""
    try:
        source = source_by_id(request.user, number)
    except Source.DoesNotExist as missing:
        raise Http404 from missing
    try:
        trust_source(source=source, trust=int(request.POST.get("trust", "")), by=request.user)
    except (ValidationError, ValueError):
        notify(request, _("Trust in “%(name)s” is a number from 0 to 100.") % {"name": source.title}, tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("sources")
