from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models.team import Team
from zolal.core.uid import uuid7


class Role(models.TextChoices):
    """What somebody is in the company, as shipped; what that lets them do is in `zolal.accounts.permissions`.

    Roles that an administrator makes are rows, see `RoleRights`.
    """

    ADMINISTRATOR = "administrator", _("CRM administrator")
    STRATEGIST = "strategist", _("CRM strategist")
    MANAGER = "manager", _("manager")
    MEMBER = "member", _("member")
    READER = "reader", _("reader")


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, role: str = Role.MEMBER, password: str | None = None) -> User:
        """A user; without a password nobody can log in until one is set by a one-time link."""
        user = self.model(email=email.strip().lower(), name=name, role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who logs in, by e-mail address.

    `role` is the key of a role, for ever or until the end of a day; `role_after` is the one after it, "" for none.
    """

    class Digits(models.TextChoices):
        PERSIAN = "persian", _("Persian (۱۲۳)")
        LATIN = "latin", _("Latin (123)")

    class Theme(models.TextChoices):
        SYSTEM = "system", _("like the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Money(models.TextChoices):
        COMPANY = "", _("as the company")
        TOMAN = "toman", _("tomans")
        RIAL = "rial", _("rials")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=40, default=Role.MEMBER)
    role_until = models.DateField(null=True, blank=True)
    role_after = models.CharField(max_length=40, blank=True)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="members")
    is_active = models.BooleanField(_("may log in"), default=True)
    language = models.CharField(_("language"), max_length=2, choices=[("fa", "فارسی"), ("en", "English")], default="fa")
    digits = models.CharField(_("digits"), max_length=7, choices=Digits, default=Digits.PERSIAN)
    theme = models.CharField(_("colours"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    money = models.CharField(_("amounts"), max_length=5, choices=Money, default=Money.COMPANY, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def role_now(self) -> str:
        """The role that counts today; "" where it has ended and no other follows."""
        ended = self.role_until is not None and self.role_until < timezone.localdate()
        return self.role_after if ended else self.role
