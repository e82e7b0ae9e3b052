"""An invoice on paper: as PDF and as a page to print, in either language."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from zolal.i18n import Language
from zolal.report.invoice import invoice_pdf
from zolal.sales.invoice_paper import invoice_paper
from zolal.web.invoices.views import found_or_404
from zolal.web.policy import needs
from zolal.web.templatetags.reading import language


@require_GET
@needs("invoices.read")
def pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file; `lang` chooses the language, that of the reader otherwise."""
    invoice = found_or_404(request, uid)
    content = invoice_pdf(invoice_paper(invoice, _language(request), request.user))
    name = f"invoice-{invoice.code.replace('/', '-') or 'draft'}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_GET
@needs("invoices.read")
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A page without anything around it, for the browser's own printing."""
    invoice, lang = found_or_404(request, uid), _language(request)
    with translation.override(lang):
        return render(
            request, "invoices/paper.html", {"printed": invoice_paper(invoice, lang, request.user), "invoice": invoice}
        )


def _language(request: HttpRequest) -> Language:
    match request.GET.get("lang"):
        case "fa":
            return "fa"
        case "en":
            return "en"
    return language()
