"""What the web server calls."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zolal.server.settings")
application = get_wsgi_application()

# What stands in memory now stays there for ever: the collector need not look through it again, which took 100 ms about
# every thirtieth request. Screens and API are loaded here, else they would come with the first request and be left out.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
