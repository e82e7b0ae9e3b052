"""Long work in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.core.models import Job
from zolal.web.ledger.words import taken_back
from zolal.web.templatetags.reading import number

TASKS: Mapping[str, Promise] = {
    "capture.read": gettext_lazy("Read a file"),
    "capture.check": gettext_lazy("Check a file"),
    "capture.commit": gettext_lazy("Take a file in"),
    "capture.undo": gettext_lazy("Undo an import"),
    "capture.decide": gettext_lazy("Decide about a whole queue"),
    "ledger.undo": gettext_lazy("Take a large change back"),
    "accounts.roles": gettext_lazy("End roles given for a time"),
    "accounts.trying": gettext_lazy("End looking as others whose session is over"),
    "people.bulk": gettext_lazy("Change all records of a list"),
    "quality.undo_handling": gettext_lazy("Take many decisions back"),
    "quality.wake": gettext_lazy("Bring back what was put off"),
    "quality.find_duplicates": gettext_lazy("Look for duplicates"),
    "quality.train": gettext_lazy("Learn how alike customers are"),
    "quality.silence": gettext_lazy("Look who has fallen silent"),
    "quality.close_accounts": gettext_lazy("Close accounts of silent people"),
    "quality.reassess": gettext_lazy("Assess all records again"),
    "stewardship.profile": gettext_lazy("Count the fields of the catalogue"),
    "stewardship.fit": gettext_lazy("Find who fits"),
    "quality.follow_rule": gettext_lazy("Judge all records by a changed rule"),
    "quality.measure": gettext_lazy("Measure the quality of the data"),
    "stewardship.days": gettext_lazy("Count what everybody did"),
    "strategy.count": gettext_lazy("Count the numbers of the business"),
    "strategy.count_now": gettext_lazy("Count the numbers of today"),
    "maintenance.deal": gettext_lazy("Deal the monthly maintenance"),
    "maintenance.measure": gettext_lazy("Measure what the maintenance has brought"),
    "webhooks.tell": gettext_lazy("Note what webhooks are to be told"),
    "webhooks.deliver": gettext_lazy("Deliver to a webhook"),
    "webhooks.forget": gettext_lazy("Forget old messages of webhooks"),
    "maintenance.daily": gettext_lazy("Begin maintenance that is due, and remind"),
}


def deed_told(deed: str, count: int) -> str:
    """What was done to so many records."""
    sentence = {
        "archive": _("Archived: %(count)s"),
        "restore": _("Out of the archive: %(count)s"),
        "delete": _("Deleted: %(count)s"),
    }.get(deed, _("Changed: %(count)s"))
    return sentence % {"count": number(count)}


def told(job: Job) -> dict[str, Any]:
    """A job's state for the scripts: `text` and `tone` tell its end, `undo` and `href` lead on from there."""
    ended = job.state not in {Job.State.QUEUED, Job.State.RUNNING}
    found = {"ended": ended, "done": job.done, "total": job.total, "text": "", "tone": "info", "undo": "", "href": ""}
    if not ended:
        return found
    if job.state != Job.State.DONE:
        return found | {"text": _stopped(job), "tone": "bad", "href": reverse("ledger")}
    action = job.result.get("action")
    links = {"href": reverse("action", args=[action]), "undo": reverse("action-undo", args=[action])} if action else {}
    return found | {"text": _done(job), "tone": "good"} | links


def _done(job: Job) -> str:
    match job.task:
        case "people.bulk":
            sentence = deed_told(job.result["deed"], job.result["count"])
            refused = job.result.get("refused", 0)
            told = _("Left as they are, because a rule does not allow it: %(count)s") % {"count": number(refused)}
            return f"{sentence}. {told}" if refused else sentence
        case "capture.decide":
            sentence = _("Decided: %(count)s") % {"count": number(job.result["count"])}
            left = job.result["left"]
            told = _("Left in the queue, because they cannot be decided so: %(count)s") % {"count": number(left)}
            return f"{sentence}. {told}" if left else sentence
        case "ledger.undo" | "quality.undo_handling":
            return taken_back(job.result["restored"], job.result["kept"])
    return _("Done: %(what)s") % {"what": TASKS.get(job.task, job.task)}


def _stopped(job: Job) -> str:
    if job.error:
        return job.error
    sentence = _("Stopped after %(done)s of %(total)s. What was done can be undone from the ledger.")
    return sentence % {"done": number(job.done), "total": number(job.total)}
