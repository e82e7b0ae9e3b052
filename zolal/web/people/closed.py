"""What is said of addresses that were just written and are not to be used."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from zolal.activities.suppressed import Closed
from zolal.core.listed import listed
from zolal.web.templatetags.reading import digits


def with_closed(sentence: str, closed: Sequence[Closed]) -> str:
    """A sentence that something was written, and which of the addresses stay on the suppression list all the same."""
    if not closed:
        return sentence
    points = dict.fromkeys((one.kind, one.key) for one in closed)
    addresses = listed(key if kind == "email" else digits(key) for kind, key in points)
    told = _("On the suppression list, and not used: %(addresses)s.") % {"addresses": addresses}
    return f"{sentence} {told}"
