package theriac.hub.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.stix.BundleSink;
import theriac.stix.DeterministicIds;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonSlice;
import theriac.stix.json.JsonValue;

/// One event on its way to STIX. Not thread-safe; used once.
final class MispReading {

    /// Pairs of an indicator and a cluster that are tied one by one; beyond, the report says that they belong together.
    private static final int MOST_PAIRS = 10_000;

    /// What the event says of itself and STIX has no property for. How far MISP would distribute it is kept for people:
    /// who may see it here is the source's audience and the TLP label, which never grow by it.
    private static final List<Map.Entry<String, String>> KEPT = List.of(
            Map.entry("date", "x_misp_date"),
            Map.entry("analysis", "x_misp_analysis"),
            Map.entry("threat_level_id", "x_misp_threat_level"),
            Map.entry("distribution", "x_misp_distribution"));

    /// The STIX type for objects of MISP.
    static final String OBJECT_TYPE = "x-misp-object";

    private static final List<String> REFERABLE =
            List.of("indicator", "observed-data", OBJECT_TYPE, MispAttributes.CUSTOM);

    private final JsonObject event;
    private final Map<String, JsonSlice> lists;
    private final String pointer;
    private final FormatSettings settings;
    private final BundleSink sink;
    private final MispEvent.Counter counter;
    private final MispContext context;
    private final MispAttributes attributes = new MispAttributes(new Telling());
    private final StixId author;
    private final Set<String> told = new LinkedHashSet<>();
    private final List<String> indicators = new ArrayList<>();
    private final List<String> clusters = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Analysed> analysed = new ArrayList<>();
    private boolean unreadable;

    /// What was told, once a relationship of an analyst asks for it.
    private final Map<String, String> byUuid = new HashMap<>();

    /// That an object of the event points at another part of it, by uuid.
    private record Reference(StixId source, JsonObject said, String place) {}

    /// An element of which analysts may have said something.
    private record Analysed(JsonObject element, StixId about, String place, MispContext inside) {}

    MispReading(
            MispEvent.Opened opened,
            String pointer,
            FormatSettings settings,
            BundleSink sink,
            MispEvent.Counter counter) {
        this.event = opened.head();
        this.lists = opened.lists();
        this.pointer = pointer;
        this.settings = settings;
        this.sink = sink;
        this.counter = counter;
        this.author = event.object("Orgc")
                .flatMap(org -> MispEvent.id("identity", org))
                .orElse(settings.author());
        this.context = MispContext.of(event, author, settings.undated());
        counter.events++;
    }

    void tell() {
        event.object("Orgc").ifPresent(this::organization);
        each("Attribute", (attribute, place) -> attribute(attribute, place, context, Optional.empty()));
        each("Object", this::object);
        references.forEach(this::reference);
        galaxies();
        relationships();
        eventReports();
        MispEvent.id("report", event).ifPresent(id -> analysed.add(new Analysed(event, id, pointer, context)));
        analysed.forEach(this::analystData);
        report();
    }

    /// What is said goes to the sink, once.
    private final class Telling implements MispAttributes.Out {
        @Override
        public void say(String place, JsonObject json) {
            MispReading.this.say(place, json);
        }

        @Override
        public void reject(String place, JsonObject record, String why) {
            MispReading.this.reject(place, record, why);
        }

        @Override
        public void remark(Finding finding) {
            sink.finding(finding);
        }

        @Override
        public void analysed(JsonObject element, StixId about, String place, MispContext inside) {
            analysed.add(new Analysed(element, about, place, inside));
        }
    }

    private void organization(JsonObject org) {
        if (author.equals(settings.author())) {
            return;
        }
        var at = StixTimestamp.of(settings.undated()).text();
        say(
                pointer + "/Orgc",
                JsonObject.builder()
                        .put("type", "identity")
                        .put("spec_version", "2.1")
                        .put("id", author.text())
                        .put("created", at)
                        .put("modified", at)
                        .put("name", org.text("name").orElse("unnamed organisation"))
                        .put("identity_class", "organization")
                        .build());
    }

    /// An element of a long list.
    private interface Part {
        void read(JsonObject part, String place);
    }

    /// Reads a long list; an element that is no JSON costs nobody else anything.
    private void each(String list, Part reader) {
        var slice = lists.get(list);
        if (slice == null) {
            return;
        }
        var where = pointer + "/" + list;
        slice.elements((n, element) -> {
                    var place = where + "/" + n;
                    var parsed = element.parse(settings.limits());
                    if (parsed.value().orElse(null) instanceof JsonObject part) {
                        parsed.findings().forEach(sink::finding);
                        reader.read(part, place);
                    } else {
                        var findings = new ArrayList<>(parsed.findings());
                        findings.add(Finding.error("misp.attribute", place, "This must be an object."));
                        unreadable = true;
                        sink.rejected(counter.next++, place, element.bytes(), findings);
                    }
                })
                .ifPresent(fault -> sink.finding(new Finding(fault.rule(), fault.severity(), where, fault.message())));
    }

