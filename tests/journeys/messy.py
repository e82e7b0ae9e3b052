"""The customer file of the journeys, as an old accounting program writes it: cp1256, semicolons, Arabic letters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

HEADERS = ("نام", "نام خانوادگي", "موبايل", "ايميل", "كد ملي", "شهر", "تاريخ تولد")
ROWS = (
    ("علي", "محمدي", "09121234567", "ali@example.com", "", "يزد", "1365/04/12"),
    ("مريم", "كاظمي", "9351112233", "maryam.kazemi@example.com", "", "تهران", "1370/11/02"),
    ("سارا", "رضايي", "", "فروشگاه@", "", "شيراز", ""),
    ("حسين", "كريمي", "", "فروشگاه@", "", "مشهد", "1358/03/30"),
    ("رضا", "اميري", "", "فروشگاه@", "", "رشت", ""),
    ("فاطمه", "اكبري", "09133334455", "fatemeh@example.com", "1234567890", "اصفهان", ""),
    ("نرگس", "صادقي", "09127654321", "narges@example.com", "", "كرج", "1372/07/01"),
    ("نرگس", "صادقي", "09127654321", "narges@example.com", "", "", "1372/07/01"),
)

# What a file may hold when somebody means harm; each has to be seen as text wherever it is shown.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<svg onload=alert(3)>",
    "</title></textarea><b>",
    "{{ 7|add:7 }}${7*7}",
    "javascript:alert(4)",
    "=1+1",
)


def old_file() -> bytes:
    return _csv((HEADERS, *ROWS), delimiter=";").encode("cp1256")


def hostile_file() -> bytes:
    """Every column holds every payload once; a column that means nothing is named after one."""
    headers = ("نام", "نام خانوادگی", "موبایل", "ایمیل", "شرکت", "سمت", "شهر", "نشانی", "یادداشت", PAYLOADS[0])
    plain = ("09120000001", "09120000002", "09120000003", "09120000004", "09120000005", "09120000006", "09120000007")
    rows = [[payload] * len(headers) for payload in PAYLOADS]
    for row, mobile in zip(rows, plain, strict=True):
        row[2], row[3] = mobile, f"someone{mobile}@example.com"
    wrong = [PAYLOADS[1]] * len(headers)
    return _csv((headers, *rows, wrong), delimiter=",").encode()


def _csv(rows: Iterable[Iterable[str]], *, delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
