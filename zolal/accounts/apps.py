from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zolal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """What somebody may is read anew when roles change."""
        from zolal.accounts import rights  # noqa: PLC0415 - models are only there now

        rights.watch()
