from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zolal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """What somebody may is read anew when roles change; a shared record is forgotten with its sharing."""
        from zolal.accounts import rights, sharing  # noqa: PLC0415 - models are only there now
        from zolal.accounts.models import Deputy, SharedRecord  # noqa: PLC0415
        from zolal.core import erasure  # noqa: PLC0415

        rights.watch(Deputy, SharedRecord)
        erasure.register(sharing.forget)
