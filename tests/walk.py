"""Every screen and every reading operation, as addresses with identities that are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.urls.resolvers import get_resolver

from zolal.accounts.actions.tokens import create_token
from zolal.accounts.models import User
from zolal.api import limits
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


Of = Callable[[str, str], list[UUID]]
"""From an address without what stands in brackets, and the name of a place in it, to identities that stand there."""
_TYPES = ("person", "company", "deal")
_PLACES = {"name": "city", "tab": "new", "form": "xlsx", "verdict": "new", "kind": "required", "key": "member"}
_NAMES = {"file": "own:scan", "files": "own:scan", "deals": "value"}
_ASKED = {"person-origin": "?fact=address", "company-origin": "?fact=address"}
"""What a page must be asked for to say anything."""


def filled(of: Of) -> Iterator[tuple[str, str]]:
    """(name, address) of every screen, once for each identity that `of` has for its places."""
    for where, one in views(get_resolver().url_patterns):
        if where.startswith("api/") or not one.callback.__module__.startswith("zolal.web"):
            continue
        kinds = {name: type(converter).__name__ for name, converter in one.pattern.converters.items()}
        for given in _given(where, {name: kind == "UUIDConverter" for name, kind in kinds.items()}, of):
            numbers = {name: 1 for name, kind in kinds.items() if kind == "IntConverter"}
            yield one.name, reverse(one.name, kwargs={**given, **numbers}) + _ASKED.get(one.name, "")


def called(of: Of) -> Iterator[tuple[str, str, str]]:
    """(method, path as the document writes it, address) of every operation of the API, filled likewise."""
    for bound in interface._get_bound_routers():
        for path, view in bound.path_operations.items():
            where = f"{bound.prefix}{path}".strip("/")
            places = {name.rpartition(":")[2]: name.startswith("uuid") for name in re.findall(r"{([^}]*)}", where)}
            document = re.sub(r"{[^}]*:", "{", f"/api/v1/{where}")
            for given in _given(where, places, of):
                address = document
                for name, value in given.items():
                    address = address.replace(f"{{{name}}}", "1" if f"{{int:{name}}}" in where else str(value))
                for operation in view.operations:
                    yield from ((method, document, address) for method in operation.methods)


def _given(where: str, places: dict[str, bool], of: Of) -> Iterator[dict[str, object]]:
    """`places`: {name: whether an identity stands there}."""
    plain = re.sub(r"/?[<{].*", "", where)
    types = [name for name in places if name in {"type", "record_type"} and any(places.values())]
    for kind in _TYPES if types else ("",):
        given: list[dict[str, object]] = [{}]
        for name, is_identity in places.items():
            if is_identity:
                values: list[object] = [*of(f"{plain}/{kind}".rstrip("/"), name)]
            else:
                folders = re.findall(r"\w+(?=/)", re.sub(r"[<{][^>}]*[>}]", "", where))
                known = next((_NAMES[one] for one in reversed(folders) if one in _NAMES), "") if name == "name" else ""
                values = [kind or "person"] if name in {"type", "record_type"} else [known or _PLACES.get(name, "city")]
            given = [{**each, name: value} for each in given for value in values]
        yield from given


def clients(user: User) -> tuple[Client, Client]:
    """A browser and a program of a user."""
    limits.forget_all()
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    token = create_token(user=user, name="t", scope="write").secret
    return client, Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)


def looked_at(user: User, of: Of) -> Iterator[tuple[str, int, str]]:
    """(address, status, text) of everything that can be looked at."""
    client, program = clients(user)
    reading = [(program, address) for method, _path, address in called(of) if method == "GET"]
    for sender, address in [*((client, address) for _name, address in filled(of)), *reading]:
        answer = sender.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield address, answer.status_code, _unpacked(body).decode("utf-8", "replace")


def _unpacked(body: bytes) -> bytes:
    """A workbook as the texts in it."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())
