from __future__ import annotations

from django.urls import URLPattern, path

from zolal.web import saved_views
from zolal.web.people import (
    board,
    bulk,
    entry,
    erasure,
    fields,
    files,
    lists,
    origins,
    questions,
    ratings,
    record,
    signals,
)
from zolal.web.people.kinds import KINDS
from zolal.web.steps import views as steps

urlpatterns: list[URLPattern] = []
for kind in KINDS.values():
    base, one, told = f"{kind.slug}/", f"{kind.slug}/<uuid:uid>/", {"record_type": kind.name}
    urlpatterns += [
        path(base, lists.index, told, name=kind.list_name),
        path(f"{base}board/", board.index, told, name=f"{kind.name}-board"),
        path(f"{base}filter/", lists.filter_form, told, name=f"{kind.name}-filter"),
        path(f"{base}bulk/", bulk.change, told, name=f"{kind.name}-bulk"),
        path(f"{base}bulk/edit/", bulk.form, told, name=f"{kind.name}-bulk-edit"),
        path(f"{base}export/", bulk.export, told, name=f"{kind.name}-export"),
        path(f"{base}views/", saved_views.save, told, name=f"{kind.name}-views"),
        path(f"{base}views/<uuid:uid>/delete/", saved_views.delete, told, name=f"{kind.name}-view-delete"),
        path(f"{base}new/", entry.create, told, name=f"{kind.name}-new"),
        path(f"{base}new/check/", entry.check, told, name=f"{kind.name}-check"),
        path(one, record.show, told, name=kind.name),
        path(f"{one}preview/", record.preview, told, name=f"{kind.name}-preview"),
        path(f"{one}head/", record.head, told, name=f"{kind.name}-head"),
        path(f"{one}timeline/", record.more, told, name=f"{kind.name}-timeline"),
        path(f"{one}field/<str:name>/", fields.field, told, name=f"{kind.name}-field"),
        path(f"{one}file/<str:name>/", files.download, told, name=f"{kind.name}-file"),
        path(f"{one}question/", questions.question, told, name=f"{kind.name}-question"),
        path(f"{one}fill/", entry.fill, told, name=f"{kind.name}-fill"),
        path(f"{one}origin/", origins.show, told, name=f"{kind.name}-origin"),
        path(f"{one}rate/", ratings.rate, told, name=f"{kind.name}-rate"),
        path(f"{one}restore/", origins.restore, told, name=f"{kind.name}-restore"),
        path(f"{one}state/", bulk.one, told, name=f"{kind.name}-state"),
        path(f"{one}signals/", signals.note, told, name=f"{kind.name}-signals"),
        path(f"{one}step/", steps.tick, told, name=f"{kind.name}-step"),
        path(f"{one}erase/", erasure.erase, told, name=f"{kind.name}-erase"),
    ]
