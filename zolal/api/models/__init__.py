from zolal.api.models.call_count import CallCount
from zolal.api.models.idempotency_key import IdempotencyKey

__all__ = ["CallCount", "IdempotencyKey"]
