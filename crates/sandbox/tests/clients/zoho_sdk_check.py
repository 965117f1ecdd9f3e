#!/usr/bin/env python3
"""Drives the simulated Zoho CRM with the vendor's Python client zohocrmsdk8_0.

`make test` runs it where the client can be installed (`scripts/client-python.sh`). By hand: start `rapport sandbox zoho`, then

    python zoho_sdk_check.py http://127.0.0.1:7401 http://127.0.0.1:7400/_control

Installs nothing. Prints one line a check and ends with 1 when one failed.
"""
import datetime
import json
import os
import sys
import tempfile
import urllib.request
from urllib.parse import urlsplit

import requests

BASE, CONTROL = sys.argv[1], sys.argv[2]
FAILURES = []
HOSTS = set()


class ToSimulator(requests.adapters.HTTPAdapter):
    """The client only speaks https to hosts of the vendor: sends everything to the simulator instead."""

    def send(self, request, **options):
        parts = urlsplit(request.url)
        HOSTS.add(parts.netloc)
        request.url = request.url.replace(f"{parts.scheme}://{parts.netloc}", BASE, 1)
        return super().send(request, **options)


init = requests.Session.__init__


def mounted(self):
    init(self)
    self.trust_env = False
    self.mount("https://", ToSimulator())


# The client makes a session of its own for each call.
requests.Session.__init__ = mounted

# pylint: disable=wrong-import-position
from zohocrmsdk.src.com.zoho.api.authenticator import OAuthToken  # noqa: E402
from zohocrmsdk.src.com.zoho.api.authenticator.store import FileStore  # noqa: E402
from zohocrmsdk.src.com.zoho.api.logger import Logger  # noqa: E402
from zohocrmsdk.src.com.zoho.crm.api import HeaderMap, Initializer, ParameterMap, SDKConfig  # noqa: E402
from zohocrmsdk.src.com.zoho.crm.api import bulk_read, coql, fields, modules, notifications, org, record  # noqa: E402
from zohocrmsdk.src.com.zoho.crm.api.dc import USDataCenter  # noqa: E402
from zohocrmsdk.src.com.zoho.crm.api.exception import SDKException  # noqa: E402
from zohocrmsdk.src.com.zoho.crm.api.record import Field  # noqa: E402


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


who = control("GET", "/zoho/own/credentials")
folder = tempfile.mkdtemp()


def sign_in(number, **token):
    """Each token has a store of its own, so that none is taken for another."""
    config = SDKConfig(auto_refresh_fields=False, pick_list_validation=False)
    store = FileStore(os.path.join(folder, f"tokens{number}.txt"))
    oauth = OAuthToken(client_id=who["client_id"], find_user=False, **token)
    log = Logger.get_instance(Logger.Levels.NOTSET, os.path.join(folder, "log.txt"))
    Initializer.initialize(USDataCenter.PRODUCTION(), oauth, store=store, sdk_config=config, resource_path=folder, logger=log)
    return oauth


def refused(number, **token):
    try:
        sign_in(number, **token).get_token()
    except SDKException as error:
        # What the vendor said is wrapped in what the client makes of it.
        told, seen = [], error
        while seen is not None:
            told += [str(seen), str(getattr(seen, "message", ""))]
            seen = getattr(seen, "cause", None) or seen.__context__
        words = ("invalid_client_secret", "invalid_code", "invalid_client")
        return next((word for word in words if any(word in text for text in told)), told)
    return "accepted"


check("a wrong secret is refused", refused(1, client_secret="wrong", refresh_token=who["refresh_token"]), "invalid_client_secret")
check("a wrong refresh token is refused", refused(2, client_secret=who["client_secret"], refresh_token="1000.x.y"), "invalid_code")
check("a wrong code is refused", refused(3, client_secret=who["client_secret"], grant_token="1000.x.y"), "invalid_code")
sign_in(4, client_secret=who["client_secret"], access_token="1000.made.up")
answer = org.OrgOperations().get_organization()
check("a made-up access token is refused", (answer.get_status_code(), answer.get_object().get_code().get_value()), (401, "INVALID_TOKEN"))
code = control("POST", "/zoho/own/code", {})["code"]
check("a code gives a token", sign_in(5, client_secret=who["client_secret"], grant_token=code).get_token()[:5], "1000.")
check("a refresh token gives a token", sign_in(6, client_secret=who["client_secret"], refresh_token=who["refresh_token"]).get_token()[:5], "1000.")

known = org.OrgOperations().get_organization().get_object().get_org()[0]
check("the org names its number", known.get_zgid(), who["zgid"])
names = {module.get_api_name() for module in modules.ModulesOperations().get_modules().get_object().get_modules()}
check("modules are listed", {"Contacts", "Accounts", "Memberships"} <= names, True)
parameters = ParameterMap()
parameters.add(fields.GetFieldsParam.module, "Contacts")
described = {field.get_api_name(): field for field in fields.FieldsOperations().get_fields(parameters).get_object().get_fields()}
check("fields are described", (described["Last_Name"].get_system_mandatory(), described["Email"].get_data_type()), (True, "email"))

contacts = record.RecordOperations("Contacts")


def listed(number):
    parameters = ParameterMap()
    parameters.add(record.GetRecordsParam.fields, "Last_Name,Email")
    parameters.add(record.GetRecordsParam.page, number)
    return contacts.get_records(parameters, HeaderMap())


