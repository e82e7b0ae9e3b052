from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "zolal.web"
    label = "web"
