package theriac.hub.documents;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.documents.Thing.Decision;
import theriac.hub.documents.Thing.What;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.ValuePatterns;

/// Reading documents over HTTP.
@RestController
public final class DocumentRoutes {

    private final Documents documents;
    private final Writing writing;

    public DocumentRoutes(Documents documents, Writing writing) {
        this.documents = documents;
        this.writing = writing;
    }

    /// A text, or the address of a page; one of the two.
    ///
    /// @param title of a text; absent: its first line
    public record DocumentToRead(Optional<String> title, Optional<String> text, Optional<String> address) {}

    public record DocumentReceipt(UUID id) {}

    /// @param open things about which nobody decided yet
    /// @param reported things that belong into the report
    /// @param report id of the report that came of it; absent: none yet
    public record DocumentRow(
            UUID id,
            String title,
            String origin,
            String name,
            String by,
            Instant at,
            int open,
            int reported,
            Optional<String> report) {}

    public record DocumentList(List<DocumentRow> documents, Optional<String> next) {}

    /// In UTF-16 units of the text.
    public record PlaceView(int start, int end, Optional<Integer> page) {}

    /// @param name "" when the asker does not see the object
    public record CandidateView(String id, String type, String name) {}

    /// @param what `value`, `known` or `new`
    /// @param kind of a value; otherwise the STIX type
    /// @param name the value, the name of what is meant
    /// @param safe the same, defanged
    /// @param target what is meant; absent: nothing in the store
    /// @param candidates all that bear the name, when there are several
    /// @param sure whether it can hardly mean anything else
    /// @param listed warning lists that hold the value
    /// @param known how many sources know the value
    /// @param usable `indicator`, `object`, or `text`: the report tells of it in words
    ///     alone
    /// @param decision `found`, `accepted`, `observed` or `rejected`
    public record ThingView(
            int number,
            String what,
            String kind,
            String name,
            String safe,
            Optional<String> target,
            List<CandidateView> candidates,
            boolean sure,
            List<String> listed,
            int known,
            String usable,
            String decision,
            List<PlaceView> places) {}

    /// @param members whether the members are named as its readers
    public record DocumentReport(String id, Instant first, Instant last, String tlp, boolean members) {}

    /// @param size in bytes, `sha256` in hexadecimal: of what came
    /// @param cut whether it says more than was read
    /// @param note in Markdown
    public record DocumentView(
            UUID id,
            String title,
            String origin,
            String name,
            String mediaType,
            long size,
            String sha256,
            String by,
            Instant at,
            Instant readAt,
            String text,
            boolean cut,
            String note,
            int revision,
            List<ThingView> things,
            Optional<DocumentReport> report) {}

    public record DecisionView(int number, String decision) {}

    public record DecisionsToTake(List<DecisionView> decisions) {}

    public record ThingMeant(String target) {}

    /// @param type `malware`, `intrusion-set`, `threat-actor`, `tool`, `campaign` or `infrastructure`
    public record ThingToAdd(int start, int end, String type) {}

    public record NoteToWrite(String title, String note, int revision) {}

    /// @param members whether the members are its readers
    /// @param subject what the indicators show; absent: nothing is said of that
    public record ReportToPublish(String tlp, boolean members, Optional<String> subject) {}

    @GetMapping("/api/documents")
    @Requires(Permission.WRITE_REPORTS)
    DocumentList documents(Viewer viewer, @RequestParam Optional<String> after) {
        var rows = documents.list(viewer, after.map(DocumentRoutes::place).orElse(Long.MAX_VALUE));
        return new DocumentList(
                rows.stream().map(DocumentRoutes::row).toList(),
                rows.size() < Documents.PAGE
                        ? Optional.empty()
                        : Optional.of(Long.toString(rows.getLast().document().key())));
    }

