package theriac.taxii.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;
import theriac.taxii.MediaType;

/// Reads the body of a POST (TAXII 2.1 §5.5): an envelope, sorted into candidates and refusals. Nothing reaches the
/// port before the whole body has been read, so a body that ends too early stores nothing.
record SubmissionReader(TaxiiSettings settings, ApiRoot root, TaxiiCollection collection) {

    Submission read(TaxiiRequest request, Instant now) {
        long most = root.maxContentLength();
        if (request.contentLength().orElse(0) > most) {
            throw tooLarge(most);
        }
        Sorter sorter = new Sorter();
        try (InputStream body = new Limited(decoded(request), most)) {
            BundleReader.read(body, settings.submissionLimits().withDocumentBytes(Long.MAX_VALUE), sorter);
        } catch (IOException broken) {
            throw TaxiiProblem.badRequest("The body ended or broke off before it was whole; send it again.");
        }
        return sorter.finish(now);
    }

    private static InputStream decoded(TaxiiRequest request) throws IOException {
        return switch (request.headers()
                .first("content-encoding")
                .orElse("identity")
                .strip()) {
            case "identity", "" -> request.body();
            case "gzip" -> new GZIPInputStream(request.body());
            default ->
                throw TaxiiProblem.of(
                        415, "Unsupported media type", "A body may be sent as it is or with Content-Encoding: gzip.");
        };
    }

    private static TaxiiProblem tooLarge(long most) {
        return TaxiiProblem.of(
                413,
                "Content too large",
                "A body may have " + most
                        + " octets (max_content_length of the API root); send fewer objects at once.");
    }

    /// Counts octets as they are read, after decompression: a chunked body has no declared length, a bomb a false one.
    private static final class Limited extends FilterInputStream {

        private final long most;
        private long read;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int octets) {
            read += octets;
            if (read > most) {
                throw tooLarge(most);
            }
        }
    }

    private final class Sorter implements BundleSink {

        private final List<Submission.Candidate> candidates = new ArrayList<>();
        private final List<SubmissionStatus.Detail> refused = new ArrayList<>();
        private final Set<String> taken = collection.mediaTypes().stream()
                .flatMap(text -> MediaType.parse(text).stream())
                .map(type -> type.version().orElse("any"))
                .collect(Collectors.toSet());
        private boolean envelopeSeen;

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            mustBeListed(pointer);
            Submission.Candidate candidate = new Submission.Candidate(object, findings);
            String specVersion = SpecVersion.of(object);
            if (!taken.contains("any") && !taken.contains(specVersion)) {
                refuse(candidate, "This collection does not take STIX " + specVersion + " objects.");
            } else if (object.json().has("modified") && object.modified().isEmpty()) {
                refuse(candidate, "\"modified\" is not a timestamp (STIX 2.1 §3.2).");
            } else {
                candidates.add(candidate);
            }
        }

        private void refuse(Submission.Candidate candidate, String message) {
            refused.add(new SubmissionStatus.Detail(candidate.object().id().text(), candidate.version(), message));
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            mustBeListed(pointer);
            String reason = findings.stream()
                    .filter(Finding::isError)
                    .map(Finding::message)
                    .findFirst()
                    .orElse("It is no STIX object.");
            if (findings.stream().anyMatch(finding -> finding.rule().startsWith("json-"))) {
                throw malformed(pointer + ": " + reason);
            }
            // A status detail must have an id (§4.3.1); this one names the place instead.
            String stand = "x-unidentified--00000000-0000-4000-8000-%012d".formatted(index);
            refused.add(new SubmissionStatus.Detail(stand, "", pointer + ": " + reason));
        }

        @Override
        public void finding(Finding finding) {
            if (finding.isError()) {
                throw malformed(finding.message());
            }
        }

        @Override
        public void envelope(JsonObject members) {
            if (envelopeSeen) {
                throw malformed("The body holds more than one JSON document.");
            }
            envelopeSeen = true;
            boolean bundle = members.text("type").filter("bundle"::equals).isPresent();
            if (bundle && settings.bundles() == TaxiiSettings.Bundles.REFUSE) {
                throw TaxiiProblem.unprocessable(
                        "This is a STIX bundle. TAXII takes an envelope: {\"objects\": [ … ]} without type and id.");
            }
        }

        private void mustBeListed(String pointer) {
            if (!pointer.startsWith("/objects/")) {
                throw malformed("TAXII takes an envelope: {\"objects\": [ … ]}.");
            }
        }

        private static TaxiiProblem malformed(String why) {
            return TaxiiProblem.unprocessable("The body cannot be read as an envelope, nothing was stored. " + why);
        }

        Submission finish(Instant now) {
            if (!envelopeSeen) {
                throw malformed("TAXII takes an envelope: {\"objects\": [ … ]}.");
            }
            if (candidates.isEmpty()) {
                throw TaxiiProblem.unprocessable(
                        refused.isEmpty()
                                ? "The envelope holds no objects."
                                : "None of the " + refused.size() + " objects can be taken. The first one: "
                                        + refused.getFirst().message());
            }
            return new Submission(now, candidates, refused);
        }
    }
}
