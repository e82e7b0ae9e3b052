from zolal.sales.models.product import Product
from zolal.sales.models.product_category import ProductCategory
from zolal.sales.models.sheet import Sheet

__all__ = ["Product", "ProductCategory", "Sheet"]
