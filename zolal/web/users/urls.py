from __future__ import annotations

from django.urls import path

from zolal.web.roles import views as roles
from zolal.web.users import tokens, trying, views

urlpatterns = [
    path("", views.index, name="users"),
    path("invite/", views.invite, name="user-invite"),
    path("<uuid:uid>/", views.change, name="user-change"),
    path("<uuid:uid>/active/", views.active, name="user-active"),
    path("<uuid:uid>/second-factor/reset/", views.reset_factor, name="user-second-factor-reset"),
    path("<uuid:uid>/link/", views.link, name="user-link"),
    path("try/", trying.begin, name="try-begin"),
    path("try/end/", trying.end, name="try-end"),
    path("teams/add/", views.add_team, name="team-add"),
    path("roles/", roles.index, name="roles"),
    path("roles/add/", roles.add, name="role-add"),
    path("roles/<str:key>/", roles.show, name="role"),
    path("roles/<str:key>/change/", roles.change, name="role-change"),
    path("roles/<str:key>/delete/", roles.delete, name="role-delete"),
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/<uuid:uid>/revoke/", tokens.revoke, name="token-revoke"),
]
