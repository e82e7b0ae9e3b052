from zolal.capture.models.import_ import Import
from zolal.capture.models.import_row import ImportRow
from zolal.capture.models.mapping import Mapping

__all__ = ["Import", "ImportRow", "Mapping"]
