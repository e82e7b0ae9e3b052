from zolal.core.models.action import Action
from zolal.core.models.change import Change
from zolal.core.models.job import Job
from zolal.core.models.record import Record
from zolal.core.models.schedule import Schedule
from zolal.core.models.setting import Setting
from zolal.core.models.source import Source
from zolal.core.models.tombstone import Tombstone

__all__ = ["Action", "Change", "Job", "Record", "Schedule", "Setting", "Source", "Tombstone"]
