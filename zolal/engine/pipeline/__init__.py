"""The whole engine in one call: messy tables in, clean tables out."""

from zolal.engine.pipeline.contract import Cleaned, Options, Progress, Source
from zolal.engine.pipeline.run import clean

__all__ = ["Cleaned", "Options", "Progress", "Source", "clean"]
