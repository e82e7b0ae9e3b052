"""The dashboard of the quality and the queues of its issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from zolal.quality.queries.dashboard import ClassCount, Dashboard, dashboard
from zolal.quality.queries.filters import ERROR
from zolal.quality.queries.issues import label_of
from zolal.quality.queries.matching import matching, sees_matching
from zolal.quality.rules import meaning
from zolal.report.words import CLASSES, PARTS
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.templatetags.reading import day

METHODS = {"manual": gettext_lazy("Typed by people"), "automatic": gettext_lazy("Imports and programs")}
SHOWN = 5
"""So many best and so many worst sources; the others are in the API."""


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """How good the data is, why, and where to begin."""
    name = asked_type(request)
    board = dashboard(user=request.user, record_type=name)
    figures = board.figures
    context = {
        "name": name,
        "board": board,
        "figures": figures,
        "parts": [(_title(one), one["score"]) for one in figures["parts"]],
        "scopes": _scopes(board),
        "classes": [_class(one, board) for one in board.classes],
        "faults": [(_("Wrong value"), figures["faults"]["value"]), (_("Wrong format"), figures["faults"]["format"])],
        "codes": [_code(name, one) for one in figures["codes"]],
        "best": figures["sources"][:SHOWN],
        "worst": figures["sources"][SHOWN:][-SHOWN:][::-1],
        "methods": [(METHODS[one["name"]], one) for one in figures["methods"]],
        "trend": _trend(board),
        "days": [(when, score, dict(board.goal_trend).get(when)) for when, score in board.trend],
        "list_name": KINDS[name].list_name,
        "fields": [
            (
                label_of(name, one["field"]),
                one["share"],
                one.get("score"),
                f"{reverse('queue')}?{urlencode({'whose': 'all', 'type': name, 'fact': one['field']})}",
            )
            for one in figures["fields"]
        ],
        "coverage": _coverage(name, figures["fields"]),
        "matching": matching(user=request.user, record_type=name) if sees_matching(request.user) else None,
    }
    return render(request, "quality/index.html", context)


def _title(part: dict[str, Any]) -> str:
    about = PARTS.get(part["part"])
    return _(about.title) if about else _("Confirmed by people")


def _scopes(board: Dashboard) -> list[dict[str, Any]]:
    titles = {"all": _("All fields"), "essential": _("Essential fields")}
    return [
        {"title": titles[scope], "firms": board.benchmark.firms_above[scope], **board.figures["scopes"][scope]}
        for scope in ("all", "essential")
    ]


def _class(one: ClassCount, board: Dashboard) -> dict[str, Any]:
    advice, name = CLASSES[one.name], board.record_type
    behind = f"{reverse(KINDS[name].list_name)}?issue={ERROR if one.name == 'invalid' else one.group}"
    return {
        "title": _(advice.title),
        "records": one.records,
        "share": one.share,
        "href": f"{reverse('queue')}?type={name}&whose=all&group=duplicate" if one.queue == "pairs" else behind,
        "tone": "good" if not one.records else "bad" if one.share >= 0.1 else "warn",
        "waiting": board.open_pairs if one.queue == "pairs" else None,
    }


def _code(name: str, one: Mapping[str, Any]) -> dict[str, Any]:
    says = meaning(one["code"])
    return {**one, "label": label_of(name, one["field"]), "message": says.message}


def _trend(board: Dashboard) -> dict[str, Any]:
    """For the chart: the scores of each day; the line is drawn by the goal of the study."""
    goals = dict(board.goal_trend)
    return {
        "labels": [day(when) for when, _score in board.trend],
        "series": [
            {"name": _("All data"), "values": [score for _when, score in board.trend], "tone": "teal"},
            {
                "name": _("Data the goals need"),
                "values": [goals.get(when) for when, _score in board.trend],
                "tone": "blue",
            },
        ],
        "mark": {"value": 100 * board.benchmark.line, "label": ""},
    }


def _coverage(name: str, fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """For the chart: how full each field is, in per cent, fullest first."""
    ordered = sorted(fields, key=lambda one: -one["share"])
    return {
        "labels": [str(label_of(name, one["field"])) for one in ordered],
        "series": [{"name": _("Filled"), "values": [round(100 * one["share"], 1) for one in ordered], "tone": "teal"}],
        "unit": "share",
    }
