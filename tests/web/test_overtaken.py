"""Two people have one form open: the second is told what the first has made of it, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.quality.conftest import enter
from tests.sales.conftest import pipeline, stages
from tests.web.conftest import Browse
from zolal.accounts.actions.settings import change_settings
from zolal.accounts.models import User
from zolal.activities.actions.behaviours import add_behaviour
from zolal.core.settings import settings
from zolal.people.actions.contact_steps import write_step
from zolal.people.models import Company
from zolal.sales.actions.channels import add_channel, change_channel
from zolal.sales.actions.invoices import change_draft, draft_invoice
from zolal.sales.actions.pipelines import change_pipeline, change_stage
from zolal.sales.actions.price_groups import add_group, add_list, change_group, change_list, set_prices
from zolal.sales.actions.product_categories import add_category, change_category
from zolal.sales.actions.products import add_product
from zolal.sales.models import Pipeline, SalesChannel, Stage

__all__ = ["enter", "pipeline", "stages"]


def seen(client: Client, page: str, name: str = "seen") -> str:
    """What the form of a page remembers of what it shows."""
    found = re.search(f'name="{name}" value="([^"]*)"', client.get(page).content.decode())
    assert found
    return found[1]


def test_a_price_group_is_not_overwritten(manager: User, administrator: User, browse: Browse) -> None:
    group, _ = add_group(name="عمده", discount_percent=10, by=manager)
    client, page = browse(manager), f"/products/prices/{group.uid}/"
    before = seen(client, page)
    change_group(group=group, name="عمده", discount_percent=15, by=administrator)
    mine = {"name": "عمده", "discount_percent": "12"}
    refused = client.post(page, mine | {"seen": before})
    assert refused.status_code == 422
    assert "«15»" in refused.content.decode()
    assert administrator.name in refused.content.decode()
    group.refresh_from_db()
    assert group.discount == 1_500
    after = re.search('name="seen" value="([^"]*)"', refused.content.decode())
    assert after
    assert client.post(page, mine | {"seen": after[1]}).status_code == 302
    group.refresh_from_db()
    assert group.discount == 1_200


def test_what_i_left_as_it_was_keeps_what_another_has_written(
    manager: User, administrator: User, browse: Browse
) -> None:
    group, _ = add_group(name="عمده", discount_percent=10, by=manager)
    client, page = browse(manager), f"/products/prices/{group.uid}/"
    before = seen(client, page)
    change_group(group=group, name="عمده", discount_percent=15, by=administrator)
    mine = {"name": "همکار", "discount_percent": "10", "seen": before}
    assert client.post(page, mine).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.discount) == ("همکار", 1_500)


def test_days_of_a_list_and_its_prices_are_not_overwritten(manager: User, administrator: User, browse: Browse) -> None:
    tea, _ = add_product(name="چای", price=1_000_000, by=manager)
    coffee, _ = add_product(name="قهوه", price=2_000_000, by=manager)
    group, _ = add_group(name="عمده", by=manager)
    spring, _ = add_list(group=group, name="بهار", by=manager)
    client, page = browse(manager), f"/products/prices/lists/{spring.uid}/"
    before = seen(client, f"{page}change/")
    change_list(price_list=spring, name="نوروز", starts_on=spring.starts_on, by=administrator)
    mine = {"name": "بهاره", "starts_on": str(spring.starts_on), "seen": before}
    refused = client.post(f"{page}change/", mine)
    assert (refused.status_code, "نوروز" in refused.content.decode()) == (422, True)

    set_prices(price_list=spring, prices={tea: 900_000, coffee: 1_800_000}, by=administrator)
    typed = {str(tea.uid): "۸۰٬۰۰۰", f"seen-{tea.uid}": "", str(coffee.uid): "", f"seen-{coffee.uid}": ""}
    refused = client.post(page, typed)
    assert (refused.status_code, "90,000" in refused.content.decode()) == (422, True)
    assert client.post(page, typed | {f"seen-{tea.uid}": seen(client, page, f"seen-{tea.uid}")}).status_code == 302
    spring.refresh_from_db()
    assert spring.prices == {str(tea.pk): 800_000, str(coffee.pk): 1_800_000}


def test_a_category_a_channel_a_pipeline_and_a_stage_are_not_overwritten(
    administrator: User, browse: Browse, enter: Callable[..., int], pipeline: Pipeline, stages: list[Stage]
) -> None:
    manager = administrator
    tea, _ = add_category(name="چای", by=manager)
    shop, _ = add_channel(
        company=Company.objects.get(pk=enter("company", name="کویر")), kind="retailer", note="الف", by=manager
    )
    client = browse(administrator)
    pages = {
        f"/products/categories/{tea.uid}/": {"name": "چای من"},
        f"/channels/{shop.uid}/": {"kind": "retailer", "note": "من"},
        f"/pipelines/{pipeline.uid}/": {"name": pipeline.name, "about": "من"},
        f"/pipelines/stages/{stages[0].uid}/": {
            "name": "گام من",
            "probability": "10",
            "idle_days": "7",
            "colour": "slate",
        },
    }
    remembered = {page: seen(client, page) for page in pages}
    change_category(category=tea, name="دمنوش", parent=None, by=manager)
    change_channel(channel=shop, note="دیگری", by=manager)
    change_pipeline(pipeline=pipeline, about="دیگری", by=administrator)
    change_stage(stage=stages[0], name="آشنایی", by=administrator)
    theirs = ["دمنوش", "دیگری", "دیگری", "آشنایی"]
    for (page, typed), now in zip(pages.items(), theirs, strict=True):
        refused = client.post(page, typed | {"seen": remembered[page]})
        assert (refused.status_code, f"«{now}»" in refused.content.decode()) == (422, True), page
    assert SalesChannel.objects.get().note == "دیگری"


def test_who_changes_a_draft_sees_what_another_has_made_of_it(
    manager: User, administrator: User, browse: Browse, enter: Callable[..., int]
) -> None:
    shop = Company.objects.get(pk=enter("company", name="کویر"))
    draft, _ = draft_invoice(company=shop, lines=[{"name": "چای", "price": 1_000}], by=manager)
    change_draft(invoice=draft, note="نقدی", lines=[{"name": "قهوه", "price": 25_000}], by=administrator)
    typed = {"version": str(draft.version), "note": "چک", "l1-name": "چای", "l1-price": "100", "buyer-name": "کویر"}
    refused = browse(manager).post(f"/invoices/{draft.uid}/change/", typed)
    told = refused.content.decode()
    assert (refused.status_code, "نقدی" in told, "۲٬۵۰۰" in told, administrator.name in told) == (409, True, True, True)


@pytest.mark.parametrize("theirs", [None, 700_000])
def test_a_price_taken_off_or_set_meanwhile_is_told(
    manager: User, administrator: User, browse: Browse, theirs: int | None
) -> None:
    tea, _ = add_product(name="چای", price=1_000_000, by=manager)
    group, _ = add_group(name="عمده", by=manager)
    spring, _ = add_list(group=group, name="بهار", by=manager)
    set_prices(price_list=spring, prices={tea: 900_000}, by=manager)
    set_prices(price_list=spring, prices={tea: theirs}, by=administrator)
    typed = {str(tea.uid): "80,000", f"seen-{tea.uid}": "900000"}
    refused = browse(manager).post(f"/products/prices/lists/{spring.uid}/", typed)
    told = "70,000" if theirs else "«—»"
    assert (refused.status_code, told in refused.content.decode()) == (422, True)


def test_settings_are_not_overwritten(administrator: User, browse: Browse) -> None:
    client = browse(administrator)
    typed = {
        "/settings/calendar/": {"begins": "9", "ends": "17", "minutes": "30", "visit_minutes": "45", "thursdays": "on"},
        "/invoices/seller/": {"name": "شرکت من"},
    }
    remembered = {page: seen(client, page) for page in typed}
    change_settings(values={"calendar.begins": 7, "invoice.seller": {"name": "شرکت ما"}}, by=administrator)
    for (page, told), now in zip(typed.items(), ["7", "شرکت ما"], strict=True):
        refused = client.post(page, told | {"seen": remembered[page]})
        assert (refused.status_code, f"«{now}»" in refused.content.decode()) == (422, True), page
    assert settings("calendar.begins", "invoice.seller") == {
        "calendar.begins": 7, "invoice.seller": {"name": "شرکت ما"},
    }  # fmt: skip


def test_a_choice_of_several_settings_is_kept_as_another_made_it(administrator: User, browse: Browse) -> None:
    client = browse(administrator)
    before = seen(client, "/quality/inactive/")
    change_settings(values={"inactive.days": 120}, by=administrator)
    mine = {"days": "60", "retention_days": "365", "cost": "0", "seen": before}
    assert "«120»" in client.post("/quality/inactive/choices/", mine, follow=True).content.decode()
    mine |= {"days": "90", "retention_days": "400"}
    client.post("/quality/inactive/choices/", mine)
    assert settings("inactive.days", "inactive.retention_days") == {
        "inactive.days": 120,
        "inactive.retention_days": 400,
    }


def test_words_that_many_share_are_not_overwritten(administrator: User, browse: Browse) -> None:
    client = browse(administrator)
    step = write_step(text="تماس", days=1, who="owner", by=administrator)
    behaviour, _ = add_behaviour(name="خوش‌حساب", by=administrator)
    client.post(f"/settings/steps/{step.uid}/", {"text": "پیام", "who": "owner", "days": "1", "seen_text": "ایمیل"})
    client.post(f"/activities/behaviours/{behaviour.uid}/", {"name": "بدحساب", "seen": "دیرپرداز"})
    step.refresh_from_db()
    behaviour.refresh_from_db()
    assert (step.text, behaviour.name) == ("تماس", "خوش‌حساب")
    client.post(f"/settings/steps/{step.uid}/", {"text": "پیام", "who": "owner", "days": "1", "seen_text": "تماس"})
    step.refresh_from_db()
    assert step.text == "پیام"
