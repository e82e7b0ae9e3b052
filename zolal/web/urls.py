"""The addresses of the screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from zolal.web.cycle import views as cycle
from zolal.web.home import views as home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.index, name="home"),
    path("queue/", home.queue, name="home-queue"),
    path("find/", home.find, name="find"),
    path("ui/", include("zolal.web.gallery.urls")),
    path("", include("zolal.web.accounts.urls")),
    path("", include("zolal.web.people.urls")),
    path("", include("zolal.web.calendar.urls")),
    path("activities/", include("zolal.web.activities.urls")),
    path("deals/", include("zolal.web.deals.urls")),
    path("pipelines/", include("zolal.web.pipelines.urls")),
    path("cycle/", cycle.index, name="cycle"),
    path("imports/", include("zolal.web.imports.urls")),
    path("duplicates/", include("zolal.web.duplicates.urls")),
    path("merges/", include("zolal.web.merges.urls")),
    path("quality/catalogue/", include("zolal.web.catalogue.urls")),
    path("quality/defaults/", include("zolal.web.defaults.urls")),
    path("quality/fit/", include("zolal.web.fit.urls")),
    path("quality/rules/", include("zolal.web.rules.urls")),
    path("quality/fields/", include("zolal.web.fields.urls")),
    path("quality/", include("zolal.web.quality.urls")),
    path("quality/", include("zolal.web.stewardship.urls")),
    path("", include("zolal.web.strategy.urls")),
    path("", include("zolal.web.relations.urls")),
    path("ledger/", include("zolal.web.ledger.urls")),
    path("products/", include("zolal.web.products.urls")),
    path("settings/steps/", include("zolal.web.steps.urls")),
    path("invoices/", include("zolal.web.invoices.urls")),
    path("channels/", include("zolal.web.channels.urls")),
    path("settings/webhooks/", include("zolal.web.webhooks.urls")),
    path("settings/", include("zolal.web.settings.urls")),
    path("", include("zolal.web.sharing.urls")),
    path("users/", include("zolal.web.users.urls")),
    path("jobs/", include("zolal.web.jobs.urls")),
]
