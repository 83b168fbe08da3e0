package theriac.hub.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.Fetcher;
import theriac.hub.formats.Format;
import theriac.hub.formats.FormatSettings;
import theriac.hub.formats.Place;
import theriac.hub.formats.Preview;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Sources;
import theriac.stix.Finding;
import theriac.stix.Markings;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;

/// How a file would be read with these settings, before a source has them. Nothing is stored.
@RestController
public final class PreviewRoutes {

    private static final int ROWS = 50;

    /// Ids are not shown; any author does.
    private static final StixId NOBODY = StixId.of("identity--00000000-0000-4000-8000-000000000000");

    private final Sources sources;
    private final Ingest ingest;
    private final Access access;
    private final Fetcher fetcher;
    private final Clock clock;

    public PreviewRoutes(Sources sources, Ingest ingest, Access access, Fetcher fetcher, Clock clock) {
        this.sources = sources;
        this.ingest = ingest;
        this.access = access;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /// A file at an address that is no source yet.
    ///
    /// @param credential the name of a secret in the vault; "": none
    /// @param allow networks that are fine although they are not public
    public record SampleAddress(String url, String credential, List<String> allow) {}

    /// @param place where the record stands: a line, a JSON pointer, a way of elements
    /// @param state `read` or `rejected`
    /// @param raw the beginning of a rejected record
    public record PreviewRow(
            String place,
            String state,
            List<PreviewObject> objects,
            List<PreviewFinding> findings,
            Optional<String> raw) {}

    /// What would be made of a record.
    ///
    /// @param confidence 0 to 100
    public record PreviewObject(
            String type,
            Optional<String> name,
            Optional<String> pattern,
            Optional<String> patternType,
            Optional<String> validFrom,
            Optional<String> validUntil,
            Optional<String> description,
            List<String> labels,
            OptionalLong confidence,
            Optional<String> tlp) {}

    public record PreviewFinding(String rule, String severity, String place, String message) {}

    /// Where a value can stand, for those who choose columns.
    ///
    /// @param name a column's name or number, or a JSON pointer
    /// @param example the first that stands there
    /// @param roles what it is taken for now
    public record PreviewPlace(String name, String example, List<String> roles) {}

    /// @param read records of `rows` that would be taken in
    /// @param rejected records of `rows` that would not
    /// @param more whether records follow that were not looked at
    /// @param places of tables and JSON lists; none for other formats
    public record PreviewPage(
            List<PreviewRow> rows,
            List<PreviewFinding> findings,
            int read,
            int rejected,
            boolean more,
            List<PreviewPlace> places) {}

    /// @param kind of source, see `docs/operate/formats.md`
    /// @param settings of the source, as JSON; none when absent
    @PostMapping("/api/sources/preview")
    @Requires(Permission.RUN_SOURCES)
    PreviewPage preview(
            Viewer viewer, @RequestParam String kind, @RequestParam Optional<String> settings, InputStream body)
            throws IOException {
        return look(kind, settings(settings.orElse("")), body);
    }

    /// The beginning of the file at an address, unpacked, before a source asks for it: what is looked at
    /// while its mapping is chosen, so that its server is asked once and not after each change. The address
    /// is checked as those of sources are.
    @PostMapping(path = "/api/sources/sample", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Requires(Permission.CONFIGURE_SOURCES)
    byte[] sampleOfAddress(Viewer viewer, @RequestBody SampleAddress at) throws IOException {
        try (var answer = fetcher.fetch(access.sample(at.url(), at.credential(), at.allow()))) {
            return sample(answer.body(), "");
        } catch (FetchFailure failure) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, failure.sentence()).because(failure.code());
        }
    }

    private FormatSettings settings(String json) {
        var options = Json.parse(json.isBlank() ? "{}" : json, JsonLimits.standard())
                .object()
                .orElseThrow(() -> Problem.badRequest("The settings must be a JSON object."));
        return FormatSettings.of(NOBODY, clock.instant()).withOptions(options);
    }

    /// How a file would be read by a source as it is set up now, before it is given to it.
    @PostMapping("/api/sources/{id}/preview")
    @Requires(Permission.RUN_SOURCES)
    PreviewPage previewOfSource(Viewer viewer, @PathVariable UUID id, InputStream body) throws IOException {
        var source = sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
        return look(source.kind(), ingest.settings(source), body);
    }

    private static PreviewPage look(String kind, FormatSettings settings, InputStream body) throws IOException {
        var format = Format.of(kind)
                .orElseThrow(() -> Problem.badRequest(
                        "There is no reader for the kind \"%s\". The kinds are %s.".formatted(kind, Format.kinds())));
        var sample = sample(body, settings.options().text("entry").orElse(""));
        var read = Preview.of(format, new ByteArrayInputStream(sample), settings, ROWS);
        return page(read, format.places(new ByteArrayInputStream(sample), settings));
    }

    /// As much as is looked at. The beginning of a packed file ends in the middle: what came out of it is the
    /// sample.
    private static byte[] sample(InputStream body, String entry) throws IOException {
        var sample = new ByteArrayOutputStream();
        var part = new byte[1 << 14];
        try (var input = Unpacked.of(body, entry, Preview.MOST_BYTES * 4, Ingest.MOST_UNPACKING)) {
            for (int got = input.read(part); got >= 0 && sample.size() <= Preview.MOST_BYTES; got = input.read(part)) {
                sample.write(part, 0, got);
            }
        } catch (FetchFailure | EOFException cut) {
            if (sample.size() == 0) {
                throw Problem.badRequest("The sample cannot be unpacked: send the beginning of the file as it is.")
                        .because("fetch.sample");
            }
        }
        return sample.toByteArray();
    }

    private static PreviewPage page(Preview preview, List<Place> places) {
        var rows = preview.rows().stream().map(PreviewRoutes::row).toList();
        int rejected =
                (int) preview.rows().stream().filter(Preview.Row::isRejected).count();
        return new PreviewPage(
                rows,
                findings(preview.findings()),
                rows.size() - rejected,
                rejected,
                preview.more(),
                places.stream()
                        .map(place -> new PreviewPlace(place.name(), place.example(), place.roles()))
                        .toList());
    }

    private static PreviewRow row(Preview.Row row) {
        return new PreviewRow(
                row.place(),
                row.isRejected() ? "rejected" : "read",
                row.objects().stream().map(PreviewRoutes::object).toList(),
                findings(row.findings()),
                Optional.of(row.raw()).filter(_ -> row.isRejected()));
    }

    private static PreviewObject object(StixObject object) {
        return new PreviewObject(
                object.type(),
                object.name().or(() -> object.text("value")),
                object.text("pattern"),
                object.text("pattern_type"),
                object.text("valid_from"),
                object.text("valid_until"),
                object.description(),
                object.labels(),
                object.confidence(),
                Markings.tlp(object).map(Tlp::label));
    }

    private static List<PreviewFinding> findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new PreviewFinding(
                        finding.rule(),
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.pointer(),
                        finding.message()))
                .toList();
    }
}
