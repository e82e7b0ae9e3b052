"""On the first page of who can mend it: webhooks that were given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.connect.queries.endpoints import stopped_by_themselves


def load(user: User) -> Mapping[str, Any]:
    """Those that stopped by themselves; nothing where there is none."""
    found = stopped_by_themselves(user)
    return {"endpoints": found} if found else {}
