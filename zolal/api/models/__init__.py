from zolal.api.models.idempotency_key import IdempotencyKey

__all__ = ["IdempotencyKey"]
