package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// A security advisory in CSAF 2.0 or 2.1: a report in the publisher's words, and a vulnerability for each one
/// it is about, with scores, weaknesses, product states by name, and what to do. The publisher is an identity.
/// What else the document says stays in the delivery. Signatures and hashes are the fetcher's to check, the
/// schema nobody's here: a document needs a tracking id and a title.
final class CsafDocument {

    /// Product trees of suppliers are deep; a list nested deeper is damage.
    private static final int DEEPEST_BRANCH = 30;

    private final JsonFormat.Record record;
    private final Telling telling;
    private final JsonObject document;
    private final JsonObject tracking;
    private final StixId publisher;
    private final String name;
    private final Instant released;
    private final Instant current;
    private final Optional<Tlp> tlp;
    private final Map<String, String> products = new HashMap<>();

    private CsafDocument(JsonFormat.Record record, Telling telling) {
        this.record = record;
        this.telling = telling;
        this.document = record.json().object("document").orElse(JsonObject.empty());
        this.tracking = document.object("tracking").orElse(JsonObject.empty());
        this.name = tracking.text("id").orElse("").strip();
        var namespace =
                document.object("publisher").flatMap(p -> p.text("namespace")).orElse("");
        this.publisher = Draft.id("identity", record.settings().author(), "csaf|" + namespace);
        this.released = Members.moment(tracking, "initial_release_date")
                .or(() -> Members.moment(tracking, "current_release_date"))
                .orElse(record.settings().undated());
        this.current = Members.moment(tracking, "current_release_date").orElse(released);
        this.tlp = document.object("distribution")
                .flatMap(distribution -> distribution.object("tlp"))
                .flatMap(label -> label.text("label"))
                .flatMap(Tlp::ofLabel);
    }

    static Optional<String> read(JsonFormat.Record record, Telling telling) {
        var reading = new CsafDocument(record, telling);
        if (reading.name.isEmpty() || reading.document.text("title").isEmpty()) {
            return Optional.of("This is no CSAF document: \"document.tracking.id\" or \"document.title\" is missing.");
        }
        reading.tell();
        return Optional.empty();
    }

    private void tell() {
        var tree = record.json().object("product_tree").orElse(JsonObject.empty());
        branches(tree, 0);
        Members.objects(tree, "full_product_names").forEach(this::product);
        Members.objects(tree, "relationships")
                .forEach(relation -> relation.object("full_product_name").ifPresent(this::product));
        identity();
        var told = new ArrayList<String>();
        var vulnerabilities = Members.objects(record.json(), "vulnerabilities");
        for (int place = 0; place < vulnerabilities.size(); place++) {
            told.add(vulnerability(vulnerabilities.get(place), place));
        }
        report(told);
    }

    private void branches(JsonObject holder, int depth) {
        if (depth < DEEPEST_BRANCH) {
            for (var branch : Members.objects(holder, "branches")) {
                branch.object("product").ifPresent(this::product);
                branches(branch, depth + 1);
            }
        }
    }

    private void product(JsonObject product) {
        product.text("product_id")
                .ifPresent(id -> products.put(id, product.text("name").orElse(id)));
    }

    private void identity() {
        var said = document.object("publisher").orElse(JsonObject.empty());
        var undated = record.settings().undated();
        telling.say(
                record.pointer() + "/document/publisher",
                Draft.of(publisher, publisher, undated)
                        .put("name", said.text("name").filter(n -> !n.isBlank()).orElse("unnamed publisher"))
                        .put("identity_class", "organization")
                        .put("contact_information", said.text("contact_details"))
                        .put("x_csaf_publisher_category", said.text("category"))
                        .link("csaf", said.text("namespace").orElse(""))
                        .build());
    }

