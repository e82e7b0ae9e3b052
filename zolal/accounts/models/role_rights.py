from __future__ import annotations

from django.db import models

from zolal.accounts.models.user import Role

LONGEST_KEY = 40


class RoleRights(models.Model):
    """A role that an administrator made, or where a shipped one differs from what it is shipped with.

    `key` is what `User.role` holds; `base` the shipped role it was copied from (itself for a shipped one). What is not
    said here is as the base has it, so that what a later version ships reaches it too.

    `sees` is how far it sees in general ("" for a shipped role: the settings say it), `verbs` {verb: whether},
    `reaches` {object: {what: "all", "team", "own" or "none"}}, `fields` {record type: {field: access}}.
    """

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    name = models.CharField(max_length=100, blank=True)
    base = models.CharField(max_length=15, choices=Role)
    description = models.CharField(max_length=300, blank=True)
    sees = models.CharField(max_length=4, blank=True)
    verbs = models.JSONField(default=dict)
    reaches = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or self.key
