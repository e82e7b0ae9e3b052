from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "zolal.stewardship"
    label = "stewardship"
