"""Names that are given once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.overtaken import wanted
from zolal.engine.persian.letters import key, store
from zolal.people.models import Category, Tag

_COLOUR = re.compile(r"[a-z]{1,20}")


def known_colour(colour: str) -> str:
    """The name of a colour. Raises `ValidationError` for what can be none."""
    if not _COLOUR.fullmatch(colour):
        raise ValidationError({"colour": _("A colour is named by one word, such as green.")})
    return colour


def free_name(model: type[Tag | Category], name: str, own: Tag | Category | None = None) -> str:
    """The name in the form it is kept in. Raises `ValidationError` for an empty, long or taken one."""
    name = store(name)
    longest = model._meta.get_field("name").max_length
    if not name:
        raise ValidationError({"name": _("The name is empty. Type a name.")})
    if len(name) > longest:
        raise ValidationError({"name": _("The name is too long: at most %(longest)s letters.") % {"longest": longest}})
    others = model.objects.exclude(pk=own.pk) if own else model.objects.all()
    if key(name) in {key(other) for other in others.values_list("name", flat=True)}:
        raise ValidationError({"name": _("“%(name)s” is there already. Choose another name.") % {"name": name}})
    return name


def label_wanted(
    label: Tag | Category, *, name: str | None, colour: str | None, seen: Mapping[str, str] | None
) -> dict[str, str]:
    """Name and colour that somebody wants for a tag or category; None leaves what is. Raises `ValidationError`."""
    now = {"name": label.name, "colour": label.colour}
    told = {"name": label.name if name is None else store(name), "colour": colour or label.colour}
    given = {"name": name is not None, "colour": bool(colour)}
    new = now | wanted({each: told[each] for each in told if given[each]}, seen=seen, now=now)
    return {"name": free_name(type(label), new["name"], label), "colour": known_colour(new["colour"])}
