"""PyMISP against Theriac's MISP interface: events, attributes, objects, tags, sightings, proposals, reports, searches, lists.

with_pymisp.py FILE   (FILE: what hub.py wrote)"""

import json
import logging
import sys
import time
from datetime import date, datetime, timezone
from uuid import uuid4

import pymisp
from pymisp import (
    MISPAttribute, MISPEvent, MISPEventReport, MISPObject, MISPObjectReference, MISPOrganisation, MISPSighting, PyMISP, PyMISPError)

from checks import check, finish, holds, same

logging.getLogger("pymisp").setLevel(logging.CRITICAL)
made = json.load(open(sys.argv[1]))
AT = made["at"] + "/misp/"
misp, reader, other = PyMISP(AT, made["misp"]), PyMISP(AT, made["misp_reader"]), PyMISP(AT, made["other_misp"])
kept = {}
print(f"PyMISP {pymisp.__version__}, Python {sys.version.split()[0]}")


def good(answer):
    """An answer that is no error."""
    if isinstance(answer, dict) and "errors" in answer and not answer.get("Attribute") and not answer.get("Event"):
        raise AssertionError(f"it was refused: {answer['errors']}")
    return answer


def bad(answer, status):
    same(answer["errors"][0] if "errors" in answer else answer, status, "the error")
    holds(answer["errors"][1].get("message"), f"no message: {answer}")
    return answer["errors"][1]["message"]


def event(info, *values, tags=("tlp:green",), distribution=1):
    one = MISPEvent()
    one.info, one.distribution, one.threat_level_id, one.analysis = info, distribution, 2, 1
    one.set_date("2026-06-01")
    for value in values:
        one.add_attribute("domain", value, comment="from a test", to_ids=True)
    for tag in tags:
        one.add_tag(tag)
    return one


@check("connecting: version, user, role, types")
def _():
    same(misp.misp_instance_version["version"].split(".")[0], "2")
    holds(misp.get_user(pythonify=True).org_id, "no organisation")
    holds("domain" in misp.types and "Network activity" in misp.categories, "types are missing")
    return misp.misp_instance_version["version"]


@check("a wrong key is refused in MISP's words")
def _():
    try:
        PyMISP(AT, "thr_" + "x" * 43)
        raise AssertionError("it was let in")
    except PyMISPError as error:
        holds("403" in str(error) or "401" in str(error), str(error))
        return str(error)[:120]


@check("the key in the header X-MISP-AUTH")
def _():
    good(PyMISP(AT, made["misp"], http_auth_header_name="X-MISP-AUTH").get_user())


@check("add_event: as object and as plain answer")
def _():
    kept["event"] = good(misp.add_event(event("First event", "first.example", "second.example"), pythonify=True))
    same((len(kept["event"].attributes), kept["event"].published, [tag.name for tag in kept["event"].tags]), (2, False, ["tlp:green"]))
    plain = good(misp.add_event(event("Second event", "third.example")))
    kept["second"] = plain["Event"]["uuid"]
    same(plain["Event"]["info"], "Second event")
    empty = good(misp.add_event(event("Begins without parts"), pythonify=True))
    first = MISPAttribute()
    first.from_dict(type="domain", value="later.example")
    good(misp.add_attribute(empty, first, pythonify=True))
    same([a.value for a in misp.get_event(empty, pythonify=True).attributes], ["later.example"])
    meta = good(misp.add_event(event("Only its head", "fourth.example"), metadata=True, pythonify=True))
    same((meta.info, len(meta.attributes)), ("Only its head", 0))


@check("add_event: the same uuid again is refused")
def _():
    again = event("First event", "first.example")
    again.uuid = kept["event"].uuid
    return bad(misp.add_event(again), 403)


@check("get_event: by uuid, by id, with what was deleted, and one that is not there")
def _():
    one = kept["event"]
    same(misp.get_event(one.uuid, pythonify=True).info, "First event")
    same(misp.get_event(one.id, pythonify=True).uuid, one.uuid)
    same(misp.get_event(one, deleted=True, pythonify=True).uuid, one.uuid)
    same(misp.get_event(one, deleted=[0, 1], extended=True, pythonify=True).uuid, one.uuid)
    same((misp.event_exists(one), misp.event_exists(str(uuid4()))), (True, False))
    return bad(misp.get_event(str(uuid4())), 404)


