"""Retailers, distributors, agents and shops online: the tree, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.queries.users import active_users
from zolal.core.listed import listed
from zolal.engine.persian.places import provinces
from zolal.people.queries.typed import uid as typed_uid
from zolal.sales.actions.channels import add_channel, change_channel, drop_channel
from zolal.sales.models import SalesChannel
from zolal.sales.queries.channels import Branch, channel_by_uid, channel_tree
from zolal.sales.queries.products import tree
from zolal.web.channels.forms import ChannelForm, shown
from zolal.web.notices import notify
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs
from zolal.web.workbook import workbook


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """The tree with what went through each; narrowed, a list."""
    branches = tree(request.user)
    context = {
        "branches": _found(request),
        "kinds": SalesChannel.Kind.choices,
        "managers": active_users(),
        "provinces": provinces(),
        "categories": branches,
        "asked": {name: request.GET.get(name, "") for name in ("kind", "manager", "region", "category")},
        "narrowed": any(request.GET.get(name) for name in ("kind", "manager", "region", "category")),
        "query": request.GET.urlencode(),
    }
    return render(request, "channels/index.html", context)


@require_GET
@needs("records.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as a file, in rials."""
    columns = [_("Company"), _("Kind"), _("Served by"), _("Channel manager"), _("Open deals (rials)"),
               _("Won deals (rials)"), _("Invoiced (rials)"), _("Address of the shop online"),
               _("Provinces")]  # fmt: skip
    rows = [
        [one.channel.company.name, str(one.channel.get_kind_display()),
         one.channel.parent.company.name if one.channel.parent else "",
         one.channel.manager.name if one.channel.manager else "", one.own.open, one.own.won, one.own.invoiced,
         one.channel.address, listed(one.channel.regions)]
        for one in _found(request)
    ]  # fmt: skip
    return workbook("channels", _("Sales channels"), columns, rows)


@require_http_methods(["GET", "POST"])
@needs("channels.write")
def create(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A company sells for us from now on."""
    company = found_or_404(request, "company", uid)
    form = ChannelForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            _channel, action = add_channel(company=company, **form.told(), by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("company", uid=uid)
    context = {"form": form, "company": company}
    return render(request, "channels/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("channels.write")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another manager, other products or regions."""
    channel = _channel_or_404(request, uid)
    form = ChannelForm(request.POST or None, by=request.user, own=channel).changing()
    form.initial = shown(channel, form)
    if request.method == "POST" and form.is_valid():
        try:
            _changed, action = change_channel(channel=channel, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("company", uid=channel.company.uid)
    context = {"form": form, "company": channel.company, "channel": channel}
    return render(request, "channels/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("channels.write")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It sells for us no more."""
    channel = _channel_or_404(request, uid)
    action = drop_channel(channel=channel, by=request.user)
    notify(request, _("It is no channel any more."), action=action)
    return redirect("company", uid=channel.company.uid)


def _found(request: HttpRequest) -> list[Branch]:
    """The channels that the address asks for; what is unknown counts as not said."""
    chosen = typed_uid(request.GET.get("category", ""))
    category = next((one.category.pk for one in tree(request.user) if one.category.uid == chosen), None)
    kind = request.GET.get("kind", "")
    return channel_tree(
        request.user,  # type: ignore[arg-type]  # the login middleware stands before
        kind=kind if kind in SalesChannel.Kind.values else "",
        manager=typed_uid(request.GET.get("manager", "")),
        region=request.GET.get("region", "") if request.GET.get("region") in provinces() else "",
        category=category,
    )


def _channel_or_404(request: HttpRequest, uid: UUID) -> SalesChannel:
    try:
        return channel_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except SalesChannel.DoesNotExist as missing:
        raise Http404 from missing
