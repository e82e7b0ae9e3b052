"""The API and its OpenAPI document."""

from __future__ import annotations

from zolal.api.accounts import me, users
from zolal.api.activities import activities
from zolal.api.activity_files import activity_files
from zolal.api.calendar import calendar
from zolal.api.catalogue import catalogue
from zolal.api.channels import channels
from zolal.api.choices import choices, views
from zolal.api.contact_steps import contact_steps
from zolal.api.costs import costs
from zolal.api.custom_fields import custom_fields
from zolal.api.deal_lines import deal_lines
from zolal.api.deals import deals
from zolal.api.fields import fields
from zolal.api.goals import goals
from zolal.api.import_rows import import_rows
from zolal.api.imports import imports
from zolal.api.interface import interface
from zolal.api.invoices import invoices
from zolal.api.jobs import jobs
from zolal.api.ledger import ledger
from zolal.api.maintenance import maintenance
from zolal.api.merges import duplicates, merges
from zolal.api.numbers import numbers
from zolal.api.own_files import own_files
from zolal.api.pipelines import pipelines
from zolal.api.plans import plans
from zolal.api.price_groups import price_groups
from zolal.api.price_sheets import price_sheets
from zolal.api.problem_log import problem_log
from zolal.api.product_sheets import product_sheets
from zolal.api.products import products
from zolal.api.quality import quality
from zolal.api.queue import queue
from zolal.api.ratings import ratings
from zolal.api.records import router_of
from zolal.api.relations import relations
from zolal.api.reviews import adoption, reviews
from zolal.api.roles import roles
from zolal.api.rules import rules
from zolal.api.samples import samples
from zolal.api.scores import scores
from zolal.api.settings import settings
from zolal.api.sharing import deputies, shares
from zolal.api.signals import signals
from zolal.api.silence import silent
from zolal.api.suppressions import suppressions
from zolal.api.timelines import timelines
from zolal.api.webhooks import webhooks

_ABOUT = (
    "People, companies, imports, duplicates, merges and quality. Send `Authorization: Bearer zolal_…`; make a token "
    "under `/me/tokens` or in the settings. Lists answer `{items, next, previous, total}`; send `after=next` for the "
    "next page. Send `Idempotency-Key` with what writes: the same request again does nothing again. Errors are "
    "`application/problem+json` (RFC 9457)."
)

api = interface(title="Zolal", version="1", description=_ABOUT, openapi_url="/openapi.json", docs_url="/docs")

api.add_router("/people", router_of("person", "People"))
api.add_router("/companies", router_of("company", "Companies"))
api.add_router("/products", product_sheets)
api.add_router("/products", products)
api.add_router("/activities", activities)
api.add_router("/activities", activity_files)
api.add_router("/activities", timelines)
api.add_router("/deals", deals)
api.add_router("/deals", deal_lines)
api.add_router("/pipelines", pipelines)
api.add_router("/prices", price_groups)
api.add_router("/prices", price_sheets)
api.add_router("/invoices", invoices)
api.add_router("/channels", channels)
api.add_router("/imports", imports)
api.add_router("/imports", import_rows)
api.add_router("/duplicates", duplicates)
api.add_router("/merges", merges)
api.add_router("/quality/issues", queue)
api.add_router("/quality", quality)
api.add_router("/maintenance", maintenance)
api.add_router("/problems", problem_log)
api.add_router("/plans", plans)
api.add_router("/reviews", reviews)
api.add_router("/adoption", adoption)
api.add_router("/calendar", calendar)
api.add_router("/goals", goals)
api.add_router("/numbers", numbers)
api.add_router("/catalogue", catalogue)
api.add_router("/steps", contact_steps)
api.add_router("/fields/own", custom_fields)
api.add_router("/files", own_files)
api.add_router("/fields", fields)
api.add_router("/quality", ratings)
api.add_router("/quality", scores)
api.add_router("/quality/rules", rules)
api.add_router("/quality/samples", samples)
api.add_router("/quality", costs)
api.add_router("/ledger", ledger)
api.add_router("/choices", choices)
api.add_router("/views", views)
api.add_router("/relations", relations)
api.add_router("/signals", signals)
api.add_router("/silence", silent)
api.add_router("/suppressions", suppressions)
api.add_router("/settings", settings)
api.add_router("/webhooks", webhooks)
api.add_router("/jobs", jobs)
api.add_router("/me", me)
api.add_router("/users", users)
api.add_router("/roles", roles)
api.add_router("/shares", shares)
api.add_router("/deputies", deputies)