@check("before it is published nobody else sees it; afterwards its readers do")
def _():
    bad(other.get_event(kept["event"].uuid), 404)
    draft = misp.get_event(kept["event"].uuid, pythonify=True)
    draft.add_attribute("domain", "sent-back.example")
    good(misp.update_event(draft, pythonify=True))
    good(misp.publish(kept["event"]))
    got = other.get_event(kept["event"].uuid, pythonify=True)
    same((len(got.attributes), [tag.name for tag in got.tags], got.distribution), (3, ["tlp:green"], 1), "what others got")
    same(misp.get_event(kept["event"].uuid, pythonify=True).published, True)
    same(other.get_event(kept["event"].uuid, pythonify=True).info, "First event")
    good(misp.publish(kept["second"], alert=True))


@check("update_event: what was got is changed and sent back whole")
def _():
    one = misp.get_event(kept["event"].uuid, pythonify=True)
    one.info = "First event, changed"
    one.add_attribute("ip-dst", "192.0.2.7", category="Network activity")
    one.attributes[0].comment = "changed"
    changed = good(misp.update_event(one, pythonify=True))
    same((changed.info, len(changed.attributes)), ("First event, changed", 4))
    same(next(a for a in changed.attributes if a.uuid == one.attributes[0].uuid).comment, "changed")
    head = good(misp.update_event(changed, metadata=True, pythonify=True))
    same(len(head.attributes), 0)
    good(misp.publish(changed))


@check("events, and search_index with its questions")
def _():
    holds({kept["event"].uuid, kept["second"]} <= {one.uuid for one in misp.events(pythonify=True)}, "events are missing")
    found = misp.search_index(eventinfo="First event, changed", pythonify=True)
    same([one.uuid for one in found], [kept["event"].uuid])
    same(len(misp.search_index(published=True, limit=1, page=1, sort="date", desc=True)), 1)
    row = misp.search_index(minimal=True, published=True)[0]
    holds({"uuid", "timestamp", "published"} <= row.keys(), row)
    same([one.uuid for one in misp.search_index(tags="tlp:green", attribute="third.example", pythonify=True)], [kept["second"]])
    holds(len(misp.search_index(date_from="2026-05-01", date_to="2026-07-01", org="Member")) >= 2, "by date and organisation")
    same(misp.search_index(date_from=date(2026, 7, 1), eventinfo="First event, changed"), [], "after the date")
    holds(misp.search_index(timestamp="1d", publish_timestamp=("1d", "0h")) is not None, "by times")
    holds(misp.search_index(all="first.example"), "by everything")
    holds(misp.search_index(hasproposal=False, threatlevel=[2], distribution=[1], analysis=[1]), "by levels")
    holds(misp.search_index(eventid=kept["event"].id), "by id")


@check("attributes: added alone, in a list, twice, changed, deleted, restored")
def _():
    one = MISPAttribute()
    one.from_dict(type="url", value="https://first.example/a", comment="alone")
    added = good(misp.add_attribute(kept["event"], one, pythonify=True))
    same((added.type, added.value), ("url", "https://first.example/a"))
    same_again = MISPAttribute()
    same_again.from_dict(type="url", value="https://first.example/a")
    bad(misp.add_attribute(kept["event"], same_again), 403)
    good(misp.add_attribute(kept["event"], same_again, break_on_duplicate=False))
    several = [MISPAttribute(), MISPAttribute(), MISPAttribute()]
    for number, each in enumerate(several):
        each.from_dict(type="domain", value=f"list-{number}.example")
    answer = misp.add_attribute(kept["event"], several, pythonify=True)
    same(len(answer["attributes"]), 3)
    single = MISPAttribute()
    single.from_dict(type="domain", value="alone-in-a-list.example")
    same(len(misp.add_attribute(kept["event"], [single], pythonify=True)["attributes"]), 1)
    added.comment = "changed alone"
    same(good(misp.update_attribute(added, pythonify=True)).comment, "changed alone")
    got = misp.get_attribute(added.uuid, pythonify=True)
    same((got.comment, misp.attribute_exists(added), misp.attribute_exists(str(uuid4()))), ("changed alone", True, False))
    good(misp.delete_attribute(added))
    there = misp.get_event(kept["event"].uuid, deleted=1, pythonify=True)
    same([bool(a.deleted) for a in there.attributes if a.uuid == added.uuid], [True], "deleted")
    same(good(misp.restore_attribute(added, pythonify=True)).value, "https://first.example/a")
    good(misp.delete_attribute(answer["attributes"][0], hard=True))
    bad(misp.get_attribute(str(uuid4())), 404)


