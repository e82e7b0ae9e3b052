"""What the scripts say, and what the command box offers, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override


def words() -> dict[str, str]:
    """Texts of the scripts, by name."""
    return {
        "offline": _("No connection. What you typed is still here; try again when you are back."),
        "failed": _("That did not work. Nothing was changed; please try again."),
        "forbidden": _("Your role does not allow this. An administrator can change that."),
        "gone": _("This does not exist any more. Load the page again."),
        "expired": _("You were logged out. Load the page again and log in."),
        "undone": _("Undone"),
        "nothing": _("Nothing found. Try another spelling."),
        "records": _("Records"),
        "go": _("Go"),
        "create": _("Create"),
        "act": _("Act"),
        "selected": _("Selected: %(count)s"),
        "working": _("Work goes on in the background."),
        "look": _("Look at it"),
        "dropped": _("Drop on a company, tag, category or owner"),
    }


def commands(places: list[dict[str, Any]], may: dict[str, dict[str, bool]]) -> list[dict[str, str]]:
    """The command box's entries: a text in both languages to find it by, and an address or a deed."""
    found = [{"group": "go", "label": str(place["label"]), "icon": place["icon"], "href": place["href"],
              "find": _both(place["label"])} for place in places]  # fmt: skip
    if may["records"]["create"]:
        found.append(_deed("create", _("New person"), "plus", "create:person", "new person شخص تازه جدید"))
        found.append(_deed("create", _("New company"), "plus", "create:company", "new company شرکت تازه جدید"))
    if may["activities"]["write"]:
        found.append(_deed("create", _("Log a call"), "phone", "log:call", "log a call تماس زنگ ثبت تماس"))
        found.append(_deed("create", _("Write a note"), "note", "log:note", "note یادداشت"))
        found.append(_deed("create", _("Plan a task"), "task", "log:task", "task وظیفه کار"))
        found.append(_deed("create", _("Log or plan a meeting"), "people", "log:meeting", "meeting جلسه قرار"))
        found.append(_deed("create", _("Log or plan a visit"), "visit", "log:visit", "visit ملاقات بازدید"))
    if may["deals"]["write"]:
        found.append({"group": "create", "label": _("New deal"), "icon": "plus", "href": reverse("deal-new"),
                      "find": "new deal معامله تازه جدید"})  # fmt: skip
    for name, label, icon, verb in _PAGES:
        noun, _dot, what = verb.partition(".")
        if verb and not may[noun][what]:
            continue
        try:
            found.append({"group": "go", "label": _(label), "icon": icon, "href": reverse(name), "find": _both(label)})
        except NoReverseMatch:
            continue
    found.append(_deed("act", _("Light or dark"), "eye", "theme", "theme dark light تیره روشن پوسته"))
    found.append(_deed("act", _("All shortcuts"), "keyboard", "shortcuts", "shortcuts keys میانبر کلید"))
    found.append(_deed("act", _("Log out"), "logout", "logout", "log out exit خروج"))
    return found


_PAGES = (
    ("profile", gettext_noop("Your profile"), "person", ""),
    ("deals-list", gettext_noop("List of deals"), "columns", "deals.read"),
    ("deals-forecast", gettext_noop("Forecast"), "chart", "deals.value"),
    ("deals-reports", gettext_noop("Reports on deals"), "chart", "deals.value"),
    ("cycle", gettext_noop("Cycle of customers"), "chart", "deals.value"),
    ("pipelines", gettext_noop("Pipelines"), "settings", "pipelines.edit"),
    ("merges", gettext_noop("Merges"), "merge", "records.merge"),
    ("findings", gettext_noop("Findings of interviews"), "interview", "records.read"),
    ("jobs", gettext_noop("Jobs"), "jobs", "records.read"),
    ("users", gettext_noop("Users"), "users", "users.manage"),
    ("problem-report", gettext_noop("Report a problem"), "alert", "problems.report"),
)


def _deed(group: str, label: str, icon: str, deed: str, find: str) -> dict[str, str]:
    return {"group": group, "label": label, "icon": icon, "deed": deed, "find": f"{label} {find}"}


def _both(label: object) -> str:
    texts = []
    for language in ("fa", "en"):
        with override(language):
            texts.append(_(str(label)) if isinstance(label, str) else str(label))
    return " ".join(texts)
