"""The customer file of the journeys, as an old accounting program writes it: cp1256, semicolons, Arabic letters."""

from __future__ import annotations

# What a file may hold when somebody means harm; each must be seen as text wherever it is shown.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<svg onload=alert(3)>",
    "{{ 7|add:7 }}${7*7}",
    "javascript:alert(4)",
)
HEADERS = ("نام", "نام خانوادگي", "موبايل", "ايميل", "كد ملي", "شهر", "تاريخ تولد")
ROWS = (
    ("علي", "محمدي", "09121234567", "ali@example.com", "", "يزد", "1365/04/12"),
    ("مريم", "كاظمي", "9351112233", "maryam.kazemi@gmail.com", "", "تهران", "1370/11/02"),
    ("سارا", "رضايي", "", "sara.rezaei@gmail", "", "شيراز", ""),
    ("حسين", "كريمي", "ندارد", "hossein@example.com", "", "مشهد", "1358/13/40"),
    ("فاطمه", "اكبري", "ندارد", "fatemeh@example.com", "1234567890", "اصفهان", ""),
    ("رضا", "اميري", "ندارد", "reza@example.com", "", "رشت", ""),
    ("نرگس", "صادقي", "09127654321", "narges@example.com", "", "كرج", ""),
    ("نرگس", "صادقى", "09127654321", "narges.sadeghi@example.com", "", "كرج", ""),
)


def csv_bytes() -> bytes:
    lines = [";".join(row) for row in (HEADERS, *ROWS)]
    return "\r\n".join(lines).encode("cp1256")
