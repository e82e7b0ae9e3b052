from __future__ import annotations

from django.urls import path

from zolal.web.products import categories, sheets, views

urlpatterns = [
    path("", views.index, name="products"),
    path("new/", views.create, name="product-new"),
    path("export.xlsx", views.export, {"form": "xlsx"}, name="product-export"),
    path("export.csv", views.export, {"form": "csv"}, name="product-export-csv"),
    path("import/", sheets.upload, name="product-import"),
    path("import/<uuid:uid>/", sheets.show, name="product-sheet"),
    path("categories/", categories.index, name="product-categories"),
    path("categories/<uuid:uid>/", categories.change, name="product-category"),
    path("categories/<uuid:uid>/drop/", categories.drop, name="product-category-drop"),
    path("<uuid:uid>/", views.show, name="product"),
    path("<uuid:uid>/change/", views.change, name="product-change"),
    path("<uuid:uid>/state/", views.state, name="product-state"),
]
