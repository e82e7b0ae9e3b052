"""What the page tells after something was done: a toast, with "undo" where there is a way back."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from zolal.core.models import Action, Job

LEVELS = {"good": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}
_TONES = {level: tone for tone, level in LEVELS.items()}
_JOB = "job:"
_REDIRECTS = ("HX-Redirect", "HX-Location", "HX-Refresh")


def notify(
    request: HttpRequest, text: str, *, action: Action | None = None, job: Job | None = None, tone: str = "good"
) -> None:
    """Say something on this page or, after a redirect, on the next one.

    With an action the toast offers to undo it; with a job it shows how far that is, and in the end what came of it.
    """
    undo = reverse("action-undo", args=[action.uid]) if action else ""
    watched = _JOB + reverse("job-state", args=[job.uid]) if job else ""
    messages.add_message(request, LEVELS[tone], text, extra_tags=f"{tone} {undo or watched}".strip())


def deliver(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Hand pending notices to an htmx answer that replaces a part of the page; a whole page shows them itself."""
    leaves = response.status_code in {301, 302, 303} or any(header in response for header in _REDIRECTS)
    if not request.headers.get("HX-Request") or leaves or request.headers.get("HX-Boosted"):
        return response
    toasts = [toast(message) for message in messages.get_messages(request)]
    if toasts:
        told = json.loads(response.headers.get("HX-Trigger", "{}"))
        response.headers["HX-Trigger"] = json.dumps(told | {"zolal:toasts": {"toasts": toasts}})
    return response


def toast(message: Message) -> dict[str, str]:
    """A message of Django's as the page shows it; one that was not made by `notify` has only its level."""
    tone, _, link = (message.extra_tags or _TONES.get(message.level, "info")).partition(" ")
    job = link.removeprefix(_JOB) if link.startswith(_JOB) else ""
    return {"text": str(message.message), "tone": tone, "undo": "" if job else link, "job": job}
