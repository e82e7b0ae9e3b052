"""Django's settings, all from the environment; `ZOLAL_DATA` is the one folder that holds everything worth a backup."""

from __future__ import annotations

import os
from pathlib import Path

from zolal.core import sqlite
from zolal.server.environment import data_folder, database, flag, mail_server, proxy, secret_key, words

sqlite.use_fixed_library()

DATA = data_folder()

SECRET_KEY = secret_key(DATA)
DEBUG = flag("ZOLAL_DEBUG", default=False)
ALLOWED_HOSTS = words("ZOLAL_HOSTS", default="localhost 127.0.0.1 [::1]")
HTTPS = flag("ZOLAL_HTTPS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "axes",
    "ninja",
    "zolal.core",
    "zolal.accounts",
    "zolal.people",
    "zolal.activities",
    "zolal.calendar",
    "zolal.sales",
    "zolal.quality",
    "zolal.stewardship",
    "zolal.capture",
    "zolal.strategy",
    "zolal.connect",
    "zolal.web",
    "zolal.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zolal.accounts.language.LanguageMiddleware",
    "zolal.server.guard.Guard",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zolal.server.second_factor.SecondFactorFirst",
    "zolal.server.try_as.TryAs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "zolal.server.urls"
WSGI_APPLICATION = "zolal.server.wsgi.application"

# Cotton and template-partials each want to wrap the loaders; both work only when the order is spelled out.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "zolal.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "zolal.web.templatetags.addresses",
                "zolal.web.templatetags.reading",
                "zolal.web.templatetags.pieces",
                "zolal.web.templatetags.cells",
                "zolal.web.templatetags.activity",
                "zolal.web.templatetags.centre",
                "zolal.web.templatetags.months",
                "zolal.web.templatetags.planner",
                "zolal.web.templatetags.work",
                "zolal.web.templatetags.goals",
                "zolal.web.templatetags.money",
                "zolal.web.templatetags.deals",
                "zolal.web.templatetags.queue",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
        },
    }
]
COTTON_DIR = "components"

DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
# Who waits as long as the page says gets in then, though they tried meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Else it would be "email", under which a failed attempt is never found again.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "zolal.accounts.attempts.account_tried"
AXES_CLIENT_IP_CALLABLE = "zolal.accounts.attempts.address_of"
AXES_HANDLER = "zolal.accounts.attempts.Attempts"
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
PROXIES = int(os.environ.get("ZOLAL_PROXIES", "0"))  # how many stand before Zolal and say where requests come from
LOGIN_FAILURES_OF_ACCOUNT = 40  # from all addresses together, within the cool-off time
LOGIN_FAILURES_OF_ADDRESS = 60  # of all accounts together

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("ZOLAL_TIME_ZONE", "Asia/Tehran")

EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL, EMAIL_USE_TLS = mail_server()
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ZOLAL_MAIL_FROM") or EMAIL_HOST_USER or "zolal@localhost"

OUTBOUND_PROXY = proxy()  # what Zolal sends to other machines goes through it

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # filled by `zolal serve`
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "zolal.server.storage.HashedStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
UPLOAD_LIMIT = 512 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # asked by the supervisor and monitors, past the proxy
# Whether HSTS holds for neighbouring names, and for ever, is for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZOLAL_LOG_LEVEL", "WARNING")},
}
