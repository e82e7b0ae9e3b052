from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "zolal.core"
    label = "core"
