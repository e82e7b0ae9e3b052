from __future__ import annotations

from django.urls import path

from zolal.web.products import categories, price_sheets, prices, sheets, terms, views

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
    path("prices/", prices.index, name="price-groups"),
    path("prices/<uuid:uid>/", prices.group, name="price-group"),
    path("prices/<uuid:uid>/drop/", prices.drop, name="price-group-drop"),
    path("prices/lists/<uuid:uid>/", prices.show_list, name="price-list"),
    path("prices/lists/<uuid:uid>/change/", prices.edit_list, name="price-list-change"),
    path("prices/lists/<uuid:uid>/import/", price_sheets.upload, name="price-list-import"),
    path("prices/lists/<uuid:uid>/export.xlsx", price_sheets.export, {"form": "xlsx"}, name="price-list-export"),
    path("prices/lists/<uuid:uid>/export.csv", price_sheets.export, {"form": "csv"}, name="price-list-export-csv"),
    path("prices/sheets/<uuid:uid>/", price_sheets.show, name="price-sheet"),
    path("prices/lists/<uuid:uid>/drop/", prices.drop_list, name="price-list-drop"),
    path("<uuid:uid>/", views.show, name="product"),
    path("<uuid:uid>/change/", views.change, name="product-change"),
    path("<uuid:uid>/files/<str:name>/", views.download, name="product-file"),
    path("<uuid:uid>/state/", views.state, name="product-state"),
    *(
        path(f"terms/{kind}/<uuid:uid>/", terms.change, {"record_type": kind}, name=f"{kind}-terms")
        for kind in ("person", "company")
    ),
    *(
        path(
            f"terms/{kind}/<uuid:uid>/<uuid:preference_uid>/drop/",
            terms.drop,
            {"record_type": kind},
            name=f"{kind}-preference-drop",
        )
        for kind in ("person", "company")
    ),
]
