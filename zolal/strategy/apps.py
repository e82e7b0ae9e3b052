from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "zolal.strategy"
    label = "strategy"
