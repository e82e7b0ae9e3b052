"""The administrator's choices, and how far sources are trusted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Body, Router, Schema

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.actions.sources import trust_source
from zolal.accounts.queries.sources import source_by_id, sources
from zolal.api.answers.settings import SourceOut
from zolal.api.door import needs, user_of
from zolal.api.problems import Refused
from zolal.api.shapes import Page, page_out
from zolal.core.models import Source
from zolal.core.settings import DEFAULTS, setting

settings = Router(tags=["Settings"])


class Trust(Schema):
    """0 to 100; the value from the more trusted source survives a merge."""

    trust: int


@settings.get("", auth=needs("settings.read"), response=dict[str, Any], summary="All settings")
def show(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return {name: setting(name) for name in DEFAULTS}


@settings.patch("", auth=needs("settings.write"), response=dict[str, Any], summary="Change some settings, all or none")
def change(request: HttpRequest, given: Body[dict[str, Any]]) -> Any:  # noqa: ANN401
    """With `seen` ({name: value}) a setting that somebody else has changed since is not overwritten: 409."""
    seen = given.pop("seen", {})
    unknown = {name for name in given if name not in DEFAULTS} | ({"seen"} if not isinstance(seen, dict) else set())
    if unknown:
        raise Refused(422, "", errors={name: [_("There is no such setting.")] for name in sorted(unknown)})
    change_settings(values=given, by=user_of(request), seen=seen)
    return {name: setting(name) for name in DEFAULTS}


@settings.get("/sources", auth=needs("settings.read"), response=Page[SourceOut], summary="Where values come from")
def all_sources(request: HttpRequest) -> Any:  # noqa: ANN401
    return page_out(map(source_out, sources(user_of(request))))


@settings.patch(
    "/sources/{int:number}", auth=needs("settings.write"), response=SourceOut, summary="How far a source is trusted"
)
def trust(request: HttpRequest, number: int, given: Trust) -> Any:  # noqa: ANN401
    user = user_of(request)
    return source_out(trust_source(source=source_by_id(user, number), trust=given.trust, by=user))


def source_out(source: Source) -> dict[str, Any]:
    return {"id": str(source.pk), "name": source.name, "method": source.method, "trust": source.trust}
