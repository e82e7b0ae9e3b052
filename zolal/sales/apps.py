from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "zolal.sales"
    label = "sales"

    def ready(self) -> None:
        """Make what is sold known to the ledger, to merges and to the catalogue of fields."""
        from zolal.activities import about  # noqa: PLC0415 - models are only there now
        from zolal.core import erasure, ledger  # noqa: PLC0415
        from zolal.people.queries.views import offer_list  # noqa: PLC0415
        from zolal.sales import (  # noqa: PLC0415
            deal_fields,
            deal_forgetting,
            deal_measures,
            keeping,
            pointing,
            product_fields,
            rights,
            strand,
            trading,
        )
        from zolal.sales.deal_records import DealRecords  # noqa: PLC0415
        from zolal.sales.queries.deal_wish import DealWish  # noqa: PLC0415
        from zolal.sales.queries.deals import ABOUT  # noqa: PLC0415
        from zolal.sales.records import ProductRecords  # noqa: PLC0415

        ledger.register(ProductRecords())
        ledger.register(DealRecords())
        ledger.watch(keeping.on_write)
        pointing.tell()
        rights.tell()
        trading.tell(self)
        product_fields.offer()
        deal_fields.offer()
        deal_measures.tell()
        strand.offer()
        offer_list("deal", DealWish.parse)
        erasure.register(deal_forgetting.forget)
        about.register("deal", ABOUT)
