from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "zolal.connect"
    label = "connect"
