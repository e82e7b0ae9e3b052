from zolal.sales.models.customer_terms import CustomerPriceGroup, ProductPreference
from zolal.sales.models.deal import Deal
from zolal.sales.models.deal_contact import DealContact
from zolal.sales.models.deal_line import DealLine
from zolal.sales.models.deal_row import DealRow
from zolal.sales.models.invoice import Invoice
from zolal.sales.models.invoice_series import InvoiceSeries
from zolal.sales.models.lost_reason import LostReason
from zolal.sales.models.payment import Payment
from zolal.sales.models.pipeline import Pipeline
from zolal.sales.models.price_group import PriceGroup, PriceList
from zolal.sales.models.product import Product
from zolal.sales.models.product_category import ProductCategory
from zolal.sales.models.sales_channel import SalesChannel
from zolal.sales.models.sheet import Sheet
from zolal.sales.models.stage import Stage
from zolal.sales.models.stage_visit import StageVisit

__all__ = [
    "CustomerPriceGroup",
    "Deal",
    "DealContact",
    "DealLine",
    "DealRow",
    "Invoice",
    "InvoiceSeries",
    "LostReason",
    "Payment",
    "Pipeline",
    "PriceGroup",
    "PriceList",
    "Product",
    "ProductCategory",
    "ProductPreference",
    "SalesChannel",
    "Sheet",
    "Stage",
    "StageVisit",
]
