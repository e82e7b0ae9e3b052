from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "zolal.sales"
    label = "sales"