@check("attributes of somebody else's event become proposals")
def _():
    good(misp.publish(kept["event"]))
    one = MISPAttribute()
    one.from_dict(type="domain", value="proposed.example")
    proposal = other.add_attribute(kept["event"].uuid, one, pythonify=True)
    good(proposal)
    kept["proposal"] = proposal
    return type(proposal).__name__


@check("proposals: listed, shown, changed, deletion proposed, accepted, discarded")
def _():
    attribute = misp.get_event(kept["event"].uuid, pythonify=True).attributes[0]
    new = MISPAttribute()
    new.from_dict(type="domain", value="proposed-2.example")
    second = good(other.add_attribute_proposal(kept["event"].uuid, new, pythonify=True))
    change = MISPAttribute()
    change.from_dict(type="domain", value="proposed-change.example", to_ids=False)
    third = good(other.update_attribute_proposal(attribute.uuid, change, pythonify=True))
    good(other.delete_attribute_proposal(misp.get_event(kept["event"].uuid, pythonify=True).attributes[1].uuid))
    values = {each.value for each in misp.attribute_proposals(kept["event"], pythonify=True)}
    holds({"proposed-2.example", "proposed-change.example"} <= values, values)
    holds(len(misp.attribute_proposals(pythonify=True)) >= 3, "all proposals")
    same(misp.get_attribute_proposal(second.id, pythonify=True).value, "proposed-2.example")
    good(misp.accept_attribute_proposal(second))
    good(misp.discard_attribute_proposal(third))
    holds("proposed-2.example" in {a.value for a in misp.get_event(kept["event"].uuid, pythonify=True).attributes}, "it was not accepted")


@check("objects: added, got, changed, referred to, deleted")
def _():
    one = MISPObject("domain-ip")
    one.add_attribute("domain", value="object.example")
    one.add_attribute("ip", value="192.0.2.9")
    added = good(misp.add_object(kept["event"], one, pythonify=True))
    same({a.value for a in added.attributes}, {"object.example", "192.0.2.9"})
    same(misp.get_object(added.uuid, pythonify=True).name, "domain-ip")
    same((misp.object_exists(added), misp.object_exists(str(uuid4()))), (True, False))
    added.comment = "changed"
    same(good(misp.update_object(added, pythonify=True)).comment, "changed")
    reference = MISPObjectReference()
    reference.from_dict(object_uuid=added.uuid, referenced_uuid=misp.get_event(kept["event"].uuid, pythonify=True).attributes[0].uuid,
                        relationship_type="related-to", comment="why")
    stood = good(misp.add_object_reference(reference, pythonify=True))
    same(stood.relationship_type, "related-to")
    good(misp.delete_object_reference(stood))
    duplicate = MISPObject("domain-ip")
    duplicate.add_attribute("domain", value="object.example")
    duplicate.add_attribute("ip", value="192.0.2.9")
    bad(misp.add_object(kept["event"], duplicate, break_on_duplicate=True), 403)
    gone = MISPObject("file")
    gone.add_attribute("filename", value="gone.exe")
    good(misp.delete_object(good(misp.add_object(kept["event"], gone, pythonify=True))))


@check("tags: put on an event and on an attribute, taken off, listed, searched")
def _():
    one = misp.get_event(kept["event"].uuid, pythonify=True)
    good(misp.tag(one, "misp-galaxy:tool=\"Scripted\""))
    good(misp.tag(one.attributes[0], {"name": "kill-chain:Delivery"}))
    now = misp.get_event(one.uuid, pythonify=True)
    holds("kill-chain:Delivery" in {tag.name for a in now.attributes for tag in a.tags}, "the attribute has no tag")
    good(misp.untag(one.attributes[0], "kill-chain:Delivery"))
    bad(misp.tag(one, "stays-here", local=True), 400)
    holds("tlp:green" in {tag.name for tag in misp.tags(pythonify=True)}, "tags")
    return [tag.name for tag in misp.search_tags("tlp:%", pythonify=True)]


