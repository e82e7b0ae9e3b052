from __future__ import annotations

from django.db import models


class LastSignals(models.Model):
    """The last day of each kind of signal of a record, kept in the transaction that writes one.

    `alive_on` is the newest of the four signs of life. Who is silent is asked of these narrow rows: the signals
    themselves are many.
    """

    id = models.BigAutoField(primary_key=True)
    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    alive_on = models.DateField(null=True)
    email_opened = models.DateField(null=True)
    site_visited = models.DateField(null=True)
    asset_engaged = models.DateField(null=True)
    call_answered = models.DateField(null=True)
    email_sent = models.DateField(null=True)
    email_bounced = models.DateField(null=True)
    sms_sent = models.DateField(null=True)
    call_unanswered = models.DateField(null=True)
    unsubscribed = models.DateField(null=True)
    complained = models.DateField(null=True)
    machine = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "record_id"], name="last_signals_of_record")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
