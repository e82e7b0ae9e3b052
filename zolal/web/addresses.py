"""Addresses of pages: the shape of one is found once, and what it is of is filled in.

A page has hundreds of links, and Django looks through its routes anew for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

Part = UUID | str
_PLAIN = re.compile(r"[a-z_:]+")
"""What stands in an address as it is written."""
_SAMPLES: Sequence[tuple[UUID, str]] = tuple((UUID(int=(0xA << 124) + n), f"sample_{'abc'[n]}") for n in range(3))


def address(view: str, *parts: Part) -> str:
    """As `reverse(view, args=parts)`. Raises `NoReverseMatch`."""
    kinds = tuple(type(one) is UUID for one in parts)
    if len(parts) > len(_SAMPLES) or not all(map(is_simple, parts)):
        return reverse(view, args=parts)
    shape = _shape(view, kinds, get_script_prefix(), get_urlconf())
    if shape is None:
        return reverse(view, args=parts)
    return shape[0] + "".join(f"{part}{rest}" for part, rest in zip(parts, shape[1:], strict=True))


def is_simple(part: object) -> bool:
    """Whether it needs no look at the route."""
    return type(part) is UUID or (isinstance(part, str) and _PLAIN.fullmatch(part) is not None)


@lru_cache(maxsize=2_000)
def _shape(view: str, kinds: Sequence[bool], _prefix: str, urlconf: str | None) -> Sequence[str] | None:
    """What stands before, between and behind the parts, of which the `kinds` say whether they are uids; None where the
    route is particular about them."""
    samples = [uid if is_uid else word for is_uid, (uid, word) in zip(kinds, _SAMPLES, strict=False)]
    try:
        rest, found = reverse(view, urlconf, samples), []
    except NoReverseMatch:
        return None
    for sample in samples:
        before, _sample, rest = rest.partition(str(sample))
        found.append(before)
    return (*found, rest)
