"""OASIS's taxii2-client against Theriac's TAXII server, every call of its TAXII 2.1 classes.

with_taxii2_client.py FILE   (FILE: what hub.py wrote; the hub gives at most 20 objects a page)"""

import json
import sys
import uuid
from datetime import datetime, timezone

import requests
from taxii2client import __version__
from taxii2client.common import TokenAuth
from taxii2client.v21 import ApiRoot, Collection, Server, as_pages

from checks import check, finish, holds, refused, same

made = json.load(open(sys.argv[1]))
AT, KEY = made["at"], made["taxii"]
DISCOVERY, ROOT = AT + "/taxii2/", AT + "/taxii2/hub/"
DAY = "2026-06-01T00:00:00.000Z"


def indicator(number, modified=DAY, revoked=False):
    one = {
        "type": "indicator", "spec_version": "2.1", "id": "indicator--" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:client:{number}")),
        "created": DAY, "modified": modified, "name": f"Number {number}", "pattern_type": "stix",
        "pattern": f"[domain-name:value = 'n{number}.example']", "valid_from": DAY}
    return one | ({"revoked": True} if revoked else {})


class Bearer(requests.auth.AuthBase):
    def __call__(self, request):
        request.headers["Authorization"] = "Bearer " + KEY
        return request


print(f"taxii2-client {__version__}, requests {requests.__version__}, Python {sys.version.split()[0]}")
server = Server(DISCOVERY, user="anybody", password=KEY)
root = server.default
everything = [indicator(number) for number in range(50)]
opened = Collection(f"{ROOT}collections/{made['open']}/", user="anybody", password=KEY)


@check("Server: discovery, with a user and a password")
def _():
    holds(server.title and [each.url for each in server.api_roots] == [ROOT], f"the roots are {[each.url for each in server.api_roots]}")
    same(root.url, ROOT)
    return server.title


@check("Server: discovery, with a Bearer token")
def _():
    same(Server(DISCOVERY, auth=Bearer()).default.url, ROOT)


@check("Server: discovery, with the client's own TokenAuth")
def _():
    same(Server(DISCOVERY, auth=TokenAuth(KEY)).default.url, ROOT)


@check("Server: 401 without a key and with a wrong one")
def _():
    refused(lambda: Server(DISCOVERY).title, 401)
    refused(lambda: Server(DISCOVERY, user="anybody", password="wrong").title, 401)


@check("Server: an address without the slash at its end")
def _():
    same(Server(DISCOVERY[:-1], user="anybody", password=KEY).default.url, ROOT)


@check("ApiRoot: information and collections")
def _():
    holds("application/taxii+json;version=2.1" in root.versions, root.versions)
    same(root.max_content_length, 1_000_000, "max_content_length")
    names = {each.title: (each.can_read, each.can_write) for each in root.collections}
    same((names["Open"], names["Read only"]), ((True, True), (True, False)), "rights")
    holds("Hidden" not in names, "somebody else's collection is told")
    root.refresh()
    return ", ".join(sorted(names))


@check("Collection: by its id, by its alias, and one that is another's")
def _():
    same((opened.title, opened.can_read, opened.can_write), ("Open", True, True))
    refused(lambda: Collection(f"{ROOT}collections/{made['hidden']}/", user="a", password=KEY).title, 404)
    refused(lambda: Collection(f"{ROOT}collections/{uuid.uuid4()}/", user="a", password=KEY).title, 404)


@check("Collection: add_objects waits for the end")
def _():
    status = opened.add_objects({"objects": everything}, wait_for_completion=True, poll_interval=0.2)
    same((status.status, status.total_count, status.success_count, status.failure_count, status.pending_count), ("complete", 50, 50, 0, 0))
    holds(bool(status), "a complete status is true")
    again = root.get_status(status.id)
    same((again.status, again.success_count), ("complete", 50))


@check("Collection: add_objects does not wait; bytes and text are taken too")
def _():
    status = opened.add_objects(json.dumps({"objects": [everything[0]]}), wait_for_completion=False)
    status.wait_until_final(0.2, 20)
    same((status.status, status.success_count), ("complete", 1))
    status = opened.add_objects(json.dumps({"objects": [everything[1]]}).encode(), poll_interval=0.2)
    same(status.success_count, 1)


@check("Collection: what cannot be taken is named in the status")
def _():
    bad = indicator(1001) | {"id": "indicator--no-uuid"}
    status = opened.add_objects({"objects": [everything[4], bad]}, poll_interval=0.2)
    same((status.status, status.success_count, status.failure_count), ("complete", 1, 1))
    return status.failures[0]["message"]


def waits_for(collection, wanted):
    """What was posted is at its readers soon: asks until it is."""
    import time

    for _ in range(60):
        found = [one for page in as_pages(collection.get_objects, per_request=20) for one in page.get("objects", [])]
        live = {one["id"] for one in found if not one.get("revoked")}
        if wanted <= live:
            return found
        time.sleep(0.5)
    raise AssertionError(f"of {len(wanted)} objects {len(wanted & live)} are there")


