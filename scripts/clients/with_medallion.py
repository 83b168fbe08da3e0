"""Theriac's TAXII client against OASIS's medallion: a source that reads from it to the end, and a destination that sends to it.

with_medallion.py FILE PORT   (FILE: what hub.py wrote; PORT: where serve_medallion.py listens)"""

import json
import sys
import uuid

from taxii2client.v21 import Collection, as_pages

from checks import check, finish, holds, same
from hub import Cert
from serve_medallion import PAGE, READ, WRITE

made = json.load(open(sys.argv[1]))
medallion = f"http://127.0.0.1:{sys.argv[2]}/api1/collections/"
cert = Cert(made["at"], made["csrf"], made["cookie"])
cert.credential("medallion", "basic", "theriac", "a secret")
cert.credential("medallion-wrong", "basic", "theriac", "not the secret")
theirs = Collection(f"{medallion}{READ}/", user="theriac", password="a secret")
DAY, NEXT = "2026-06-01T00:00:00.000Z", "2026-06-02T00:00:00.000Z"


def indicator(number, modified=DAY):
    return {
        "type": "indicator", "spec_version": "2.1", "id": "indicator--" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:medallion:{number}")),
        "created": DAY, "modified": modified, "name": f"Number {number}", "pattern_type": "stix",
        "pattern": f"[domain-name:value = 'm{number}.example']", "valid_from": DAY}


def runs(source):
    return cert.ask("GET", f"/api/sources/{source}")["runs"]


def poll(source):
    """Asks once and gives what that brought: read, created, revised; nothing when there was nothing new."""
    before = len(runs(source))
    cert.ask("POST", f"/api/sources/{source}/runs")
    cert.wait("the poll", lambda: not cert.ask("GET", f"/api/sources/{source}")["source"]["plan"]["running"])
    new = runs(source)[: len(runs(source)) - before]
    holds(all(run["state"] == "done" for run in new), new)
    return tuple(sum(run[what] for run in new) for what in ("read", "created", "revised", "rejected"))


source = cert.source("Medallion", f"{medallion}{READ}/", "medallion", made["member"])


@check("a source reads all pages, objects of one date across them")
def _():
    for start in (0, 25, 50):
        same(theirs.add_objects({"objects": [indicator(n) for n in range(start, min(57, start + 25))]}).failure_count, 0)
    same(poll(source), (57, 57, 0, 0), "read, created, revised, rejected")
    return f"57 objects in pages of {PAGE}"


@check("the second poll brings nothing")
def _():
    same(poll(source)[1:], (0, 0, 0), "created, revised, rejected")


@check("the third poll brings what is new and what was changed")
def _():
    changed = [indicator(n, NEXT) for n in range(5)] + [indicator(n) for n in range(100, 103)]
    same(theirs.add_objects({"objects": changed}).failure_count, 0)
    same(poll(source)[1:], (3, 5, 0), "created, revised, rejected")


@check("objects that somebody posted with the same versions again change nothing")
def _():
    theirs.add_objects({"objects": [indicator(n) for n in range(57)]})
    same(poll(source)[1:], (0, 0, 0), "created, revised, rejected")


@check("a wrong password is told")
def _():
    wrong = cert.source("Medallion, wrong password", f"{medallion}{READ}/", "medallion-wrong", made["member"])
    cert.ask("POST", f"/api/sources/{wrong}/runs")
    return cert.wait("the failure", lambda: cert.ask("GET", f"/api/sources/{wrong}")["source"]["plan"].get("problem"))


@check("a destination sends all of a collection, and knows the end of each status")
def _():
    ours = cert.collection("To medallion", "readers", made["member"], made["other"])
    posted = Collection(f"{made['at']}/taxii2/hub/collections/{ours}/", user="a", password=made["taxii"])
    same(posted.add_objects({"objects": [indicator(n) for n in range(200, 243)]}, poll_interval=0.2).success_count, 43)
    cert.ask("POST", "/api/destinations", {
        "title": "Medallion", "address": f"{medallion}{WRITE}/", "allow": ["127.0.0.1/32"], "collection": ours,
        "credential": "medallion", "everyMinutes": 1, "kind": "taxii", "on": True, "organization": made["other"]})

    def row():
        return next(each for each in cert.ask("GET", "/api/destinations")["destinations"] if each["title"] == "Medallion")

    def sent(count):
        cert.ask("POST", f"/api/destinations/{row()['id']}/sending", {"again": False})
        return cert.wait(f"{count} objects sent", lambda: (lambda now: now if now["sent"] >= count and not now["running"]
                         and not any(each["pending"] for each in now["receipts"]) else None)(row()), 90)

    now = sent(43)
    same(now.get("problem"), None, "the problem")
    same((sum(each["successes"] for each in now["receipts"]), sum(each["failures"] for each in now["receipts"])), (43, 0))
    there = Collection(f"{medallion}{WRITE}/", user="theriac", password="a secret")
    found = [one for page in as_pages(there.get_objects, per_request=PAGE) for one in page["objects"]]
    same({one["id"] for one in found}, {indicator(n)["id"] for n in range(200, 243)}, "what medallion has")
    posted.delete_object(indicator(200)["id"])
    sent(44)
    same(there.get_object(indicator(200)["id"])["objects"][0].get("revoked"), True, "revoked of what was taken back")
    return f"{len(found)} objects, {len(now['receipts'])} statuses"


finish()
