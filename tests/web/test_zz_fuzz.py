from __future__ import annotations
import json, uuid, itertools
import pytest
from django.test import Client
from tests.api.conftest import Program, people, companies  # noqa
from tests.web.test_policies import _screens, _views
from zolal.accounts.models import User
from zolal.people.actions.tags import create_tag
from zolal.people.models import Tag, Category, Person, Company
from zolal.quality.models import Pair
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)
import zolal.api.limits as L; L.A_MINUTE=10**9

BAD = ["a\0b", "x" * 5000, "9" * 5000, "9999-12-31", "0001-01-01"]
PARAMS = "q sort columns after before size view by kind type group code fact page state query field operator value tab record_type city city.contains city.begins city.not created_at created_at.from created_at.to birth_date.from birth_date.to quality quality.from employees owner team tags category source issue mobile mobile.contains company company.contains name entry edit keep next language".split()
POSTS = "name email role team colour text tab after field value uid all query do shared fact entry version proposal column old new answer choice numbers header_row sheet delimiter encoding policy record_type file theme digits language trust active scope password again current despite decision then keep company_name match_same city mobile given_name family_name note tags company owner birth_date address employees".split()


@pytest.fixture
def boss(administrator, people, companies):
    Tag.objects.create(name="t")
    Category.objects.create(name="c")
    return administrator


def _say(fails, k, v):
    if k not in fails: print("WEB", k, v, flush=True)
    fails[k]=1

def _addr(uid):
    out = []
    for where, one in _screens():
        kinds = {n: type(c).__name__ for n, c in one.pattern.converters.items()}
        for number in (Tag.objects.first().pk, 10**30):
            given = {
                n: {"UUIDConverter": uid, "IntConverter": number}.get(
                    k, {"token": "t", "uidb64": "u", "name": "city", "form": "csv", "thing": "tag"}.get(n, "x")
                )
                for n, k in kinds.items()
            }
            out.append(reverse(one.name, kwargs=given))
            if "number" not in given:
                break
    return sorted(set(out))


def test_web(boss, people, companies, hand=None):
    c = Client(raise_request_exception=True)
    c.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    fails = {}
    imp = _import(boss)
    pair = Pair.objects.first()
    uids = [people[0].uid, imp.uid] + ([pair.uid] if pair else [])
    for uid in uids:
        for a in _addr(uid):
            if a.startswith("/logout") or a.startswith("/login") or a.endswith("/deactivate/"):
                continue
            for bad in BAD:
                for method in ("get", "post"):
                    for htmx in (False,) if method == "post" else (True,):
                        params = {p: bad for p in (PARAMS if method == "get" else POSTS)}
                        cases = [params] if method == "post" else []
                        if method == "get":
                            LIST="q city city.contains created_at.from created_at.to birth_date.from quality.from owner tags company company.contains mobile mobile.contains issue source after employees".split()
                            cases = [{p: bad} for p in LIST] if a in ("/people/","/companies/") and uid==uids[0] else [params]
                        for case in cases:
                            if method == "post" and "do" in case:
                                case = case | {"do": "edit", "field": "team"}
                            try:
                                getattr(c, method)(a, case, headers={"hx-request": "true"} if htmx else {})
                            except Exception as e:
                                fails.setdefault(
                                    (
                                        method,
                                        a.replace(str(uid), "UID").replace(str(10**30), "HUGE"),
                                        type(e).__name__,
                                        str(e)[:80],
                                    ),
                                    [],
                                ).append((bad[:12], list(case)[:1] if len(case) < 3 else "*"))
    for k, v in sorted(fails.items()):
        print("WEB", k, len(v), v[:2])


def _import(boss):
    from django.core.files.base import ContentFile
    from zolal.capture.actions.imports import upload_import, confirm_mapping
    from zolal.core.jobs import run_all

    i = upload_import(
        file=ContentFile("نام,شهر,موبایل\nعلی,یزد,0912\nعلی محمدی,یزد,09121234567\n".encode()),
        filename="a.csv",
        record_type="person",
        by=boss,
    )
    run_all()
    i.refresh_from_db()
    confirm_mapping(import_=i, by=boss)
    run_all()
    i.refresh_from_db()
    return i


def test_api(boss, people, companies):
    p = Program(boss)
    p.client.raise_request_exception = False; import logging; logging.disable(50)
    imp = _import(boss)
    pair = Pair.objects.first()
    doc = p.get("/openapi.json").json()
    fails = {}
    uid = str(people[0].uid)
    H = 10**30

    def fill(schema, bad, depth=0):
        if "$ref" in schema:
            return fill(doc["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], bad, depth + 1)
        if "anyOf" in schema:
            return fill(schema["anyOf"][0], bad, depth)
        if "enum" in schema:
            return schema["enum"][0]
        if "const" in schema:
            return schema["const"]
        t = schema.get("type")
        if t == "object":
            if "properties" in schema:
                return {k: fill(v, bad, depth + 1) for k, v in schema["properties"].items()}
            ap = schema.get("additionalProperties") or {}
            if ap is True:
                ap = {}
            return {
                k: fill(ap, bad, depth + 1) if ap else bad
                for k in ("city", "mobile", "note", "birth_date", "owner", "tags", "employees")
            }
        if t == "array":
            return [fill(schema.get("items", {}), bad, depth + 1)]
        if t == "integer":
            return H if bad != "-1" else -1
        if t == "boolean":
            return False
        if t == "string":
            return uid if schema.get("format") == "uuid" else bad
        return bad

    bads = BAD + ['-1'] + ["\ud800", None, [1], {"a": 1}]
    for path, ops in doc["paths"].items():
        for method, op in ops.items():
            for u in [uid, str(imp.uid)] + ([str(pair.uid)] if pair else []):
                for num in (Tag.objects.first().pk if Tag.objects.exists() else 1, H):
                    url = (
                        path.removeprefix("/api/v1")
                        .replace("{uid}", u)
                        .replace("{number}", str(num))
                        .replace("{type}", "person")
                    )
                    for bad in bads:
                        q = "&".join(f"{x['name']}=" for x in op.get("parameters", []) if x["in"] == "query")
                        from urllib.parse import urlencode

                        qs = ""
                        if method == "get" and isinstance(bad, str):
                            names = [
                                x["name"]
                                for x in op.get("parameters", [])
                                if x["in"] == "query"
                                and x["schema"].get("format") != "uuid"
                                and x["name"] not in ("type", "verdict")
                            ]
                            for n in names or []:
                                val = {
                                    "size": str(H),
                                }.get(n, bad)
                                if n == "after" and "rows" in url:
                                    val = str(H)
                                r = p.get(url + "?" + urlencode({n: val}, errors="replace"))
                                if r.status_code >= 500:
                                    fails.setdefault((method, path, r.status_code, n), []).append(bad[:12])
                            continue
                        if method == "get":
                            continue
                        content = op.get("requestBody", {}).get("content", {})
                        schema = content.get("application/json", {}).get("schema") if content else {}
                        body = fill(schema, bad) if schema else {}
                        if isinstance(body, dict) and "version" in body:
                            body["version"] = 1
                        try:
                            r = p.client.generic(
                                method.upper(), "/api/v1" + url, json.dumps(body), content_type="application/json"
                            )
                        except Exception as e:
                            fails.setdefault((method, path, type(e).__name__, str(e)[:80]), []).append(str(bad)[:12])
                            continue
                        if r.status_code >= 500:
                            fails.setdefault((method, path, r.status_code, "huge" if num == H else ""), []).append(
                                str(bad)[:12]
                            )
    for k, v in sorted(fails.items(), key=str):
        print("API", k, len(v), v[:30])
