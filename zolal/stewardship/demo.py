"""What the stewards of the demo company have agreed upon: reports, policies, a proposal, and who fits."""

from __future__ import annotations

from zolal.accounts.models import Role, User
from zolal.core.jobs import enqueue, run_all
from zolal.stewardship.actions.fit import add_indicator
from zolal.stewardship.actions.places import add_place
from zolal.stewardship.actions.policies import set_policy
from zolal.stewardship.actions.proposals import comment_on, propose_field
from zolal.stewardship.actions.reports import plan_report
from zolal.stewardship.models import Report

_REPORTS = (
    ("فروش هر شهر", "در کدام شهر نمایندهٔ تازه بگیریم؟", ("province", "city", "last_purchase_on"), "monthly"),
    ("پیگیری مشتریان", "این هفته با چه کسی تماس بگیریم؟", ("mobile", "owner", "last_activity_on"), "weekly"),
)
_POLICIES = (
    ("mobile", "هماهنگی ارسال و پیگیری سفارش", "hand", "contract", ""),
    ("email", "فرستادن فاکتور و خبرنامه", "form", "consent", "تخفیف خرید اول"),
)
_INDICATORS = (
    ("در شهری که ارسال داریم", "city=تهران&city=شیراز", 10),
    ("ایمیل دارد", "email.filled=1", 5),
    ("موبایل ندارد", "mobile.empty=1", -10),
)


def load() -> None:
    """Once; where it is there already nothing is done."""
    by = User.objects.filter(role=Role.ADMINISTRATOR).earliest("pk")
    if Report.objects.exists():
        return
    for name, decision, fields, rhythm in _REPORTS:
        said = {"record_type": "person", "name": name, "decision": decision, "fields": fields}
        plan_report(**said, readers="مدیر فروش", rhythm=rhythm, by=by)
    for field, purpose, way, basis, benefit in _POLICIES:
        set_policy(
            record_type="person", field=field, purpose=purpose, whom="خریداران", way=way, basis=basis, benefit=benefit,
            by=by,
        )  # fmt: skip
    for name, query, points in _INDICATORS:
        add_indicator(record_type="person", name=name, query=query, points=points, by=by)
    add_place(name="نرم‌افزار حسابداری", kind="accounting", holds="فاکتورهای ده سال", keeper="مالی", by=by)
    seller = User.objects.filter(role=Role.MEMBER).earliest("pk")
    wish = {"kind": "retire", "field": "title", "title": "ستون عنوان را برداریم"}
    proposal = propose_field(**wish, record_type="person", reason="کسی آن را پر نمی‌کند.", by=seller)
    comment_on(proposal=proposal, text="موافقم؛ در هیچ گزارشی نیست.", stance="for", by=by)
    enqueue("stewardship.profile", owner=by)
    run_all()
