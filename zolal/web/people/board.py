"""People by category: dragged from one into the next, or moved by the menu of their card."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zolal.accounts.permissions import may
from zolal.people.fields import fields_of
from zolal.people.models import Category, Company, Person
from zolal.people.queries.lists import BadWish, Page, Wish, page
from zolal.people.queries.tags import categories
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs

SHOWN = 25
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A category with the first of who is in it; None: who is in none. `query` is the list of all of them."""

    category: Category | None
    found: Page
    query: str
    needs: list[str]

    @property
    def records(self) -> list[Person | Company]:
        return list(self.found.records)


@needs("records.read")
@require_GET
def index(request: HttpRequest, record_type: str) -> HttpResponse:
    """?q= and the filters of the list narrow it; the address holds the whole state, as that of the list does."""
    context = {"kind": KINDS[record_type], "record_type": record_type, "moves": may(request.user, "records.edit")}
    there = list(categories()[:MOST_COLUMNS])
    try:
        wish = Wish.parse(record_type, {name: request.GET.getlist(name) for name in request.GET if name != "category"})
        columns = [_column(request, wish, category) for category in (None, *there)]
    except BadWish as error:
        return render(request, "people/board.html", context | {"bad_wish": str(error)}, status=422)
    return render(request, "people/board.html", context | {"columns": columns, "categories": there, "wish": wish})


def _column(request: HttpRequest, wish: Wish, category: Category | None) -> Column:
    asked = {"category": category.name} if category else {"category.empty": "1"}
    query = wish.query(after=None, before=None, **asked)
    known = fields_of(wish.record_type)
    needed = [str(known[name].label) for name in (category.needs if category else ()) if name in known]
    return Column(category, page(user=request.user, wish=Wish.read(wish.record_type, query), size=SHOWN), query, needed)
