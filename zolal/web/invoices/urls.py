from __future__ import annotations

from django.urls import path

from zolal.web.invoices import drafts, payments, printing, reports, seller, tax, views

urlpatterns = [
    path("", views.index, name="invoices"),
    path("export/", views.export, name="invoice-export"),
    path("new/", views.new, name="invoice-new"),
    path("create/", views.create, name="invoice-create"),
    path("of-deal/<uuid:uid>/", views.of_a_deal, name="deal-invoices"),
    path("debts/", reports.debts, name="debts"),
    path("debts.xlsx", reports.debts_export, name="debts-export"),
    path("tax/", tax.index, name="invoice-tax"),
    path("tax/export/", tax.export, name="invoice-tax-export"),
    path("seller/", seller.change, name="invoice-seller"),
    path("payments/<uuid:uid>/drop/", payments.drop, name="payment-drop"),
    path("<uuid:uid>/", views.show, name="invoice"),
    path("<uuid:uid>.pdf", printing.pdf, name="invoice-pdf"),
    path("<uuid:uid>/paper/", printing.paper, name="invoice-paper"),
    path("<uuid:uid>/change/", drafts.change, name="invoice-change"),
    path("<uuid:uid>/issue/", views.issue, name="invoice-issue"),
    path("<uuid:uid>/act/", views.act, name="invoice-act"),
    path("<uuid:uid>/payments/", payments.add, name="payment-add"),
    *(
        path(f"account/{kind}/<uuid:uid>/", reports.account, {"record_type": kind}, name=f"{kind}-account")
        for kind in ("person", "company")
    ),
    *(
        path(
            f"account/{kind}/<uuid:uid>.xlsx",
            reports.account_export,
            {"record_type": kind},
            name=f"{kind}-account-export",
        )
        for kind in ("person", "company")
    ),
]
