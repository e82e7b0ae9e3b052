"""The room of addresses that are not to be used."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.activities.models import Suppression
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def add(browse: Browse, user: User, **more: object) -> int:
    typed = {"channel": "email", "reason": "unsubscribed", "addresses": "", **more}
    return browse(user).post(reverse("suppression-add"), typed).status_code


def test_many_are_pasted_and_then_found(browse: Browse, member: User) -> None:
    assert add(browse, member, addresses="a@x.ir\nb@x.ir\nnobody", note="نمایشگاه") == 302
    shown = browse(member).get(reverse("suppression")).content.decode()
    assert shown.count("data-row") == 2
    assert "نمایشگاه" in shown
    assert browse(member).get(f"{reverse('suppression')}?search=B@X.ir").content.decode().count("data-row") == 1
    assert browse(member).get(f"{reverse('suppression')}?channel=sms&after=x").content.decode().count("data-row") == 0


def test_a_file_is_taken(browse: Browse, member: User) -> None:
    text = "ایمیل\n" + "".join(f"s{number}@example.com\n" for number in range(20))
    assert add(browse, member, file=SimpleUploadedFile("gone.csv", text.encode())) == 302
    assert Suppression.objects.count() == 20


@pytest.mark.parametrize(
    "wrong",
    [{}, {"channel": "fax", "addresses": "a@x.ir"}, {"reason": "bored", "addresses": "a@x.ir"}],
    ids=["nothing", "channel", "reason"],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(wrong: dict[str, str], browse: Browse, member: User) -> None:
    assert add(browse, member, note="نمایشگاه", **wrong) == 422
    assert not Suppression.objects.exists()


def test_an_address_is_taken_off_only_by_an_administrator_with_a_reason(
    browse: Browse, administrator: User, manager: User
) -> None:
    add(browse, manager, addresses="a@x.ir")
    address = reverse("suppression-lift", args=[Suppression.objects.get().uid])
    assert browse(manager).post(address, {"because": "she wrote"}).status_code == 403
    browse(administrator).post(address, {"because": ""})
    assert Suppression.objects.filter(removed_at=None).exists()
    browse(administrator).post(address, {"because": "she wrote"})
    assert not Suppression.objects.filter(removed_at=None).exists()
    assert "she wrote" in browse(administrator).get(f"{reverse('suppression')}?removed=1").content.decode()


def test_a_contact_point_that_is_not_to_be_used_says_so(browse: Browse, manager: User, sara: Person) -> None:
    page = reverse("person", args=[sara.uid])
    assert 'data-suppressed="' not in browse(manager).get(page).content.decode()
    add(browse, manager, addresses="sara@example.com")
    assert browse(manager).get(page).content.decode().count('data-suppressed="') == 1
    listed = browse(manager).get(f"{reverse('people')}?columns=name,suppressed,last_signal").content.decode()
    assert '<td data-cell="suppressed"><bdi title="ایمیل">' in listed
    exported = browse(manager).post(reverse("person-export"), {"query": "columns=name,suppressed", "form": "csv"})
    assert "ایمیل" in b"".join(exported.streaming_content).decode()


def test_a_call_is_noted_on_the_page_of_a_person(browse: Browse, member: User, sara: Person) -> None:
    address = reverse("person-signals", args=[sara.uid])
    browse(member).post(address, {"kind": "call_answered"})
    browse(member).post(address, {"kind": "nonsense"})
    assert [one.kind for one in sara.signals.all()] == ["call_answered"]


def test_an_address_at_which_nothing_is_to_be_sent_says_why_and_since_when(
    browse: Browse, manager: User, sara: Person
) -> None:
    manager.language = "en"
    manager.save(update_fields=["language"])
    add(browse, manager, addresses="sara@example.com", reason="bounced")
    page = browse(manager).get(reverse("person", args=[sara.uid])).content.decode()
    assert "e-mail: bounced since" in page
    assert f"{reverse('suppression')}?search=sara%40example.com" in page


def test_a_form_in_which_such_an_address_is_typed_says_so_and_saves_it_all_the_same(
    browse: Browse, manager: User, sara: Person
) -> None:
    add(browse, manager, addresses="ali@example.com")
    typed = {"given_name": "علی", "family_name": "رستمی", "email": "Ali@example.com", "mobile": "09123334455"}
    client = browse(manager)
    assert client.post(reverse("person-check"), typed).content.decode().count("data-closed") == 1
    client.post(reverse("person-new"), typed)
    assert Person.objects.filter(given_name="علی").exists()
    assert "استفاده نمی‌شود: ali@example.com" in client.get(reverse("people")).content.decode()
    field = reverse("person-field", args=[sara.uid, "email"])
    client.post(field, {"email": "ali@example.com", "version": sara.version})
    assert 'data-suppressed="' in client.get(field).content.decode()
