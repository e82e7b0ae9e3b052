"""Tags and categories to choose from."""

from __future__ import annotations

from django.db.models import QuerySet

from zolal.engine.persian.letters import key
from zolal.people.models import Category, Tag


def find_tags(*, text: str = "", limit: int = 50) -> list[Tag]:
    """Tags whose name holds what was typed, in any spelling of the letters, by name."""
    wanted = key(text)
    return [tag for tag in Tag.objects.all() if wanted in key(tag.name)][:limit]


def categories() -> QuerySet[Category]:
    """In the order the administrator gave them."""
    return Category.objects.all()


def tag_by_id(tag_id: int) -> Tag:
    """Raises `Tag.DoesNotExist`."""
    return Tag.objects.get(pk=tag_id)


def category_by_id(category_id: int) -> Category:
    """Raises `Category.DoesNotExist`."""
    return Category.objects.get(pk=category_id)
