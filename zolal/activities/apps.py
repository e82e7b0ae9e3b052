from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "zolal.activities"
    label = "activities"
