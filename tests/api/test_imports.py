"""Imports by the API: a file handed in, mapped, checked, taken in and taken back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import V1, Program
from zolal.accounts.models import User
from zolal.activities.actions.suppressions import Entry, suppress
from zolal.core.jobs import run_all
from zolal.people.models import Person
from zolal.sales.actions.pipelines import create_pipeline
from zolal.sales.shipped import Step

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


def test_deals_and_activities_come_in_the_same_way(api: Program, people: list[Person], administrator: User) -> None:
    create_pipeline(name="فروش", stages=[Step("تماس", 10, 7, "slate", (), "")], by=administrator)
    files = {
        "deal": f"number,title,customer,value (toman)\n7,Printers,{people[2].name},1000\n8,Paper,Nobody,10\n",
        "activity": f"date,time,kind,customer,outcome\n2026-01-05,10:30,call,{people[2].name},answered\nsoon,,call,,\n",
    }
    for kind, text in files.items():
        file = SimpleUploadedFile("table.csv", text.encode(), content_type="text/csv")
        address = f"/imports/{api.client.post(f'{V1}/imports', {'file': file, 'type': kind}).json()['id']}"
        run_all()
        api.post(f"{address}/mapping", {"columns": None})
        run_all()
        assert api.get(address).json()["counts"]["new"] == 1, kind
        (wrong,) = api.get(f"{address}/rows?verdict=error").json()["items"]
        assert {one["field"] for one in wrong["troubles"]} == ({"customer"} if kind == "deal" else {"at", "customer"})
        assert api.post(f"{address}/commit").status_code == 200
        run_all()
        assert api.get(address).json()["counts"]["created"] == 1
    timeline = api.get(f"/activities/of/person/{people[2].uid}").json()["items"]
    assert {one["step"]["what"] for one in timeline if one["step"]} == {"opened"}
    assert [one["activity"]["outcome"] for one in timeline if one["activity"]] == ["answered"]
    changed = files["deal"].replace("1000", "3000")
    file = SimpleUploadedFile("table.csv", changed.encode(), content_type="text/csv")
    address = f"/imports/{api.client.post(f'{V1}/imports', {'file': file, 'type': 'deal'}).json()['id']}"
    run_all()
    api.post(f"{address}/mapping", {"columns": None})
    run_all()
    (row,) = api.get(f"{address}/rows?verdict=update").json()["items"]
    assert row["differences"] == [{"fact": "value", "now": 10_000, "file": 30_000, "taken": True}]


def test_rows_with_addresses_that_are_not_to_be_used_are_counted_and_asked_for(
    api: Program, administrator: User
) -> None:
    suppress(entries=[Entry("sms", "09121234567", "unsubscribed")], by=administrator)
    address = _checked_again(api)
    assert api.get(address).json()["counts"]["suppressed"] == 1
    [row] = api.get(f"{address}/rows?suppressed=1").json()["items"]
    assert [(one["channel"], one["address"]) for one in row["suppressed"]] == [("sms", "+989121234567")]
    assert [len(one["suppressed"]) for one in api.get(f"{address}/rows").json()["items"]] == [1, 0, 0]
