from zolal.connect.models.delivery import Attempt, Delivery
from zolal.connect.models.endpoint import Endpoint
from zolal.connect.models.event import Event
from zolal.connect.models.heard import Heard

__all__ = ["Attempt", "Delivery", "Endpoint", "Event", "Heard"]
