from __future__ import annotations

from django.urls import path

from zolal.web.quality import (
    aims,
    cost,
    decided,
    decisions,
    figures_export,
    inactive,
    many,
    matching,
    pairs,
    queue,
    samples,
    suppression,
    views,
)

urlpatterns = [
    path("", views.index, name="quality"),
    path("export/", figures_export.export, name="quality-export"),
    path("matching/", matching.show, name="matching"),
    path("matching/automatic/", matching.switch, name="matching-automatic"),
    path("inactive/", inactive.show, name="inactive"),
    path("inactive.xlsx", inactive.export, name="inactive-export"),
    path("inactive/clear/", inactive.clear, name="inactive-clear"),
    path("inactive/close/", inactive.close, name="inactive-close"),
    path("inactive/choices/", inactive.choose, name="inactive-choices"),
    path("suppression/", suppression.show, name="suppression"),
    path("suppression/add/", suppression.add, name="suppression-add"),
    path("suppression/<uuid:uid>/lift/", suppression.off, name="suppression-lift"),
    path("weights/", aims.score_weights, name="score-weights"),
    path("cost/", cost.show, name="cost"),
    path("cost/export/", cost.export, name="cost-export"),
    path("samples/", samples.index, name="samples"),
    path("samples.xlsx", samples.export, name="samples-export"),
    path("samples/<uuid:uid>/", samples.show, name="sample"),
    path("samples/<uuid:uid>/sheet/", samples.sheet, name="sample-sheet"),
    path("samples/<uuid:uid>/check/", samples.check, name="sample-check"),
    path("queue/", queue.show, name="queue"),
    path("queue/decided/", decided.show, name="queue-decided"),
    path("queue/decide/", decisions.one, name="queue-decide"),
    path("queue/many/", many.many, name="queue-many"),
    path("queue/pair/", pairs.pair, name="queue-pair"),
    path("queue/pairs/", pairs.many, name="queue-pairs"),
]
