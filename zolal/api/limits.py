"""How often somebody may call the API: so many requests a minute, counted in each process."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.api.problems import Refused

A_MINUTE = 1_200


def count(request: HttpRequest, user: User) -> None:
    """Count a request. Raises `Refused` where there were too many in this minute."""
    minute, second = divmod(int(time.time()), 60)
    name = f"api:{user.pk}:{minute}"
    cache.add(name, 0, timeout=120)
    try:
        made = cache.incr(name)
    except ValueError:  # it has just run out
        return
    if made > A_MINUTE:
        request.retry_after = 60 - second  # type: ignore[attr-defined]
        detail = _("More than %(limit)s requests in a minute. Wait %(seconds)s seconds.")
        raise Refused(429, detail % {"limit": A_MINUTE, "seconds": 60 - second}, retry_after=60 - second)
