from __future__ import annotations

from django.urls import path

from zolal.web.gallery import views

urlpatterns = [path("", views.index, name="gallery")]