    private String vulnerability(JsonObject said, int place) {
        var cve = said.text("cve").flatMap(Vulnerabilities::cve);
        var own = Members.objects(said, "ids").stream()
                .flatMap(id -> id.text("text").stream())
                .findFirst();
        var title = cve.or(() -> said.text("title"))
                .or(() -> own)
                .filter(t -> !t.isBlank())
                .orElse("%s no. %d".formatted(name, place + 1));
        var id = Draft.id(
                "vulnerability", publisher, name + "|" + cve.or(() -> own).orElse(Integer.toString(place)));
        var draft = Draft.of(id, publisher, released, current)
                .put("name", title)
                .put("description", Members.paragraphs(said.text("title").filter(t -> !t.equals(title)), notes(said)))
                .put("x_cwe", weaknesses(said))
                .keep("x_cvss", scores(said))
                .keep("x_csaf_product_status", states(said))
                .keep("x_csaf_remediations", named(said, "remediations"))
                .keep("x_csaf_threats", named(said, "threats"))
                .keep("x_csaf_flags", named(said, "flags"))
                .marked(tlp);
        cve.ifPresent(number -> draft.externalId("cve", number));
        Members.objects(said, "ids")
                .forEach(other -> draft.externalId(
                        other.text("system_name").filter(n -> !n.isBlank()).orElse("csaf"),
                        other.text("text").orElse("")));
        links(said, draft);
        telling.say(record.pointer() + "/vulnerabilities/" + place, draft.build());
        return id.text();
    }

    private void report(List<String> told) {
        var references = new ArrayList<>(told);
        references.addFirst(publisher.text());
        var draft = Draft.of(Draft.id("report", publisher, name), publisher, released, current)
                .put("name", document.text("title").orElse(name))
                .put("description", notes(document))
                .put("report_types", List.of("vulnerability"))
                .put("published", released)
                .put("object_refs", references)
                .put(
                        "lang",
                        document.text("lang").filter(lang -> lang.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")))
                .put("labels", document.text("category").stream().toList())
                .put("x_csaf_version", tracking.text("version"))
                .put("x_csaf_status", tracking.text("status"))
                .put(
                        "x_csaf_severity",
                        document.object("aggregate_severity").flatMap(severity -> severity.text("text")))
                .put(
                        "x_csaf_distribution",
                        document.object("distribution").flatMap(distribution -> distribution.text("text")))
                .put(
                        "x_csaf_products",
                        products.values().stream().sorted().limit(10_000).toList())
                .keep("x_csaf_acknowledgments", document.array("acknowledgments"))
                .keep("x_csaf_revisions", tracking.array("revision_history"))
                .externalId("csaf", name)
                .marked(tlp);
        links(document, draft);
        telling.say(record.pointer() + "/document", draft.build());
    }

    private static Optional<String> notes(JsonObject holder) {
        return Optional.of(Members.objects(holder, "notes").stream()
                .map(note -> Stream.of(note.text("title").map(title -> "## " + title), note.text("text"))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n")));
    }

    private static void links(JsonObject holder, Draft draft) {
        Members.objects(holder, "references")
                .forEach(reference -> reference.text("url").ifPresent(url -> draft.link("csaf", url)));
    }

    /// 2.0 has one weakness, 2.1 several.
    private static List<String> weaknesses(JsonObject said) {
        return Stream.concat(said.object("cwe").stream(), Members.objects(said, "cwes").stream())
                .flatMap(weakness -> weakness.text("id").stream())
                .toList();
    }

    /// 2.0 has `scores`, 2.1 `metrics`; both name products by id, here by name.
    private Optional<JsonArray> scores(JsonObject said) {
        return named(said, "scores").or(() -> named(said, "metrics"));
    }

    private Optional<JsonObject> states(JsonObject said) {
        return said.object("product_status").map(states -> {
            var named = JsonObject.builder();
            states.members().forEach(state -> {
                if (state.value() instanceof JsonArray ids) {
                    named.put(state.name(), names(ids));
                }
            });
            return named.build();
        });
    }

    /// The entries of a list, in which products are named instead of numbered.
    private Optional<JsonArray> named(JsonObject said, String list) {
        return said.array(list)
                .map(entries ->
                        JsonArray.of(entries.objects().stream().map(this::named).toList()))
                .filter(entries -> entries.size() > 0);
    }

    private JsonObject named(JsonObject entry) {
        var plain = entry.without("product_ids").without("products");
        var ids = entry.array("product_ids").or(() -> entry.array("products"));
        return ids.isEmpty() ? plain : plain.with("products", JsonArray.ofTexts(names(ids.get())));
    }

    private List<String> names(JsonArray ids) {
        return ids.texts().stream()
                .map(id -> products.getOrDefault(id, id))
                .distinct()
                .toList();
    }
}