@check("as_pages: all objects, once, in pages of the size that was asked for")
def _():
    waits_for(opened, {one["id"] for one in everything})
    pages = list(as_pages(opened.get_objects, per_request=7))
    found = [one["id"] for page in pages for one in page.get("objects", []) if not one.get("revoked")]
    same((len(found), len(set(found))), (50, 50), "objects, and different ones")
    holds(all(len(page.get("objects", [])) <= 7 for page in pages), "a page is too long")
    return f"{len(pages)} pages"


@check("as_pages: a page size above the server's, and the manifest")
def _():
    pages = list(as_pages(opened.get_objects, per_request=1000))
    found = {one["id"] for page in pages for one in page["objects"]}
    holds({one["id"] for one in everything} <= found, "objects are missing")
    manifest = [one for page in as_pages(opened.get_manifest, per_request=7) for one in page["objects"]]
    same({one["id"] for one in manifest}, found, "the manifest")
    holds(all({"id", "date_added", "version", "media_type"} <= one.keys() for one in manifest), "a property is missing")


@check("get_objects: filters, one and several values")
def _():
    first, second = everything[0]["id"], everything[1]["id"]
    same([one["id"] for one in opened.get_objects(id=first)["objects"]], [first])
    same({one["id"] for one in opened.get_objects(id=[first, second])["objects"]}, {first, second})
    same(opened.get_objects(type="malware").get("objects", []), [])
    same(opened.get_objects(id=first, type="indicator", spec_version="2.1", version="all")["objects"][0]["id"], first)
    same(len(opened.get_objects(id=[first, second], limit="1")["objects"]), 1)


@check("get_objects: added_after as a date of Python and as text")
def _():
    answer = opened.get_objects(limit="5")
    date = answer.headers["X-TAXII-Date-Added-Last"]
    rest = [one["id"] for page in as_pages(opened.get_objects, 20, added_after=date) for one in page["objects"]]
    holds(not {one["id"] for one in answer["objects"]} & set(rest), "an object came twice")
    same(opened.get_objects(added_after=datetime(2090, 1, 1, tzinfo=timezone.utc)).get("objects", []), [])


@check("get_object: one, an unknown one, and versions by name and by date")
def _():
    newer = indicator(2, modified="2026-06-02T00:00:00.000Z")
    opened.add_objects({"objects": [newer]}, poll_interval=0.2)
    waits_for(opened, {newer["id"]})
    same(opened.get_object(newer["id"])["objects"][0]["modified"], newer["modified"])
    same([one["modified"] for one in opened.get_object(newer["id"], version="first")["objects"]], [DAY])
    same([one["modified"] for one in opened.get_object(newer["id"], version=datetime(2026, 6, 1))["objects"]], [DAY])
    same(len(opened.get_object(newer["id"], version="all")["objects"]), 2)
    same(sorted(opened.object_versions(newer["id"])["versions"]), [DAY, newer["modified"]])
    refused(lambda: opened.get_object("indicator--" + str(uuid.uuid4())), 404)


@check("delete_object: gone for the one who deletes")
def _():
    ended = everything[3]["id"]
    opened.delete_object(ended)
    refused(lambda: opened.delete_object("indicator--" + str(uuid.uuid4())), 404)
    answer = opened.get_objects(id=ended).get("objects", [])
    holds(all(one.get("revoked") for one in answer), f"it still stands: {answer}")


@check("read only: the client itself does not write, and the server refuses")
def _():
    from taxii2client.exceptions import AccessError

    closed = Collection(f"{ROOT}collections/{made['read_only']}/", user="a", password=KEY)
    same(closed.get_objects().get("objects", []), [])
    try:
        closed.add_objects({"objects": [indicator(1)]})
        raise AssertionError("the client wrote")
    except AccessError:
        pass
    closed._can_write = True
    refused(lambda: closed.add_objects({"objects": [indicator(1)]}), 403)


@check("errors: wrong filter, wrong next, too large")
def _():
    refused(lambda: opened.get_objects(added_after="yesterday"), 400)
    refused(lambda: opened.get_objects(next="nonsense"), 400)
    large = indicator(5) | {"description": "x" * 1_200_000}
    refused(lambda: opened.add_objects({"objects": [large]}), 413)


@check("sightings: written, never read")
def _():
    sightings = next(each for each in root.collections if each.alias == "sightings")
    same((sightings.can_read, sightings.can_write), (False, True))
    seen = {"type": "sighting", "spec_version": "2.1", "id": "sighting--" + str(uuid.uuid4()), "created": DAY, "modified": DAY,
            "sighting_of_ref": everything[0]["id"], "count": 2}
    same(sightings.add_objects({"objects": [seen]}, poll_interval=0.2).success_count, 1)


@check("the connection of the TAXII 2.0 classes: refused with 406, as the client explains it")
def _():
    from taxii2client.common import _HTTPConnection

    refused(lambda: _HTTPConnection(user="a", password=KEY, version="2.0").get(DISCOVERY), 406)


@check("closing connections")
def _():
    with ApiRoot(ROOT, user="a", password=KEY) as other:
        holds(other.title, "no title")
    opened.close()


finish()
