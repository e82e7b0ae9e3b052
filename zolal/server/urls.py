"""Every address of Zolal."""

from __future__ import annotations

from django.urls import include, path

from zolal.api.urls import api
from zolal.server.health import healthz

handler403 = "zolal.web.refused.not_allowed"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
    path("", include("zolal.web.urls")),
]