@check("sightings: of an attribute, of a value, a false positive, listed, searched, deleted")
def _():
    one = misp.get_event(kept["event"].uuid, pythonify=True).attributes[0]
    stood = good(misp.add_sighting(MISPSighting(), one, pythonify=True))
    seen = MISPSighting()
    seen.value, seen.type, seen.source = one.value, 1, "a sensor"
    good(misp.add_sighting(seen))
    good(misp.add_sighting({"values": [one.value], "timestamp": int(time.time()) - 60}))
    holds(len(misp.sightings(one, pythonify=True)) >= 2, misp.sightings(one))
    holds(len(misp.sightings(misp.get_event(kept["event"].uuid, pythonify=True), pythonify=True)) >= 2, "of the event")
    holds(misp.sightings(), "all")
    found = misp.search_sightings(context="attribute", context_id=one.uuid, include_attribute=True, include_event_meta=True, pythonify=True)
    same((found[0]["attribute"].uuid, found[0]["event"].uuid), (one.uuid, kept["event"].uuid))
    holds(misp.search_sightings(publish_timestamp="1d", type_sighting="0"), "the last day")
    holds(misp.search_sightings(context="event", context_id=misp.get_event(kept["event"].uuid, pythonify=True).id), "by the event's id")
    good(misp.delete_sighting(stood))


@check("event reports: added, got, listed, changed, deleted")
def _():
    report = MISPEventReport()
    report.name, report.content, report.distribution = "What happened", "# Heading\n\nText", 5
    added = good(misp.add_event_report(kept["event"].uuid, report, pythonify=True))
    same(misp.get_event_report(added.uuid, pythonify=True).content, "# Heading\n\nText")
    holds(added.uuid in {each.uuid for each in misp.get_event_reports(misp.get_event(kept["event"].uuid, pythonify=True).id, pythonify=True)}, "the list")
    added.content = "Other text"
    same(good(misp.update_event_report(added, pythonify=True)).content, "Other text")
    good(misp.delete_event_report(added))
    good(misp.delete_event_report(added, hard=True))


@check("search: events, attributes, objects; JSON, CSV, text")
def _():
    good(misp.publish(kept["event"]))
    same([one.uuid for one in misp.search(value="third.example", pythonify=True)], [kept["second"]])
    same([a.value for a in misp.search("attributes", value=["third.example", "absent.example"], pythonify=True)], ["third.example"])
    holds(misp.search("attributes", type_attribute="domain", category="Network activity", to_ids=1, published=True,
                      tags=misp.build_complex_query(or_parameters=["tlp:green"], not_parameters=["tlp:red"]),
                      date_from="2026-05-01", date_to="2026-07-01", timestamp="1d", limit=2, page=1,
                      include_event_uuid=True, include_event_tags=True, include_context=True, include_sightings=True, pythonify=True), "filters")
    same({o.name for o in misp.search("objects", object_name="domain-ip", pythonify=True)}, {"domain-ip"})
    same([one.uuid for one in misp.search(eventid=[kept["event"].uuid], metadata=True, pythonify=True)], [kept["event"].uuid])
    same([one.uuid for one in misp.search(uuid=kept["event"].uuid, sg_reference_only=True, pythonify=True)], [kept["event"].uuid])
    same(misp.search("attributes", value="absent.example", pythonify=True), [])
    same(misp.search(eventinfo="no such event", pythonify=True), [])
    rows = misp.search("attributes", "csv", value="third.example", pythonify=True)
    same((len(rows), rows[0]["value"]), (1, "third.example"), "CSV")
    holds(misp.search(return_format="csv", eventid=kept["event"].uuid, include_context=True, headerless=True), "CSV of an event")
    same(misp.search("attributes", "csv", value="third.example", requested_attributes=["uuid", "value"], pythonify=True)[0].keys(), {"uuid", "value"})
    same(misp.search("attributes", "text", value="third.example").strip(), "third.example", "text")
    holds(misp.search(quick_filter="first.example", pythonify=True), "quick filter")
    holds(misp.search(last=("1d", "0h"), publish_timestamp="1d", event_timestamp="1d", pythonify=True), "times")
    holds(misp.search(org="Member", limit=1, pythonify=True), "organisation")
    holds(misp.search("attributes", deleted=["0", "1"], eventid=kept["event"].uuid, pythonify=True), "deleted")
    holds(misp.search("attributes", enforce_warninglist=True, eventid=kept["event"].uuid, pythonify=True) is not None, "warning lists")
    holds(misp.search(date_from=datetime(2026, 5, 1, tzinfo=timezone.utc), pythonify=True), "a date of Python")
    holds(misp.search(searchall="first.example") is not None, "searchall")


@check("search: what is not offered is refused and named")
def _():
    return [bad(misp.search("attributes", include_decay_score=True), 400), bad(misp.search("attributes", nonsense=1), 400),
            bad(misp.search("attributes", include_correlations=True), 400), misp.search(return_format="suricata")["errors"][1]["message"]]


