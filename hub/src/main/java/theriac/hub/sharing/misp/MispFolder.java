package theriac.hub.sharing.misp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.Rendering;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The events as a MISP feed for one recipient: a manifest, and each event as a file. Thread-safe.
public final class MispFolder {

    private final MispEvents events;
    private final Fetches fetches;

    public MispFolder(MispEvents events, Fetches fetches) {
        this.events = events;
        this.fetches = fetches;
    }

    /// What a manifest is of, while its events are read.
    private static final class Reached {
        private Instant at = Instant.EPOCH;
        private long seq;

        void report(Outgoing.Item report) {
            at = report.at().isAfter(at) ? report.at() : at;
            seq = Math.max(seq, report.seq());
        }
    }

    Rendering manifest(Viewer.Party recipient) {
        var manifest = JsonObject.builder();
        var reached = new Reached();
        events.each(recipient, Instant.EPOCH, head -> {
            reached.report(head.report());
            MispWriter.manifest(head.report().object())
                    .ifPresent(entry -> manifest.put(head.uuid().toString(), entry));
        });
        return rendering(manifest.build(), reached.at, reached.seq);
    }

    Rendering event(Viewer.Party recipient, UUID uuid) {
        var event = events.find(recipient, uuid)
                .orElseThrow(() -> Problem.notFound("There is no such event, or it is not for you."));
        fetches.took(recipient, "misp", StixId.of("report--" + uuid), event.seq());
        return rendering(JsonObject.builder().put("Event", event.json()).build(), event.at(), event.seq());
    }

    private static Rendering rendering(JsonObject json, Instant at, long head) {
        return Rendering.of(Json.write(json).getBytes(StandardCharsets.UTF_8), head, at, Instant.MAX);
    }
}