    private Optional<StixId> attribute(JsonValue part, String place, MispContext around, Optional<StixId> object) {
        if (part instanceof JsonObject attribute && attribute.text("value").isPresent()) {
            var made = attributes.read(attribute, place, around, object);
            made.filter(id -> id.type().equals("indicator")).ifPresent(id -> indicators.add(id.text()));
            return made;
        }
        reject(place, part, "An attribute must be an object with a type and a value.");
        return Optional.empty();
    }

    /// An object stays an object: its attributes each stand for themselves as well, and it refers to them.
    private void object(JsonObject object, String place) {
        var id = MispEvent.id(OBJECT_TYPE, object);
        var inside = context.inside(object);
        var refs = new ArrayList<String>();
        var parts = object.array("Attribute").map(JsonArray::values).orElse(List.of());
        for (int i = 0; i < parts.size(); i++) {
            attribute(parts.get(i), place + "/Attribute/" + i, inside, id).ifPresent(made -> refs.add(made.text()));
        }
        if (id.isEmpty()) {
            sink.finding(Finding.warning("misp.object", place, "The object has no uuid: its attributes stand alone."));
            return;
        }
        var draft = context.mark(Draft.of(id.get(), author, context.at(object)), object)
                .put("name", object.text("name"))
                .put("description", object.text("description"))
                .put("object_refs", refs)
                .put(MispKept.EVENT_UUID, context.event());
        say(
                place,
                revoked(draft, object)
                        .keep(
                                MispKept.OBJECT,
                                MispKept.text(
                                        MispAnalyst.without(refs.isEmpty() ? object : object.without("Attribute"))))
                        .build()
                        .json());
        analysed.add(new Analysed(object, id.get(), place, inside));
        for (var said : Members.objects(object, "ObjectReference")) {
            references.add(new Reference(id.get(), said, place));
        }
    }

    private void reference(Reference reference) {
        var uuid = reference.said().text("referenced_uuid").orElse("");
        var target = REFERABLE.stream()
                .map(type -> type + "--" + uuid.toLowerCase(Locale.ROOT))
                .filter(told::contains)
                .findFirst();
        var id = MispEvent.id("relationship", reference.said());
        if (target.isPresent() && id.isPresent()) {
            var type = reference
                    .said()
                    .text("relationship_type")
                    .filter(word -> word.matches("[a-z0-9-]{1,60}"))
                    .orElse("related-to");
            say(
                    reference.place(),
                    revoked(
                                    context.mark(
                                            Draft.of(id.get(), author, context.at(reference.said())), reference.said()),
                                    reference.said())
                            .put("relationship_type", type)
                            .put("source_ref", reference.source().text())
                            .put("target_ref", target.get())
                            .build()
                            .json());
        }
    }

    /// What is deleted stands in its event, and its object is revoked.
    private static Draft revoked(Draft draft, JsonObject element) {
        return element.bool("deleted").orElse(false) ? draft.put("revoked", true) : draft;
    }

    private void eventReports() {
        for (var written : Members.objects(event, "EventReport")) {
            var id = MispEvent.id("note", written);
            var about = MispEvent.id("report", event);
            if (id.isPresent() && about.isPresent()) {
                var name = written.text("name").orElse("");
                var content = written.text("content").filter(text -> !text.isBlank());
                var draft = revoked(context.mark(Draft.of(id.get(), author, context.at(written)), written), written)
                        .put("abstract", name)
                        .put("content", content.orElse(name.isBlank() ? "An empty report." : name))
                        .put("object_refs", List.of(about.get().text()));
                say(
                        pointer + "/EventReport",
                        draft.keep(MispKept.EVENT_REPORT, MispKept.text(MispAnalyst.without(written)))
                                .build()
                                .json());
                analysed.add(new Analysed(written, id.get(), pointer + "/EventReport", context.inside(written)));
            }
        }
    }

    private void analystData(Analysed of) {
        MispAnalyst.of(of.element(), of.about(), of.inside(), this::told).forEach(said -> say(of.place(), said.json()));
    }

    /// The thing with a uuid that the event has told, other than what only ties or counts things.
    private Optional<StixId> told(String uuid) {
        var wanted = uuid.strip().toLowerCase(Locale.ROOT);
        var own = MispEvent.id("report", event).filter(report -> report.text().endsWith("--" + wanted));
        if (byUuid.isEmpty()) {
            told.forEach(this::index);
        }
        return own.or(() -> Optional.ofNullable(byUuid.get(wanted)).flatMap(StixId::parse));
    }

    private void index(String id) {
        if (!id.startsWith("relationship--") && !id.startsWith("sighting--")) {
            byUuid.putIfAbsent(id.substring(id.indexOf("--") + 2), id);
        }
    }

    private void galaxies() {
        var galaxies = event.array("Galaxy").map(JsonArray::objects).orElse(List.of());
        for (int g = 0; g < galaxies.size(); g++) {
            var found = galaxies.get(g)
                    .array("GalaxyCluster")
                    .map(JsonArray::objects)
                    .orElse(List.of());
            for (int c = 0; c < found.size(); c++) {
                cluster(found.get(c), pointer + "/Galaxy/" + g + "/GalaxyCluster/" + c);
            }
        }
    }

