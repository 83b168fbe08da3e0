package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.Inflated;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;

/// Records that a partner's machine brings. They are kept on disk until they are whole, and only then read: a sender
/// that breaks off leaves nothing. The same bytes again are not taken in again, and get the report of the first time:
/// a sender that did not hear the answer may just repeat itself. Thread-safe.
public final class Push {

    /// Bytes of one push, as sent.
    static final long MOST_BYTES = 1L << 30;

    private final Ingest ingest;
    private final Deliveries deliveries;
    private final Plans plans;
    private final Spool spool;

    /// @param folder where what is not whole yet waits
    public Push(Ingest ingest, Deliveries deliveries, Plans plans, Path folder) {
        this.ingest = ingest;
        this.deliveries = deliveries;
        this.plans = plans;
        this.spool = new Spool(folder);
    }

    /// @param repeated whether these bytes were taken in before, by the delivery that is told
    record Pushed(Delivery delivery, boolean repeated) {}

    /// @throws Problem when there is nothing, or more than [#MOST_BYTES]
    Pushed take(Source source, String name, InputStream body) throws IOException {
        try (var spooled = spool.keep(Inflated.capped(body, MOST_BYTES))) {
            if (spooled.bytes() == 0) {
                throw Problem.badRequest(
                        "Nothing was sent: the body is the file, as curl --data-binary @file sends it.");
            }
            var mark = "push:sha256:" + spooled.digest();
            var before = before(source, mark);
            if (before.isPresent()) {
                return new Pushed(before.get(), true);
            }
            try (var content = spooled.open()) {
                var delivery = ingest.take(source, name, content);
                if (delivery.state().equals("done")) {
                    plans.mark(source.key(), Map.of(mark, delivery.id().toString()));
                }
                return new Pushed(delivery, false);
            }
        } catch (FetchFailure tooMuch) {
            throw tooLarge();
        }
    }

    static Problem tooLarge() {
        return Problem.of(
                Problem.Code.TOO_LARGE,
                "A push has at most %d MB as sent: pack it with gzip, or send it in parts."
                        .formatted(MOST_BYTES >> 20));
    }

    private Optional<Delivery> before(Source source, String mark) {
        return Optional.ofNullable(plans.marks(source.key(), List.of(mark)).get(mark))
                .flatMap(id ->
                        deliveries.find(Viewer.system("the report of a push that is repeated"), UUID.fromString(id)));
    }
}
