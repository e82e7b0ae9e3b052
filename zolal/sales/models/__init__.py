from zolal.sales.models.deal import Deal
from zolal.sales.models.deal_contact import DealContact
from zolal.sales.models.lost_reason import LostReason
from zolal.sales.models.pipeline import Pipeline
from zolal.sales.models.product import Product
from zolal.sales.models.product_category import ProductCategory
from zolal.sales.models.sheet import Sheet
from zolal.sales.models.stage import Stage
from zolal.sales.models.stage_visit import StageVisit

__all__ = [
    "Deal",
    "DealContact",
    "LostReason",
    "Pipeline",
    "Product",
    "ProductCategory",
    "Sheet",
    "Stage",
    "StageVisit",
]
