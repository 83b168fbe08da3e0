package theriac.hub.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Shown;
import theriac.hub.formats.Format;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.stix.Finding;

/// A feed of many documents: those that changed since they were taken in, one after the other, as one delivery.
/// A document is marked after it is stored (law 1), so a feed that breaks off goes on where it was; one that
/// cannot be had is a finding and is tried again the next time.
final class Parts {

    /// Documents of one run; the rest comes with the next.
    private static final int MOST = 5_000;

    /// Documents between two marks.
    private static final int BATCH = 50;

    /// So many in a row and it is the server, not the documents.
    private static final int MOST_FAILURES = 5;

    private static final long DOCUMENT_BYTES = 256L << 20;
    private static final int SUM_BYTES = 10_000;

    private final Fetcher fetcher;
    private final Spool spool;
    private final Ingest ingest;
    private final Deliveries deliveries;
    private final Plans plans;
    private final SignedFile signatures;

    Parts(Feeds.Ground ground, Spool spool) {
        this.fetcher = ground.fetcher();
        this.spool = spool;
        this.ingest = ground.ingest();
        this.deliveries = ground.deliveries();
        this.plans = ground.plans();
        this.signatures = new SignedFile(fetcher, spool, ground.clock());
    }

    /// @param name within the feed
    /// @param mark changes when the document does
    /// @param sums where its checksum may be found, the best first; empty: there is none
    record Part(String name, String mark, URI address, List<URI> sums) {}

    Outcome take(Source source, FetchRequest base, List<Part> parts) {
        return take(source, base, parts, UnaryOperator.identity());
    }

    /// @param signing what is done to each question before it is asked
    Outcome take(Source source, FetchRequest base, List<Part> parts, UnaryOperator<FetchRequest> signing) {
        var marks = plans.marks(source.key(), parts.stream().map(Part::name).toList());
        var changed = parts.stream()
                .filter(part -> !part.mark().equals(marks.get(part.name())))
                .toList();
        return changed.isEmpty() ? new Outcome.Unchanged() : run(source, base, changed, signing);
    }

    /// One document, whether it changed or not. It is marked as it is taken, so the next round brings it again only
    /// when it changed since; the marks of the others stay.
    Outcome takeOne(Source source, FetchRequest base, Part part) {
        return run(source, base, List.of(part), UnaryOperator.identity());
    }

    private Outcome run(Source source, FetchRequest base, List<Part> changed, UnaryOperator<FetchRequest> signing) {
        var format = Format.of(source.kind())
                .orElseThrow(
                        () -> Problem.badRequest("The hub cannot read the format \"%s\".".formatted(source.kind())));
        var delivery = deliveries.open(source.key(), Shown.address(base.address()));
        var kept = format.isStix() ? DeliveryRecord.Kept.BY_RECORD : DeliveryRecord.Kept.BY_PART;
        try (var record = ingest.record(source, delivery, kept)) {
            return new Run(source, base, signing, format, delivery, record).take(changed);
        }
    }

    /// One delivery.
    private final class Run {
        private final Source source;
        private final FetchRequest base;
        private final UnaryOperator<FetchRequest> signing;
        private final Format format;
        private final Delivery delivery;
        private final DeliveryRecord record;
        private final Map<String, String> waiting = new LinkedHashMap<>();
        private Optional<FetchFailure> first = Optional.empty();
        private int failed;
        private int inARow;

        Run(
                Source source,
                FetchRequest base,
                UnaryOperator<FetchRequest> signing,
                Format format,
                Delivery delivery,
                DeliveryRecord record) {
            this.source = source;
            this.base = base;
            this.signing = signing;
            this.format = format;
            this.delivery = delivery;
            this.record = record;
        }

        Outcome take(List<Part> changed) {
            try {
                for (var part : changed.subList(0, Math.min(MOST, changed.size()))) {
                    if (inARow >= MOST_FAILURES || Thread.currentThread().isInterrupted()) {
                        break;
                    }
                    one(part);
                    if (waiting.size() >= BATCH) {
                        store();
                    }
                }
                if (changed.size() > MOST) {
                    record.finding(Finding.info(
                            "delivery.rest",
                            "",
                            "%d documents are left for the next time.".formatted(changed.size() - MOST)));
                }
                store();
            } catch (RuntimeException fault) {
                record.close();
                deliveries.fail(
                        delivery,
                        "fetch.hub",
                        "The hub could not finish this delivery. What is counted here is stored; the rest comes with the next one.",
                        record.counts());
                throw fault;
            }
            return first.isEmpty()
                    ? Outcome.of(deliveries.finish(delivery, record.counts()))
                    : new Outcome.Failed(
                            deliveries.fail(delivery, "fetch.parts", failures(changed.size()), record.counts()),
                            first.flatMap(FetchFailure::retryAfter).orElse(Duration.ZERO));
        }

        private String failures(int all) {
            return "%d of %d documents could not be taken in; what came is stored, and they are tried again the next time. The first: %s"
                    .formatted(failed, all, first.map(FetchFailure::sentence).orElse(""));
        }

        private void one(Part part) {
            try {
                fetch(part);
                waiting.put(part.name(), part.mark());
                inARow = 0;
            } catch (FetchFailure failure) {
                missed(part, failure);
            } catch (IOException broken) {
                throw new UncheckedIOException("A document of a feed cannot be kept on disk.", broken);
            }
        }

        private void missed(Part part, FetchFailure failure) {
            failed++;
            inARow++;
            first = first.isEmpty() ? Optional.of(failure) : first;
            record.finding(Finding.error(
                    "delivery.document",
                    "/" + Shown.clean(part.name(), List.of()),
                    "This document could not be taken in: " + failure.sentence()));
        }

        private void fetch(Part part) throws IOException {
            var limits = base.limits().withBytes(DOCUMENT_BYTES);
            var question = signing.apply(base.at(part.address()).with(limits));
            try (var answer = fetcher.fetch(question);
                    var spooled = spool.keep(answer.body())) {
                compare(part, spooled);
                try (var checked = signatures.checked(source, question, spooled);
                        var in = checked.open()) {
                    format.read(in, ingest.settings(source), new PartSink(record, "/" + part.name()));
                }
            }
        }

        private void compare(Part part, Spool.Spooled spooled) throws IOException {
            for (var address : part.sums()) {
                try (var answer =
                        fetcher.fetch(base.at(address).with(base.limits().withBytes(SUM_BYTES)))) {
                    var text = new String(answer.body().readAllBytes(), StandardCharsets.ISO_8859_1).strip();
                    var said = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
                    if (!said.equals(sum(spooled, said.length()))) {
                        throw new FetchFailure(
                                FetchFailure.Kind.BROKEN,
                                "Its checksum is not the one that the provider publishes: it was changed on the way, or the provider made a mistake. Nothing of it was taken.");
                    }
                    return;
                } catch (FetchFailure absent) {
                    if (absent.status() != 404) {
                        throw absent;
                    }
                }
            }
            if (!part.sums().isEmpty()) {
                record.finding(Finding.info(
                        "delivery.checksum",
                        "/" + Shown.clean(part.name(), List.of()),
                        "The provider publishes no checksum of this document."));
            }
        }

        private void store() {
            record.flush();
            plans.mark(source.key(), Map.copyOf(waiting));
            waiting.clear();
        }
    }

    /// @param length of the checksum in hexadecimal: 128 for SHA-512, anything else is compared as SHA-256
    private static String sum(Spool.Spooled spooled, int length) throws IOException {
        try (var in = spooled.open()) {
            var digest = MessageDigest.getInstance(length == 128 ? "SHA-512" : "SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-2.", impossible);
        }
    }
}
