from __future__ import annotations

from django.urls import path

from zolal.web.imports import rows, suppressed, views

urlpatterns = [
    path("", views.index, name="imports"),
    path("upload/", views.upload, name="import-upload"),
    path("<uuid:uid>/", views.show, name="import"),
    path("<uuid:uid>/progress/", views.progress, name="import-progress"),
    path("<uuid:uid>/reading/", views.reading, name="import-reading"),
    path("<uuid:uid>/mapping/", views.confirm, name="import-mapping"),
    path("<uuid:uid>/back/", views.back, name="import-back"),
    path("<uuid:uid>/commit/", views.commit, name="import-commit"),
    path("<uuid:uid>/cancel/", views.cancel, name="import-cancel"),
    path("<uuid:uid>/undo/", views.undo, name="import-undo"),
    path("<uuid:uid>/errors.<str:form>", views.errors, name="import-errors"),
    path("<uuid:uid>/suppressed/", suppressed.show, name="import-suppressed"),
    path("<uuid:uid>/suppressed.xlsx", suppressed.export, name="import-suppressed-export"),
    path("<uuid:uid>/replace/", rows.replace, name="import-replace"),
    path("<uuid:uid>/answers/", rows.choose_all, name="import-choose-all"),
    path("<uuid:uid>/rows/<int:number>/mend/", rows.mend, name="import-mend"),
    path("<uuid:uid>/rows/<int:number>/choose/", rows.choose, name="import-choose"),
]
