from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "zolal.sales"
    label = "sales"

    def ready(self) -> None:
        """Make what is sold known to the ledger and to the catalogue of fields."""
        from zolal.core import ledger  # noqa: PLC0415 - models are only there now
        from zolal.sales import product_fields  # noqa: PLC0415
        from zolal.sales.records import ProductRecords  # noqa: PLC0415

        ledger.register(ProductRecords())
        product_fields.offer()
