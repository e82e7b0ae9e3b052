from __future__ import annotations

from django.urls import path

from zolal.web import saved_views
from zolal.web.deals import board, entry, forecast, lines, lists, moves, own_fields, record, reports

urlpatterns = [
    path("", board.index, name="deals"),
    path("column/<uuid:uid>/", board.one_column, name="deals-column"),
    path("list/", lists.index, name="deals-list"),
    path("list/views/", saved_views.save, {"record_type": "deal"}, name="deal-views"),
    path("list/views/<uuid:uid>/delete/", saved_views.delete, {"record_type": "deal"}, name="deal-view-delete"),
    path("list/bulk/", lists.change, name="deals-bulk"),
    path("deals.<str:form>", lists.export, name="deals-export"),
    path("forecast/", forecast.index, name="deals-forecast"),
    path("forecast.xlsx", forecast.export, name="deals-forecast-export"),
    path("reports/", reports.index, name="deals-reports"),
    path("reports.xlsx", reports.export, name="deals-reports-export"),
    path("new/", entry.create, name="deal-new"),
    path("<uuid:uid>/", record.show, name="deal"),
    path("<uuid:uid>/head/", record.head, name="deal-head"),
    path("<uuid:uid>/timeline/", record.timeline, name="deal-timeline"),
    path("<uuid:uid>/fields/<str:name>/", record.field, name="deal-field"),
    path("<uuid:uid>/files/<str:name>/", own_fields.download, name="deal-file"),
    path("<uuid:uid>/move/", moves.move, name="deal-move"),
    path("<uuid:uid>/close/", moves.close, name="deal-close"),
    path("<uuid:uid>/reopen/", moves.reopen, name="deal-reopen"),
    path("<uuid:uid>/state/", moves.state, name="deal-state"),
    path("<uuid:uid>/lines/", lines.add, name="deal-line-add"),
    path("<uuid:uid>/lines/<uuid:line>/", lines.change, name="deal-line"),
    path("<uuid:uid>/people/", record.add_person, name="deal-contact"),
    path("<uuid:uid>/people/<int:contact>/remove/", record.remove_person, name="deal-contact-remove"),
]
