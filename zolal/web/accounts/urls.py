from __future__ import annotations

from django.urls import path

from zolal.web.accounts import entrance, profile

urlpatterns = [
    path("login/", entrance.Login.as_view(), name="login"),
    path("logout/", entrance.leave, name="logout"),
    path("language/", entrance.language, name="language"),
    path("setup/<str:token>/", entrance.setup, name="setup"),
    path("accounts/link/<str:uidb64>/<str:token>/", entrance.one_time_link, name="one-time-link"),
    path("profile/", profile.show, name="profile"),
    path("profile/preferences/", profile.preferences, name="preferences"),
    path("profile/theme/", profile.theme, name="theme"),
    path("profile/password/", profile.password, name="password"),
]
