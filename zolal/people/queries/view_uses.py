"""Which fields saved lists filter by or show."""

from __future__ import annotations

from collections.abc import Iterator

from zolal.accounts.models import User
from zolal.people.queries.views import views_for
from zolal.people.queries.wish import BadWish, Wish
from zolal.people.uses import Use


def used_by_views(user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    """Of the lists that the user may see. A list that makes no sense any more uses nothing."""
    for view in views_for(user, record_type):
        try:
            wish = Wish.read(record_type, view.query)
        except BadWish:
            continue
        for field in dict.fromkeys([*(one.field for one in wish.filters), *wish.columns]):
            yield field, Use("view", view.name, str(view.uid), view.query)