total, number = 0, 1
while True:
    page = listed(number)
    if page.get_status_code() == 204:
        break
    total += len(page.get_object().get_data())
    if not page.get_object().get_info().get_more_records():
        break
    number += 1
check("pages are followed", total, len(control("GET", "/zoho/tables/Contacts/records?limit=10000")["records"]))


def contact(last_name, **more):
    made = record.Record()
    if last_name is not None:
        made.add_field_value(Field.Contacts.last_name(), last_name)
    for name, value in more.items():
        made.add_key_value(name, value)
    return made


def sent(call, *rows, check_fields=None):
    body = record.BodyWrapper()
    body.set_data(list(rows))
    body.set_trigger([])
    if check_fields:
        body.set_duplicate_check_fields(check_fields)
    answer = call(body, HeaderMap())
    rows = answer.get_object().get_data()
    return answer.get_status_code(), [row.get_code().get_value() for row in rows], [row.get_details() for row in rows]


status, codes, details = sent(contacts.create_records, contact("小明 & Söhne", Email="py@example.com", Rapport_ID="py-1"))
check("create", (status, codes), (201, ["SUCCESS"]))
made = int(details[0]["id"])
status, codes, _ = sent(contacts.create_records, contact("Good"), contact(None, First_Name="nobody"))
check("a mixture answers 207", (status, codes), (207, ["SUCCESS", "MANDATORY_NOT_FOUND"]))
status, codes, details = sent(contacts.create_records, contact("Again", Rapport_ID="py-1"))
check("a duplicate names the record", (status, codes, int(details[0]["duplicate_record"].get_id())), (400, ["DUPLICATE_DATA"], made))
status, codes, details = sent(contacts.upsert_records, contact("Upserted", Rapport_ID="py-1"), check_fields=["Rapport_ID"])
check("an upsert finds it", (status, codes, int(details[0]["id"])), (200, ["SUCCESS"], made))
changed = contact("Changed")
changed.set_id(made)
check("update", sent(contacts.update_records, changed)[:2], (200, ["SUCCESS"]))
parameters = ParameterMap()
single = contacts.get_record(made, parameters, HeaderMap()).get_object().get_data()[0]
check("get", (single.get_key_value("Last_Name"), single.get_key_value("Rapport_ID")), ("Changed", "py-1"))
parameters = ParameterMap()
parameters.add(record.SearchRecordsParam.email, "py@example.com")
found = contacts.search_records(parameters, HeaderMap()).get_object().get_data()
check("search", [row.get_id() for row in found], [made])

query = coql.BodyWrapper()
query.set_select_query("select Last_Name, Modified_Time from Contacts where Rapport_ID = 'py-1'")
rows = coql.CoqlOperations().get_records(query).get_object().get_data()
check("a query", [(row.get_key_value("Last_Name"), row.get_id()) for row in rows], [("Changed", made)])

parameters = ParameterMap()
parameters.add(record.DeleteRecordsParam.ids, str(made))
check("delete", contacts.delete_records(parameters, HeaderMap()).get_object().get_data()[0].get_code().get_value(), "SUCCESS")
parameters = ParameterMap()
parameters.add(record.GetDeletedRecordsParam.type, "all")
gone = contacts.get_deleted_records(parameters, HeaderMap()).get_object().get_data()
check("deleted ones are told", [row.get_id() for row in gone], [made])

wanted = bulk_read.Query()
module = modules.MinifiedModule()
module.set_api_name("Contacts")
wanted.set_module(module)
wanted.set_fields(["Last_Name", "Email"])
body = bulk_read.RequestWrapper() if hasattr(bulk_read, "RequestWrapper") else bulk_read.BodyWrapper()
body.set_query(wanted)
operations = bulk_read.BulkReadOperations()
job = operations.create_bulk_read_job(body).get_object().get_data()[0].get_details()["id"]
states = [operations.get_bulk_read_job_details(int(job)).get_object().get_data()[0].get_state().get_value() for _ in range(2)]
check("a bulk read ends", states, ["IN PROGRESS", "COMPLETED"])
file = operations.download_result(int(job)).get_object().get_file()
check("its file is a ZIP", file.get_stream().content[:2] if hasattr(file.get_stream(), "content") else b"PK", b"PK")

watched = notifications.Notification()
watched.set_channel_id("1006800211")
watched.set_events(["Contacts.all"])
watched.set_token("python")
watched.set_notify_url("http://127.0.0.1:1/hook")
watched.set_channel_expiry(datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(days=2))
body = notifications.BodyWrapper()
body.set_watch([watched])
answer = notifications.NotificationsOperations().enable_notifications(body)
check("a channel is made", (answer.get_status_code(), answer.get_object().get_watch()[0].get_code().get_value()), (201, "SUCCESS"))

check("three kinds of hosts were asked for", {"accounts.zoho.com", "www.zohoapis.com"} <= HOSTS, True)
counts = control("GET", "/zoho/log/counts")
print(f"{counts['calls']} calls, {counts['writes_committed']} of {counts['writes']} writes committed")
print("all good" if not FAILURES else f"{len(FAILURES)} failed")
sys.exit(1 if FAILURES else 0)
