#!/usr/bin/env python3
"""Drives the simulated Salesforce with the public Python client simple-salesforce.

`make test` runs it where the client can be installed (`scripts/client-python.sh`). By hand: start `rapport sandbox salesforce`, then

    python simple_salesforce_check.py http://127.0.0.1:7401 http://127.0.0.1:7400/_control

Installs nothing. Prints one line a check and ends with 1 when one failed.
"""
import csv
import io
import json
import sys
import urllib.request
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from simple_salesforce import Salesforce, SalesforceLogin
from simple_salesforce import login as sf_login
from simple_salesforce.exceptions import SalesforceAuthenticationFailed, SalesforceMalformedRequest, SalesforceMoreThanOneRecord

BASE, CONTROL = sys.argv[1], sys.argv[2]
FAILURES = []


class ToSimulator(requests.adapters.HTTPAdapter):
    """The client only speaks https to hosts of the vendor: sends everything to the simulator instead."""

    def send(self, request, **options):
        parts = urlsplit(request.url)
        request.url = request.url.replace(f"{parts.scheme}://{parts.netloc}", BASE, 1)
        return super().send(request, **options)


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


session = requests.Session()
session.mount("https://", ToSimulator())
session.mount("http://", ToSimulator())
# The login functions make calls of their own when they are given no session.
sf_login.requests.post = session.post

who = control("GET", "/salesforce/own/credentials")
password = {"username": who["username"], "password": who["password"], "security_token": who["security_token"]}

session_id, instance = SalesforceLogin(**password, session=session)
check("SOAP login gives a session", session_id[:3] + session_id[15], "00D!")
try:
    SalesforceLogin(**{**password, "password": "wrong"}, session=session)
    check("a wrong password is refused", "no error", "an error")
except SalesforceAuthenticationFailed as error:
    check("a wrong password is refused", error.code, "INVALID_LOGIN")
token, _ = SalesforceLogin(consumer_key=who["client_id"], consumer_secret=who["client_secret"], domain="acme.my", session=session)
check("client credentials give a token", token[15], "!")
token, _ = SalesforceLogin(**{**password, "security_token": None, "password": who["password"] + who["security_token"]},
                           consumer_key=who["client_id"], consumer_secret=who["client_secret"], session=session)
check("the password flow gives a token", token[15], "!")

private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
public = private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
control("POST", "/salesforce/own/jwt_key", {"pem": public})
pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
token, _ = SalesforceLogin(username=who["username"], consumer_key=who["client_id"], privatekey=pem.decode(), session=session)
check("a signed assertion gives a token", token[15], "!")

sf = Salesforce(instance=instance, session_id=session_id, session=session, version="59.0")
check("describe lists objects", {"Account", "Contact", "Membership__c"} <= {entry["name"] for entry in sf.describe()["sobjects"]}, True)
fields = {field["name"]: field for field in sf.Account.describe()["fields"]}
check("an object is described", (fields["ERP_Number__c"]["externalId"], fields["Name"]["length"]), (True, 255))

total = sf.query("SELECT COUNT() FROM Contact")["totalSize"]
check("query_all follows every page", len(sf.query_all("SELECT Id, Name, Account.Name FROM Contact")["records"]), total)
check("query_all_iter too", sum(1 for _ in sf.query_all_iter("SELECT Id FROM Contact")), total)

made = sf.Account.create({"Name": "小明 & Söhne", "ERP_Number__c": "py-1"})
check("create", made["success"], True)
check("get", sf.Account.get(made["id"])["Name"], "小明 & Söhne")
check("get_by_custom_id", sf.Account.get_by_custom_id("ERP_Number__c", "py-1")["Id"], made["id"])
check("update", sf.Account.update(made["id"], {"Phone": "1"}), 204)
check("upsert of a known one", sf.Account.upsert("ERP_Number__c/py-1", {"Phone": "2"}), 200)
check("upsert of a new one", sf.Account.upsert("ERP_Number__c/py-2", {"Name": "New"}), 201)
for name in ("T1", "T2"):
    sf.Account.create({"Name": name, "Legacy_Id__c": "py-twin"})
try:
    sf.Account.upsert("Legacy_Id__c/py-twin", {"Name": "T3"})
    check("an ambiguous upsert", "no error", "an error")
except SalesforceMoreThanOneRecord as error:
    check("an ambiguous upsert", len(error.content), 2)
try:
    sf.Contact.create({"FirstName": "nobody"})
    check("a missing field is refused", "no error", "an error")
except SalesforceMalformedRequest as error:
    check("a missing field is refused", error.content[0]["errorCode"], "REQUIRED_FIELD_MISSING")
check("delete", sf.Account.delete(made["id"]), 204)
check("deleted ones are in queryAll", sf.query(f"SELECT IsDeleted FROM Account WHERE Id = '{made['id']}'", include_deleted=True)["totalSize"], 1)
check("limits", sf.limits()["DailyApiRequests"]["Max"], 100000)
check("the usage header is understood", sf.api_usage["api-usage"].total, 100000)

rows = [{"LastName": f"Bulk {number}", "External_Id__c": f"py-{number}", "Email": f"b{number}@example.com"} for number in range(500)]
result = sf.bulk2.Contact.upsert(records=rows, external_id_field="External_Id__c")
check("bulk upsert", [(job["numberRecordsTotal"], job["numberRecordsFailed"]) for job in result], [(500, 0)])
result = sf.bulk2.Contact.insert(records=[{"LastName": "Good", "Email": "g@example.com"}, {"LastName": "Bad", "Email": "no mail"}])
check("bulk insert with a bad row", [(job["numberRecordsProcessed"], job["numberRecordsFailed"]) for job in result], [(2, 1)])
failed = sf.bulk2.Contact.get_failed_records(result[0]["job_id"])
check("its reason", "INVALID_EMAIL_ADDRESS" in failed, True)
pages = list(sf.bulk2.Contact.query("SELECT Id, LastName FROM Contact WHERE LastName LIKE 'Bulk %'", max_records=200))
names = [line["LastName"] for page in pages for line in csv.DictReader(io.StringIO(page))]
check("bulk query in pages", (len(pages), len(names), len(set(names))), (3, 500, 500))
ids = [{"Id": record["Id"]} for record in sf.query_all("SELECT Id FROM Contact WHERE LastName LIKE 'Bulk %'")["records"]]
result = sf.bulk2.Contact.delete(records=ids)
check("bulk delete", sum(job["numberRecordsProcessed"] for job in result), 500)

counts = control("GET", "/salesforce/log/counts")
print(f"{counts['calls']} calls, {counts['writes_committed']} of {counts['writes']} writes committed")
print("all good" if not FAILURES else f"{len(FAILURES)} failed")
sys.exit(1 if FAILURES else 0)
