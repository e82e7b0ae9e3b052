"""The requests in the guide answer as the guide says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.conftest import V1
from zolal.accounts.actions.tokens import create_token
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "api.md"


@dataclass(slots=True)
class Request:
    """One call of curl, and the status that the guide promises."""

    expected: int
    address: str = ""
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    form: dict[str, Any] = field(default_factory=dict)


def requests() -> Iterator[tuple[int, str]]:
    for block in re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        joined = block.replace("\\\n", " ")
        yield from ((int(status), line) for status, line in re.findall(r"# (\d{3}): .*\n(curl .*)", joined))


def read(expected: int, line: str) -> Request:
    request = Request(expected)
    words = iter(shlex.split(line)[1:])
    for word in words:
        match word:
            case "-X":
                request.method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                request.headers[name] = value
            case "-d":
                request.body = next(words)
            case "-F":
                name, _, value = next(words).partition("=")
                request.form[name] = value
            case _:
                request.address = word
    request.method = request.method or ("POST" if request.body or request.form else "GET")
    return request


def sent(request: Request) -> Any:  # noqa: ANN401 - a response
    client = Client(headers=request.headers)
    if request.form:
        file = SimpleUploadedFile("people.csv", "نام,موبایل\nعلی,09121234567\n".encode(), content_type="text/csv")
        return client.post(request.address, {**request.form, "file": file})
    body = {} if request.body is None else {"data": request.body}
    return getattr(client, request.method.lower())(request.address, **body, content_type="application/json")


def test_every_request_of_the_guide_answers_as_it_says(manager: User, people: list[Person]) -> None:
    known = {
        "ZOLAL": "",
        "TOKEN": create_token(user=manager, name="guide", scope="write").secret,
        "PERSON": str(people[0].uid),
        "TWIN": str(people[1].uid),
    }
    found = list(requests())
    assert len(found) > 15
    for expected, line in found:
        if "$MERGE" in line or "$ACTION" in line:
            known |= _newest(known)
        request = read(expected, Template(line).substitute(known))
        assert sent(request).status_code == request.expected, line


def _newest(known: dict[str, str]) -> dict[str, str]:
    client = Client(headers={"authorization": f"Bearer {known['TOKEN']}"})
    merge = client.get(f"{V1}/merges").json()["items"][0]["id"]
    actions = client.get(f"{V1}/ledger").json()["items"]
    return {"MERGE": merge, "ACTION": next(one["id"] for one in actions if one["kind"] == "person.edit")}
