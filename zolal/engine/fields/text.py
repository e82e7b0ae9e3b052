"""Words that are kept as they are: running text, categories, job titles, house numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Kind
from zolal.engine.fields.sample import share
from zolal.engine.fields.text_form import TEXT_FORM, parse_text
from zolal.engine.persian.letters import key
from zolal.engine.records import N_

_FEW = 20
_TIMES = 5


def _few_distinct(cells: Sequence[str]) -> float:
    """Half sure when at most twenty values stand five times each on average: names of sources, stages, groups."""
    distinct = len({key(cell) for cell in cells})
    return 0.5 if 0 < distinct <= min(_FEW, len(cells) // _TIMES) else 0.0


TEXT = Kind(
    name="text",
    label=N_("Text"),
    headers=tuple(
        "نام محصول|نام کالا|محصول|کالا|نام بانک|نام شعبه|نام پروژه|نام کاربری|product name|product|"
        "user name|username|file name|bank name|توضیحات|توضیح|شرح|یادداشت|ملاحظات|نام پدر|نام مادر|"
        "نام همسر|نظر|نظرات|پیام|موضوع|description|note|notes|comment|comments|remark|remarks|memo|"
        "message|text|subject|father name|mother name|name of father|father s name".split("|")
    ),
    examples=(("مشتري  خوب", "مشتری خوب"), ("as is", "as is")),
    parse=parse_text,
    rules=(TEXT_FORM,),
)

CATEGORY = Kind(
    name="category",
    label=N_("Category"),
    headers=tuple(
        "منبع|منبع اشنایی|نحوه اشنایی|نوع|نوع مشتری|گروه|گروه مشتری|دسته|دسته بندی|وضعیت|مرحله|سطح|رتبه|"
        "برچسب|کانال|کارشناس|کارشناس فروش|مسیول|بخش|صنف|حوزه فعالیت|کشور|ملیت|وضعیت تاهل|تاهل|تحصیلات|مدرک|"
        "مدرک تحصیلی|روش پرداخت|زبان|واحد پول|source|lead source|type|customer type|group|category|class|"
        "segment|status|stage|level|tag|tags|label|channel|owner|sales rep|department|industry|country|"
        "nationality|language|marital status|education|priority|currency|payment method|nation".split("|")
    ),
    examples=(("تلفني", "تلفنی"), ("web", "web")),
    parse=parse_text,
    rules=(TEXT_FORM,),
    recognise=_few_distinct,
    measure="category",
)

_JOB_WORDS = re.compile(
    r"مدیر|کارشناس|مهندس |حسابدار|معاون|سرپرست|رییس|کارمند|فروشنده|منشی|پزشک|معلم|بازاریاب|تکنسین|مسیول|کارگر"
    r"|راننده|وکیل|manager|director|engineer|accountant|officer|assistant|specialist|clerk|developer|ceo|cto|cfo|president"
    r"|teacher|nurse"
)

JOB_TITLE = Kind(
    name="job_title",
    label=N_("Job title"),
    headers=tuple(
        "سمت|شغل|عنوان شغلی|پست سازمانی|سمت سازمانی|حرفه|نقش|job|job title|position|occupation|profession|"
        "role|designation|post title".split("|")
    ),
    examples=(("مدير فروش", "مدیر فروش"), ("Sales Manager", "Sales Manager")),
    parse=parse_text,
    rules=(TEXT_FORM,),
    recognise=lambda cells: min(0.9, 1.3 * share(cells, lambda cell: _JOB_WORDS.search(key(cell)))),
    measure="category",
    tags=frozenset({"words"}),
)

HOUSE_NUMBER = Kind(
    name="house_number",
    label=N_("House number"),
    headers=tuple("پلاک|شماره پلاک|پلاک منزل|street number|house number|house no|street no|building number".split("|")),
    examples=(("12  a", "12 a"), ("12", "12")),
    parse=parse_text,
    rules=(TEXT_FORM,),
)
