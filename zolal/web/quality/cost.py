"""What bad data costs a year, and the prices it is reckoned by."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from zolal.accounts.permissions import demand, may
from zolal.i18n import RIALS, money_word
from zolal.quality.actions.costs import set_prices
from zolal.quality.costs import CLASSES, DUPLICATE, LONGEST, PRICES, Price, known_fields, prices
from zolal.quality.models import Issue
from zolal.quality.queries.costs import Item, cost
from zolal.quality.queries.issues import label_of
from zolal.web.money_field import read_amount, typed_amount
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.seen_settings import seen_settings, written
from zolal.web.templatetags.money import unit
from zolal.web.templatetags.reading import language
from zolal.web.workbook import workbook

LABELS = {DUPLICATE: gettext_lazy("duplicate"), **dict(Issue.Group.choices)}
TONES = {DUPLICATE: "violet", "invalid": "red", "old": "amber", "incomplete": "blue", "inactive": "slate"}
PROPOSED = (
    Price(gettext_lazy("Message to a dead number"), 0, 12, ("invalid",), ("mobile",)),
    Price(gettext_lazy("Visit to a wrong address"), 0, 1, ("invalid", "old"), ("address", "city", "postal_code")),
    Price(gettext_lazy("Hour of rework"), 0, 1, (DUPLICATE, "incomplete")),
    Price(gettext_lazy("A silent customer"), 0, 1, ("inactive",)),
)


@require_http_methods(["GET", "POST"])
@needs("quality.read")
def show(request: HttpRequest) -> HttpResponse:
    """GET: the cost by class. POST: other prices."""
    name = asked_type(request)
    if request.method != "POST":
        return _page(request, name, [one.stored() for one in prices() or PROPOSED], {})
    demand(request.user, "settings.write")
    typed = _typed(request.POST)
    try:
        set_prices(prices=[Price(**one) for one in typed], seen=seen_settings(request), by=request.user)
    except ValidationError as refused:
        return _page(request, name, typed, refused.message_dict | _no_amounts(typed), status=422)
    notify(request, _("Saved."))
    return redirect(f"{reverse('cost')}?type={name}")


@require_GET
@needs("quality.read")
def export(request: HttpRequest) -> HttpResponse:
    """The sums as a workbook."""
    name = asked_type(request)
    headers = [_("Price"), _("Class"), _("Field"), _("Issues"), _("Rials a year")]
    rows = [
        (one.name, str(LABELS[one.group]), str(_label(name, one.fact)), one.count, one.rials)
        for one in cost(user=request.user, record_type=name).items
    ]
    return workbook("cost", _("Cost"), headers, rows)


def _typed(given: QueryDict) -> list[dict[str, Any]]:
    """The rows of the form; one without a name and a price is none."""
    found = []
    for row in given.getlist("row")[:50]:
        name, amount = given.get(f"name-{row}", "").strip(), given.get(f"amount-{row}", "").strip()
        if name or amount:
            found.append(
                {
                    "name": name[: LONGEST + 1],
                    "rials": _rials(amount or "0"),
                    "times": _number(given.get(f"times-{row}", "").strip() or "1"),
                    "classes": given.getlist(f"classes-{row}"),
                    "fields": given.getlist(f"fields-{row}"),
                }
            )
    return found


def _rials(text: str) -> int | str:
    """An amount in the unit of the reader; what is none stays as it was typed."""
    try:
        return read_amount(text) or 0
    except ValidationError:
        return text


def _no_amounts(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What is said of amounts that are none, in the words of every field of money."""
    found: dict[str, list[str]] = {}
    for place, one in enumerate(rows):
        try:
            read_amount(str(one["rials"]))
        except ValidationError as refused:
            found[f"{place}.rials"] = refused.messages
    return found


def _number(text: str) -> int | str:
    """Digits of any script, in groups or not; what is none stays as it was typed."""
    bare = text.replace(",", "").replace("٬", "").replace("،", "")
    return int(bare) if bare.isdecimal() and len(bare) < 16 else text


def _page(
    request: HttpRequest, name: str, rows: list[dict[str, Any]], errors: dict[str, list[str]], *, status: int = 200
) -> HttpResponse:
    found = cost(user=request.user, record_type=name)
    writes = may(request.user, "settings.write")
    empty = {"name": "", "rials": "", "times": 1, "classes": [], "fields": []}
    context = {
        "name": name,
        "found": found,
        "classes": [(LABELS[group], rials, _address(name, group, "")) for group, rials in found.classes],
        "items": [_item(name, one) for one in found.items],
        "chart": {
            "labels": [str(LABELS[group]) for group, _rials in found.classes],
            "series": [
                {
                    "name": _a_year(),
                    "values": [rials / RIALS[unit()] for _group, rials in found.classes],
                    "tone": "teal",
                }
            ],
        },
        "prices": [
            {
                "row": place,
                **one,
                "amount": typed_amount(one["rials"]) if isinstance(one["rials"], int) else one["rials"],
                "classes": [(group, LABELS[group], group in one["classes"]) for group in CLASSES],
                "fields": [(field, of.label, field in one["fields"]) for field, of in known_fields().items()],
                "errors": [said for key, of in errors.items() if key.startswith(f"{place}.") for said in of],
            }
            for place, one in enumerate([*rows, *([empty] if writes else [])])
        ],
        "errors": [said for key in ("prices", PRICES) for said in errors.get(key, [])],
        "seen": written(PRICES),
        "writes": writes,
        "a_year": _a_year(),
    }
    return render(request, "quality/cost.html", context, status=status)


def _a_year() -> str:
    return _("%(unit)s a year") % {"unit": money_word(unit(), language())}


def _item(name: str, one: Item) -> dict[str, Any]:
    return {
        "name": one.name,
        "class": LABELS[one.group],
        "label": _label(name, one.fact),
        "count": one.count,
        "rials": one.rials,
        "href": _address(name, one.group, one.fact),
    }


def _label(name: str, fact: str) -> Any:  # noqa: ANN401 - text
    return label_of(name, fact) if fact else ""


def _address(name: str, group: str, fact: str) -> str:
    """The records behind a sum."""
    if group == DUPLICATE:
        return f"{reverse('duplicates')}?{urlencode({'type': name})}"
    asked = {"whose": "all", "type": name, "group": group} | ({"fact": fact} if fact else {})
    return f"{reverse('queue')}?{urlencode(asked)}"
