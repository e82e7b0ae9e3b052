"""Imports by the API: a file handed in, mapped, checked, taken in and taken back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import V1, Program
from zolal.core.jobs import run_all
from zolal.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

FILE = "نام,نام خانوادگی,موبایل\nعلی,محمدی,09121234567\nمریم,رضایی,09351234567\n,,nonsense\n".encode()


def test_a_file_goes_all_the_way_in_and_back(api: Program) -> None:
    file = SimpleUploadedFile("people.csv", FILE, content_type="text/csv")
    made = api.client.post(f"{V1}/imports", {"file": file, "type": "person"})
    assert made.status_code == 201
    address = f"/imports/{made.json()['id']}"
    run_all()
    shown = api.get(address).json()
    assert shown["state"] == "mapping"
    assert [column["field"] for column in shown["columns"]] == ["given_name", "family_name", "mobile"]
    api.post(f"{address}/mapping", {"columns": None})
    run_all()
    rows = api.get(f"{address}/rows?verdict=new").json()
    assert rows["total"] == 2
    file = api.get(f"{address}/errors.csv")
    assert "nonsense" in b"".join(file.streaming_content).decode("utf-8-sig")
    assert api.post(f"{address}/commit").status_code == 200
    run_all()
    assert api.get(address).json()["state"] == "done"
    assert Person.objects.count() == 2
    again = _checked_again(api)
    assert [row["unchanged"] for row in api.get(f"{again}/rows?verdict=duplicate").json()["items"]] == [True, True]
    assert api.get(f"{again}/rows/1").json()["unchanged"]
    assert api.post(f"{address}/undo").status_code == 200
    run_all()
    assert Person.objects.count() == 0


def _checked_again(api: Program) -> str:
    file = SimpleUploadedFile("again.csv", FILE, content_type="text/csv")
    address = f"/imports/{api.client.post(f'{V1}/imports', {'file': file, 'type': 'person'}).json()['id']}"
    run_all()
    api.post(f"{address}/mapping", {"columns": None})
    run_all()
    return address


def test_a_file_is_missing(api: Program) -> None:
    response = api.client.post(f"{V1}/imports", {"type": "person"})
    assert response.status_code == 422
    assert "file" in str(response.json()["errors"])