@check("freetext: attributes made, and only told")
def _():
    text = "hxxp://freetext[.]example/x and 192[.]0[.]2[.]44"
    told = misp.freetext(kept["event"], text, returnMetaAttributes=True)
    holds(len(told) >= 2, told)
    stood = good(misp.freetext(kept["event"], text, adhereToWarninglists="soft", distribution=1, pythonify=True))
    return sorted(str(a.value) for a in stood)


@check("organisations and sharing groups")
def _():
    names = {each.name: each for each in misp.organisations(pythonify=True)}
    holds("Member" in names, names)
    same(misp.get_organisation(names["Member"].uuid, pythonify=True).name, "Member")
    same(misp.get_organisation(names["Member"].id, pythonify=True).name, "Member")
    same((misp.organisation_exists(names["Member"]), misp.organisation_exists(str(uuid4()))), (True, False))
    holds(misp.organisations(scope="external") == [] and misp.organisations(search="Memb"), "scope and search")
    groups = {each.name: each for each in misp.sharing_groups(pythonify=True)}
    holds("Cardiology" in groups, groups)
    group = misp.get_sharing_group(groups["Cardiology"], pythonify=True)
    same((group.name, misp.sharing_group_exists(groups["Cardiology"])), ("Cardiology", True))
    one = event("For a group", "group.example")
    one.distribution, one.sharing_group_id = 4, group.id
    added = good(misp.add_event(one, pythonify=True))
    same(added.distribution, 4)
    moved = misp.change_sharing_group_on_entity(misp.get_event(added.uuid, pythonify=True), group.id, pythonify=True)
    same(good(moved).sharing_group_id, int(group.id))
    good(misp.publish(moved))
    same(other.get_event(added.uuid, pythonify=True).info, "For a group")


@check("warning lists and feeds")
def _():
    lists = misp.warninglists(pythonify=True)
    hits = misp.values_in_warninglist(["first.example", "192.0.2.1"])
    holds(isinstance(hits, (dict, list)), hits)
    holds(isinstance(misp.values_in_warninglist("first.example"), (dict, list)), "one value")
    if lists:
        same(misp.get_warninglist(lists[0].id, pythonify=True).id, lists[0].id)
    return f"{len(lists)} lists, {len(misp.feeds(pythonify=True))} feeds"


@check("a reader's key reads and does not write")
def _():
    same(reader.get_event(kept["event"].uuid, pythonify=True).uuid, kept["event"].uuid)
    return bad(reader.add_event(event("By a reader", "reader.example")), 403)


@check("nobody changes what is another's")
def _():
    theirs = other.get_event(kept["event"].uuid, pythonify=True)
    theirs.info = "Changed by another"
    said = bad(other.update_event(theirs), 403)
    bad(other.delete_event(kept["event"].uuid), 403)
    same(misp.get_event(kept["event"].uuid, pythonify=True).info, "First event, changed")
    return said


@check("what another server pushes: an event of an organisation that is not of this hub")
def _():
    pushed = event("Pushed", "pushed.example")
    author = MISPOrganisation()
    author.from_dict(name="Far away", uuid=str(uuid4()))
    pushed.Orgc, pushed.published = author, True
    added = good(misp.add_event(pushed, pythonify=True))
    same(added.orgc.name, "Far away")
    pull = misp.direct_call("events/index", {"minimal": 1, "published": 1})
    holds(added.uuid in {row["uuid"] for row in pull}, "it is not among what is pulled")
    news = misp.direct_call("events/filterEventIdsForPush", [{"Event": {"uuid": str(uuid4()), "timestamp": "1780400000"}}])
    same(len(news), 1)


@check("what is not offered is refused, never answered with nothing")
def _():
    asked = {
        "galaxies": misp.galaxies, "taxonomies": misp.taxonomies, "object_templates": misp.object_templates, "users": misp.users,
        "roles": misp.roles, "servers": misp.servers, "server_pull": lambda: misp.server_pull(1), "server_push": lambda: misp.server_push(1),
        "enrich_event": lambda: misp.enrich_event(kept["event"], "dns"), "contact": lambda: misp.contact_event_reporter(kept["event"], "hello")}
    answers = {name: ask() for name, ask in asked.items()}
    silent = [name for name, said in answers.items() if not isinstance(said, dict) or "errors" not in said]
    same(silent, [], "answered without an error")
    return {name: said["errors"][0] for name, said in answers.items()}


@check("unpublish and delete_event")
def _():
    good(misp.unpublish(kept["second"]))
    good(misp.delete_event(kept["second"]))
    bad(misp.get_event(kept["second"]), 404)
    bad(misp.delete_event(str(uuid4())), 404)


finish()