    @PostMapping("/api/documents")
    @Requires(Permission.WRITE_REPORTS)
    @ResponseStatus(HttpStatus.CREATED)
    DocumentReceipt readDocument(Viewer viewer, @RequestBody DocumentToRead wish) {
        var reader = party(viewer);
        if (wish.address().isPresent() == wish.text().isPresent()) {
            throw Problem.badRequest("Send a text, or the address of a page.");
        }
        return new DocumentReceipt(
                wish.address().isPresent()
                        ? documents.fetch(reader, wish.address().get())
                        : documents.paste(
                                reader, wish.title().orElse(""), wish.text().orElseThrow()));
    }

    /// A file: PDF, Word, HTML, mail or plain text.
    ///
    /// @param name the file's; a hint at its kind, never believed
    @PostMapping("/api/documents/file")
    @Requires(Permission.WRITE_REPORTS)
    @ResponseStatus(HttpStatus.CREATED)
    DocumentReceipt readFile(Viewer viewer, @RequestParam(defaultValue = "") String name, InputStream body)
            throws IOException {
        var reader = party(viewer);
        var bytes = body.readNBytes(FileTexts.LARGEST + 1);
        if (bytes.length > FileTexts.LARGEST) {
            throw FileTexts.tooLarge();
        }
        return new DocumentReceipt(documents.drop(reader, name, bytes));
    }

    @GetMapping("/api/documents/{id}")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView document(Viewer viewer, @PathVariable UUID id) {
        return view(documents.load(viewer, id));
    }

