from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zolal.api"
    label = "api"
