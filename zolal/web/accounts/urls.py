from __future__ import annotations

from django.urls import path

from zolal.web.accounts import entrance, profile, second_factor

urlpatterns = [
    path("login/", entrance.Login.as_view(), name="login"),
    path("login/code/", second_factor.ask, name="login-code"),
    path("logout/", entrance.leave, name="logout"),
    path("language/", entrance.language, name="language"),
    path("setup/<str:token>/", entrance.setup, name="setup"),
    path("accounts/link/<str:uidb64>/<str:token>/", entrance.one_time_link, name="one-time-link"),
    path("profile/", profile.show, name="profile"),
    path("profile/preferences/", profile.preferences, name="preferences"),
    path("profile/theme/", profile.theme, name="theme"),
    path("profile/password/", profile.password, name="password"),
    path("profile/second-factor/", second_factor.show, name="second-factor"),
    path("profile/second-factor/offer/", second_factor.offer, name="second-factor-offer"),
    path("profile/second-factor/confirm/", second_factor.confirm, name="second-factor-confirm"),
    path("profile/second-factor/codes/", second_factor.renew, name="second-factor-codes"),
    path("profile/second-factor/remove/", second_factor.remove, name="second-factor-remove"),
]
