from __future__ import annotations

from django.urls import path

from zolal.web.sharing import views

urlpatterns = [
    path("people/<uuid:uid>/share/", views.share, {"record_type": "person"}, name="person-share"),
    path("companies/<uuid:uid>/share/", views.share, {"record_type": "company"}, name="company-share"),
    path("shares/<uuid:uid>/withdraw/", views.withdraw, name="share-withdraw"),
    path("deputies/choose/", views.choose, name="deputy-choose"),
    path("deputies/<uuid:uid>/end/", views.end, name="deputy-end"),
]
