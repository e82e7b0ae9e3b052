from __future__ import annotations

from django.urls import path

from zolal.web.users import roles, tokens, views

urlpatterns = [
    path("", views.index, name="users"),
    path("invite/", views.invite, name="user-invite"),
    path("<uuid:uid>/", views.change, name="user-change"),
    path("<uuid:uid>/active/", views.active, name="user-active"),
    path("<uuid:uid>/second-factor/reset/", views.reset_factor, name="user-second-factor-reset"),
    path("<uuid:uid>/link/", views.link, name="user-link"),
    path("teams/add/", views.add_team, name="team-add"),
    path("roles/", roles.index, name="roles"),
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/<uuid:uid>/revoke/", tokens.revoke, name="token-revoke"),
]