    /// What came, to keep as a file: its name says that it is not to be opened without care.
    @GetMapping("/api/documents/{id}/file")
    @Requires(Permission.WRITE_REPORTS)
    ResponseEntity<byte[]> documentFile(Viewer viewer, @PathVariable UUID id) {
        var bytes = documents.raw(viewer, id);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(id + ".untrusted")
                                .build()
                                .toString())
                .body(bytes);
    }

    /// The document that a report was written from.
    @GetMapping("/api/documents/of/{report}")
    @Requires(Permission.WRITE_REPORTS)
    DocumentReceipt documentOf(Viewer viewer, @PathVariable String report) {
        return new DocumentReceipt(StixId.parse(report)
                .flatMap(id -> documents.from(viewer, id))
                .orElseThrow(() -> Problem.notFound("This report was not written from a document that you may read.")));
    }

    /// Searches the text anew: the store may know more names by now.
    @PostMapping("/api/documents/{id}/search")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView searchDocument(Viewer viewer, @PathVariable UUID id) {
        documents.search(party(viewer), id);
        return view(documents.load(viewer, id));
    }

    @PutMapping("/api/documents/{id}/decisions")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView decideThings(Viewer viewer, @PathVariable UUID id, @RequestBody DecisionsToTake wish) {
        var decisions = new HashMap<Integer, Decision>();
        for (var each : wish.decisions()) {
            decisions.put(
                    each.number(),
                    Decision.parse(each.decision())
                            .orElseThrow(() -> Problem.badRequest(
                                    "A decision is found, accepted, observed or rejected, not \"%s\"."
                                            .formatted(each.decision()))));
        }
        documents.decide(party(viewer), id, decisions);
        return view(documents.load(viewer, id));
    }

    @PutMapping("/api/documents/{id}/things/{number}")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView meanThing(
            Viewer viewer, @PathVariable UUID id, @PathVariable int number, @RequestBody ThingMeant wish) {
        documents.mean(party(viewer), id, number, object(wish.target()));
        return view(documents.load(viewer, id));
    }

    @PostMapping("/api/documents/{id}/things")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView addThing(Viewer viewer, @PathVariable UUID id, @RequestBody ThingToAdd wish) {
        documents.pointOut(party(viewer), id, wish.start(), wish.end(), wish.type());
        return view(documents.load(viewer, id));
    }

    @PutMapping("/api/documents/{id}/note")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView writeNote(Viewer viewer, @PathVariable UUID id, @RequestBody NoteToWrite wish) {
        documents.write(party(viewer), id, wish.title(), wish.note(), wish.revision());
        return view(documents.load(viewer, id));
    }

    @PostMapping("/api/documents/{id}/report")
    @Requires(Permission.WRITE_REPORTS)
    DocumentView publishReport(Viewer viewer, @PathVariable UUID id, @RequestBody ReportToPublish wish) {
        var tlp = Tlp.ofLabel(wish.tlp())
                .orElseThrow(() -> Problem.badRequest("\"%s\" is no TLP label.".formatted(wish.tlp())));
        writing.publish(party(viewer), id, tlp, wish.members(), wish.subject().map(DocumentRoutes::object));
        return view(documents.load(viewer, id));
    }

    @DeleteMapping("/api/documents/{id}")
    @Requires(Permission.WRITE_REPORTS)
    void forgetDocument(Viewer viewer, @PathVariable UUID id) {
        documents.forget(party(viewer), id);
    }

    private static DocumentRow row(DocumentSql.Row row) {
        var document = row.document();
        return new DocumentRow(
                document.id(),
                document.title(),
                document.origin().text(),
                document.name(),
                document.by(),
                document.at(),
                row.found(),
                row.reported(),
                document.report().map(report -> report.id().text()));
    }

    private static DocumentView view(Documents.Read read) {
        var document = read.document();
        return new DocumentView(
                document.id(),
                document.title(),
                document.origin().text(),
                document.name(),
                document.mediaType(),
                document.size(),
                document.sha256(),
                document.by(),
                document.at(),
                document.read(),
                document.text(),
                document.cut(),
                document.note(),
                document.revision(),
                read.things().stream().map(thing -> view(thing, read)).toList(),
                document.report()
                        .map(report -> new DocumentReport(
                                report.id().text(),
                                report.first(),
                                report.last(),
                                report.tlp().label(),
                                report.members())));
    }

    private static ThingView view(Thing thing, Documents.Read read) {
        var pages = read.document().pages();
        var places = thing.places().stream()
                .map(place -> new PlaceView(place.start(), place.end(), FileText.page(pages, place.start())))
                .toList();
        return switch (thing.what()) {
            case What.Value(var value) -> view(thing, value, read.known().getOrDefault(value, 0), places);
            case What.Known known -> view(thing, known, read.names(), places);
            case What.New(var type, var name) ->
                object(thing, "new", type, name, thing.object().map(StixId::text), List.of(), places);
        };
    }

    private static ThingView view(Thing thing, NormalValue value, int known, List<PlaceView> places) {
        var usable = value.kind() == ValueKind.CVE
                ? "object"
                : ValuePatterns.of(value).isPresent() ? "indicator" : "text";
        return new ThingView(
                thing.number(),
                "value",
                value.kind().code(),
                value.text(),
                Defang.defang(value.text()),
                Optional.empty(),
                List.of(),
                thing.sure(),
                thing.listed(),
                known,
                usable,
                thing.decision().text(),
                places);
    }

    private static ThingView view(Thing thing, What.Known known, Map<StixId, String> names, List<PlaceView> places) {
        var target = known.target();
        var candidates = known.candidates().size() < 2
                ? List.<CandidateView>of()
                : known.candidates().stream()
                        .map(id -> new CandidateView(id.text(), id.type(), names.getOrDefault(id, "")))
                        .toList();
        return object(
                thing,
                "known",
                target.type(),
                names.getOrDefault(target, thing.written()),
                Optional.of(target.text()),
                candidates,
                places);
    }

    private static ThingView object(
            Thing thing,
            String what,
            String type,
            String name,
            Optional<String> target,
            List<CandidateView> candidates,
            List<PlaceView> places) {
        return new ThingView(
                thing.number(),
                what,
                type,
                name,
                name,
                target,
                candidates,
                thing.sure(),
                List.of(),
                0,
                "object",
                thing.decision().text(),
                places);
    }

    private static StixId object(String text) {
        return StixId.parse(text).orElseThrow(() -> Problem.badRequest("\"%s\" is no STIX id.".formatted(text)));
    }

    private static long place(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException unreadable) {
            throw Problem.badRequest("\"after\" is what the page before gave as \"next\".");
        }
    }

    private static Viewer.Party party(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() > 0) {
            return party;
        }
        throw Problem.notAllowed("Only people read documents.");
    }
}
