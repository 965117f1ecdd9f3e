#!/usr/bin/env python3
"""Drives the simulated Kingdee Cloud Galaxy with the vendor's Python client kingdee.cdp.webapi.sdk.

`make test` runs it where the client can be installed (`scripts/client-python.sh`). By hand: start `rapport sandbox kingdee`, then

    python kingdee_sdk_check.py http://127.0.0.1:7401 http://127.0.0.1:7400/_control

Installs nothing. Prints one line a check and ends with 1 when one failed.
"""
import json
import sys
import urllib.request

from k3cloud_webapi_sdk.main import K3CloudApiSdk

BASE, CONTROL = sys.argv[1], sys.argv[2]
FAILURES = []


def check(name, seen, wanted):
    good = seen == wanted
    print(("ok   " if good else "FAIL ") + name + ("" if good else f": saw {seen!r}, wanted {wanted!r}"))
    if not good:
        FAILURES.append(name)


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(CONTROL + path, data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


who = control("GET", "/kingdee/own/credentials")


def client(**changed):
    given = {"acct_id": who["account"], "user_name": who["user"], "app_id": who["app_id"], "app_secret": who["app_secret"]} | changed
    made = K3CloudApiSdk(f"{BASE}/k3cloud/")
    made.InitConfig(server_url=f"{BASE}/k3cloud/", **given)
    return made


def rows(api, form, keys, filter_string="", **more):
    data = {"FormId": form, "FieldKeys": keys, "FilterString": filter_string} | more
    return json.loads(api.ExecuteBillQuery(data))


def refused(**changed):
    """The number of the refusal, which stands where the first row would."""
    answer = rows(client(**changed), "BD_Currency", "FCODE")
    return answer[0][0]["Result"]["ResponseStatus"]["MsgCode"] if isinstance(answer[0][0], dict) else "accepted"


check("a wrong secret is refused", refused(app_secret="0" * 32), 1)
check("a wrong app is refused", refused(app_id=who["app_id"][:-1] + "A"), 1)
check("a wrong user is refused", refused(user_name="nobody"), 1)
check("a wrong data centre is refused", refused(acct_id="elsewhere"), 1)

api = client()
check("the signature is accepted", rows(api, "BD_Currency", "FCODE", " FNumber='PRE001' "), [["CNY"]])
check("data centres are listed", json.loads(api.GetDataCenters())[0]["Id"], who["account"])
truth = control("GET", "/kingdee/tables/BD_Customer/records?limit=10000")["records"]
seen, last = [], 0
while True:
    page = rows(api, "BD_Customer", "FCUSTID,FName", f"FCUSTID>{last}", OrderString="FCUSTID ASC", Limit=100)
    if not page:
        break
    seen += page
    last = page[-1][0]
check("every customer is read once", sorted(row[0] for row in seen), sorted(int(record["id"]) for record in truth))
check("rows as objects", json.loads(api.BillQuery({"FormId": "BD_Currency", "FieldKeys": "FCODE", "FilterString": "FNumber='PRE001'"})), [{"FCODE": "CNY"}])
described = json.loads(api.QueryBusinessInfo({"FormId": "SAL_SaleOrder"}))["Result"]["NeedReturnData"]
check("a form is described", {"FBillHead", "FSaleOrderEntry"} <= {entry["Key"] for entry in described["Entrys"]}, True)


def status(answer):
    return json.loads(answer)["Result"]["ResponseStatus"]


def customer(number, name):
    return {"FNumber": number, "FName": name, "FCreateOrgId": {"FNumber": "100"}, "FTRADINGCURRID": {"FNumber": "PRE001"}}


made = json.loads(api.Save("BD_Customer", {"Model": customer("SDK1", "张三 & 'O''Brien'"), "NeedReturnFields": ["FNumber"]}))["Result"]
check("a customer is saved", (made["ResponseStatus"]["IsSuccess"], made["NeedReturnData"]), (True, [{"FNumber": "SDK1"}]))
check("and can be viewed", json.loads(api.View("BD_Customer", {"Number": "SDK1"}))["Result"]["Result"]["Id"], made["Id"])
check("it is submitted", status(api.Submit("BD_Customer", {"Ids": str(made["Id"])}))["IsSuccess"], True)
check("and audited", status(api.Audit("BD_Customer", {"Numbers": ["SDK1"]}))["IsSuccess"], True)
again = status(api.Audit("BD_Customer", {"Numbers": ["SDK1"]}))
check("auditing twice is refused", (again["IsSuccess"], again["MsgCode"]), (False, 11))
check("an audited customer is closed", status(api.Save("BD_Customer", {"Model": {"FCUSTID": made["Id"], "FTEL": "1"}}))["IsSuccess"], False)
batch = status(api.BatchSave("BD_Customer", {"Model": [customer("SDK2", "二"), {"FNumber": "SDK3"}, customer("SDK4", "四")]}))
check("a batch fails in parts", ([one["DIndex"] for one in batch["SuccessEntitys"]], [one["DIndex"] for one in batch["Errors"]]), ([0, 2], [1]))
later = json.loads(api.BatchSaveQuery("BD_Customer", {"Model": [customer("SDK5", "五")]}))
check("a long call is asked for later", later["Result"]["ResponseStatus"]["IsSuccess"], True)
line = {"FMaterialId": {"FNumber": "MAT001"}, "FQty": 2, "FTaxPrice": 10.5}
order = {
    "FBillTypeID": {"FNUMBER": "XSDD01_SYS"}, "FDate": "2026-01-05", "FSaleOrgId": {"FNumber": "100"}, "FCustId": {"FNumber": "SDK1"},
    "FSalerId": {"FNumber": "XSY001"}, "FSaleOrderFinance": {"FSettleCurrId": {"FNumber": "PRE001"}}, "FSaleOrderEntry": [line, line],
}
bill = json.loads(api.Save("SAL_SaleOrder", {"Model": order}))["Result"]
lines = rows(api, "SAL_SaleOrder", "FSaleOrderEntry_FEntryId,FCustId.FName,FQty", f"FID={bill['Id']}")
check("an order has its lines", [row[1:] for row in lines], [["张三 & 'O''Brien'", 2], ["张三 & 'O''Brien'", 2]])
api.Save("SAL_SaleOrder", {"Model": {"FID": bill["Id"], "FSaleOrderEntry": [{"FEntryID": lines[0][0], "FQty": 5}]}})
check("lines that are left out go", [row[0] for row in rows(api, "SAL_SaleOrder", "FSaleOrderEntry_FEntryId", f"FID={bill['Id']}")], [lines[0][0]])
shared = status(api.Allocate("BD_Customer", {"PkIds": str(made["Id"]), "TOrgIds": "100002"}))
check("a customer is shared", (shared["IsSuccess"], len(rows(api, "BD_Customer", "FCUSTID", "FNumber='SDK1'"))), (True, 2))
check("forbidden", status(api.ExcuteOperation("BD_Customer", "Forbid", {"Ids": str(made["Id"])}))["IsSuccess"], True)
gone = status(api.Delete("BD_Customer", {"Numbers": ["SDK2"]}))
check("deleted", (gone["IsSuccess"], rows(api, "BD_Customer", "FCUSTID", "FNumber='SDK2'")), (True, []))
file = json.loads(api.AttachmentUpload({"FileName": "a.txt", "FormId": "BD_Customer", "InterId": str(made["Id"]), "SendByte": "aGVsbG8=", "IsLast": True}))
check("a file is attached", control("GET", "/kingdee/own/attachments")[0]["name"], "a.txt")
check("and comes back", json.loads(api.AttachmentDownLoad({"FileId": file["Result"]["FileId"], "StartIndex": 0}))["Result"]["FilePart"], "aGVsbG8=")

print("all good" if not FAILURES else f"{len(FAILURES)} failed: {', '.join(FAILURES)}")
sys.exit(1 if FAILURES else 0)