    private void cluster(JsonObject cluster, String place) {
        var type = MispTypes.clusterType(cluster.text("type").orElse(""));
        var id = type.flatMap(t -> MispEvent.id(t, cluster));
        if (id.isEmpty()) {
            sink.finding(Finding.info(
                    "misp.kept", place, "This galaxy cluster has no STIX counterpart; it stays in the delivery."));
            return;
        }
        var at = StixTimestamp.of(settings.undated()).text();
        var json = JsonObject.builder()
                .put("type", id.get().type())
                .put("spec_version", "2.1")
                .put("id", id.get().text())
                .put("created", at)
                .put("modified", at)
                .put("name", cluster.text("value").orElse("unnamed"));
        cluster.text("description").filter(d -> !d.isBlank()).ifPresent(d -> json.put("description", d));
        if (id.get().type().equals("malware")) {
            json.put("is_family", true);
        }
        var markings = context.markings(JsonObject.empty());
        if (!markings.isEmpty()) {
            json.put("object_marking_refs", markings);
        }
        if (!context.reach().isEmpty()) {
            json.put(MispKept.REACH, context.reach());
        }
        say(place, json.build());
        clusters.add(id.get().text());
    }

    private void relationships() {
        if ((long) clusters.size() * indicators.size() > MOST_PAIRS) {
            sink.finding(Finding.info(
                    "misp.pairs",
                    pointer,
                    "The event has %d indicators and %d galaxy clusters: they are not tied pair by pair; the report holds all."
                            .formatted(indicators.size(), clusters.size())));
            return;
        }
        for (var cluster : clusters) {
            for (var indicator : indicators) {
                var id = DeterministicIds.named(author.uuid(), "relationship", indicator + "|indicates|" + cluster);
                var at = context.at().orElse(settings.undated());
                say(
                        pointer,
                        context.mark(Draft.of(id, author, at), JsonObject.empty())
                                .put("relationship_type", "indicates")
                                .put("source_ref", indicator)
                                .put("target_ref", cluster)
                                .build()
                                .json());
            }
        }
    }

    private void report() {
        var id = MispEvent.id("report", event);
        if (id.isEmpty() || told.isEmpty() && unreadable) {
            sink.finding(Finding.warning(
                    "misp.report",
                    pointer,
                    "The event has no uuid or nothing that could be read; no report was made of it."));
            return;
        }
        MispProposals.of(event, id.get(), context).forEach(proposal -> say(pointer, proposal.json()));
        var at = context.at().orElse(settings.undated());
        var draft = context.mark(Draft.of(id.get(), author, at), JsonObject.empty())
                .put("name", event.text("info").filter(info -> !info.isBlank()).orElse("MISP event"))
                .put("report_types", List.of("threat-report"))
                .put("published", at)
                // A report refers to something (STIX 2.1 §4.16): an event that has nothing yet, to who made it.
                .put("object_refs", told.isEmpty() ? List.of(author.text()) : List.copyOf(told));
        for (var kept : KEPT) {
            draft.put(kept.getValue(), event.find(kept.getKey()).flatMap(Members::scalar));
        }
        event.text("extends_uuid")
                .flatMap(uuid -> StixId.parse("report--" + uuid.strip().toLowerCase(Locale.ROOT)))
                .filter(extended -> !extended.equals(id.get()))
                .ifPresent(extended -> draft.put(MispKept.EXTENDS_REF, extended.text()));
        draft.put("x_misp_sharing_group", event.object("SharingGroup").flatMap(group -> group.text("name")))
                .put("labels", MispContext.tags(event))
                .keep(MispKept.EVENT, MispKept.text(kept()));
        sink.object(counter.next++, pointer, draft.build(), List.of());
    }

    /// The event without what stands in objects of its own, and without the members of its sharing group: who else
    /// belongs to a group is nobody's business here.
    private JsonObject kept() {
        var kept = MispKept.without(MispAnalyst.without(event), "ShadowAttribute", MispProposals::isOwn);
        kept = MispKept.without(
                kept, "EventReport", written -> MispEvent.id("note", written).isPresent());
        var group = event.object("SharingGroup");
        return group.isEmpty()
                ? kept
                : kept.with(
                        "SharingGroup", group.get().without("SharingGroupOrg").without("SharingGroupServer"));
    }

    private void say(String place, JsonObject json) {
        var object = StixObject.of(json);
        if (told.add(object.id().text())) {
            if (!byUuid.isEmpty()) {
                index(object.id().text());
            }
            sink.object(counter.next++, place, object, List.of());
        }
    }

    private void reject(String place, JsonValue record, String why) {
        unreadable = true;
        sink.rejected(
                counter.next++,
                place,
                Json.write(record).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                List.of(Finding.error("misp.attribute", place, why)));
    }
}
