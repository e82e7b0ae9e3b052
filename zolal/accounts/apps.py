from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zolal.accounts"
    label = "accounts"
