"""Every screen and every reading operation, as addresses with identities that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.urls import URLPattern, URLResolver, reverse
from django.urls.resolvers import get_resolver

from zolal.api.urls import api as interface

Uids = Callable[[str], list[UUID]]
"""From the name of an address to the identities that it is tried with."""

_TEXTS = {"name": ["city", "mobile", "national_id"], "tab": ["new", "update", "known", "error"]}


def screens(uids: Uids, *, with_identity: bool = False) -> Iterator[str]:
    """Every screen; `with_identity`: only those of one thing."""
    for where, one in views(get_resolver().url_patterns):
        kinds = {name: type(converter).__name__ for name, converter in one.pattern.converters.items()}
        ours = not where.startswith("api/") and one.callback.__module__.startswith("zolal.web")
        if not ours or (with_identity and "UUIDConverter" not in kinds.values()):
            continue
        given: list[dict[str, object]] = [{}]
        for name, kind in kinds.items():
            texts = [1] if kind == "IntConverter" else _TEXTS.get(name, ["person"])
            values = uids(one.name) if kind == "UUIDConverter" else texts
            given = [{**each, name: value} for each in given for value in values]
        yield from (reverse(one.name, kwargs=each) for each in given)


def operations(uids: Uids, method: str = "GET") -> Iterator[str]:
    """Every operation of the API by this method."""
    for bound in interface._get_bound_routers():
        for path, view in bound.path_operations.items():
            if not any(method in operation.methods for operation in view.operations):
                continue
            address = f"/api/v1{bound.prefix}{path}".rstrip("/").replace("{type}", "person").replace("{int:", "{x:")
            parts = [part for part in address.split("/") if part.startswith("{")]
            if not parts:
                yield address
            for uid in uids(bound.prefix) if parts else []:
                filled = address
                for part in parts:
                    filled = filled.replace(part, str(uid) if "uuid" in part else "1" if "{x:" in part else "city", 1)
                yield filled


def views(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, where)
        else:
            yield where, pattern
