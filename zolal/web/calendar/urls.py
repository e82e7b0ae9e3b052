from __future__ import annotations

from django.urls import path

from zolal.web.calendar import deeds, feeds, files, plan, settings, tasks, views, visits

urlpatterns = [
    path("calendar/", views.index, name="calendar"),
    path("calendar/plan/", plan.create, name="calendar-plan"),
    path("calendar/move/", deeds.move, name="calendar-move"),
    path("calendar/entries/<uuid:uid>/", views.event, name="calendar-event"),
    path("calendar/entries/<uuid:uid>.ics", files.one, name="calendar-event-file"),
    path("calendar/entries/<uuid:uid>/done/", deeds.done, name="calendar-done"),
    path("calendar/entries/<uuid:uid>/later/", deeds.later, name="calendar-later"),
    path("calendar/entries/<uuid:uid>/hand/", deeds.hand, name="calendar-hand"),
    path("calendar/entries/<uuid:uid>/cancel/", deeds.call_off, name="calendar-cancel"),
    path("calendar/entries/<uuid:uid>/repeat/", deeds.repeat, name="calendar-repeat"),
    path("calendar/called/<str:record_type>/<uuid:uid>/", deeds.called, name="calendar-called"),
    path("calendar.ics", files.several, name="calendar-file"),
    path("calendar/import/", files.take, name="calendar-import"),
    path("calendar/links/", feeds.index, name="calendar-feeds"),
    path("calendar/links/<uuid:uid>/revoke/", feeds.revoke, name="calendar-feed-revoke"),
    path("calendar/links/letters/", feeds.letters, name="calendar-letters"),
    path("calendar/feed/<str:secret>.ics", feeds.feed, name="calendar-feed"),
    path("tasks/", tasks.index, name="tasks"),
    path("visits/", visits.index, name="visits"),
    path("visits/plan/", visits.plan_day, name="visits-plan"),
    path("visits/route/", visits.route, name="route"),
    path("visits/route/order/", visits.order, name="route-order"),
    path("settings/calendar/", settings.index, name="calendar-settings"),
    path("settings/calendar/days/", settings.say, name="holiday-set"),
    path("settings/calendar/days/<uuid:uid>/drop/", settings.drop, name="holiday-drop"),
]
