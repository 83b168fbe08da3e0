package theriac.hub.sharing.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;
import theriac.hub.db.Database;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.misp.EventsOut;
import theriac.hub.sharing.push.Destination.Receipt;
import theriac.hub.sharing.push.MispOutbound.Answer;
import theriac.hub.sharing.push.MispOutbound.Unanswered;
import theriac.hub.store.Change;
import theriac.hub.store.Lane;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// Sends what came, changed or went in a page of a collection to a MISP server, as MISP's own
/// interface has it: an event for each report, new or edited, with the parts that the reader may
/// have and no wider distribution than it may have; a sighting for each sighting, and one of a
/// false positive for each opinion that disagrees; what is in no report in events of its author
/// and day; and of what was taken back the event or the attribute is deleted there. Events arrive unpublished: whether
/// they go on from there is for
/// people there to decide. Thread-safe.
public final class MispSender {

    private static final int MESSAGES = 5;
    private static final int LONGEST_MESSAGE = 500;

    /// What a MISP server says of an event of which it has the same or something newer.
    static final String NOT_NEWER = "not newer than the local copy";

    private final MispSentSql sql;
    private final EventsOut events;
    private final Fetches fetches;
    private final MispOutbound outbound;
    private final LooseIndicators loose;
    private final Clock clock;

    public MispSender(Database database, EventsOut events, Fetches fetches, MispOutbound outbound, Clock clock) {
        this.sql = new MispSentSql(database);
        this.events = events;
        this.fetches = fetches;
        this.outbound = outbound;
        this.loose = new LooseIndicators(sql, events, clock);
        this.clock = clock;
    }

    /// One page on its way; used once.
    final class Page {
        private final Destination to;
        private final Viewer.Party reader;
        private final Lane lane;
        private final Map<StixId, Long> took = new LinkedHashMap<>();
        private final List<String> messages = new ArrayList<>();

        private final Map<UUID, LateParts> edited = new HashMap<>();
        private long successes;
        private long failures;

        Page(Destination to, Viewer.Party reader, Lane lane) {
            this.lane = lane;
            this.to = to;
            this.reader = reader;
        }

        Destination to() {
            return to;
        }

        Viewer.Party reader() {
            return reader;
        }

        Lane lane() {
            return lane;
        }

        /// @param seq the position at which it was given
        void took(StixId thing, long seq) {
            took.put(thing, seq);
        }

        Answer post(String action, JsonValue body) throws Unanswered {
            var base = to.address().toString();
            var address = URI.create(base.endsWith("/") ? base : base + "/").resolve(action);
            var answer = outbound.post(address, to.credential(), to.allow(), body);
            if (answer.status() == 401 || answer.status() == 429 || answer.status() >= 500) {
                throw new Unanswered(
                        "The MISP server answers with status %d%s".formatted(answer.status(), why(answer)),
                        answer.retryAfter());
            }
            return answer;
        }

        /// Counts what became of a request.
        ///
        /// @return whether the server took it
        boolean count(StixId thing, Answer answer) {
            if (answer.status() < 300) {
                successes++;
                return true;
            }
            refused(thing, "status %d%s".formatted(answer.status(), why(answer)));
            return false;
        }

        void refused(StixId thing, String why) {
            failures++;
            var text = (thing.text() + ": " + why).replace("\0", "");
            if (messages.size() < MESSAGES) {
                messages.add(text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)));
            }
        }

        Optional<Receipt> receipt() {
            return successes + failures == 0
                    ? Optional.empty()
                    : Optional.of(new Receipt(
                            "misp-" + UUID.randomUUID(), clock.instant(), false, successes, failures, 0, messages));
        }
    }

    /// @param lane what of the events is held back
    /// @return what the server made of it; empty when nothing had to be sent
    /// @throws Unanswered when the server is away or does not know the key: the page is to be sent again
    List<Receipt> send(Destination to, Viewer.Party reader, Lane lane, List<Change> changes) throws Unanswered {
        var page = new Page(to, reader, lane);
        try {
            for (var event : touched(changes).entrySet()) {
                event(page, event.getKey(), event.getValue(), false);
            }
            loose.send(page, changes);
            for (var change : changes) {
                other(page, change);
            }
        } catch (Unanswered away) {
            forget(page);
            throw away;
        } finally {
            fetches.took(reader, "misp", page.took);
        }
        return page.receipt().stream().toList();
    }

    /// A server that went away after an event was edited may lack parts that are told by themselves: they are told
    /// after the next edit, which must not be passed over as nothing new.
    private void forget(Page page) {
        for (var event : page.edited.keySet()) {
            sql.save(page.to.key(), StixId.of("report", event), new byte[0], clock.instant());
        }
    }

    /// Sends one event, also when it has not changed since it was sent.
    ///
    /// @param changes of it and of its parts what the server was not told yet
    /// @param seq the newest position of them
    /// @return what the server made of it; empty when there is nothing for the reader and was nothing
    /// @throws Unanswered when the server is away or does not know the key
    Optional<Receipt> send(Destination to, Viewer.Party reader, Lane lane, UUID event, long seq, List<Change> changes)
            throws Unanswered {
        var page = new Page(to, reader, lane);
        try {
            event(page, event, seq, true);
            for (var change : changes) {
                // Who saw something of it, or doubts it, is told with all that is new.
                if (MispWriter.isAttribute(object(change))) {
                    other(page, change);
                }
            }
        } catch (Unanswered away) {
            forget(page);
            throw away;
        } finally {
            fetches.took(reader, "misp", page.took);
        }
        return page.receipt();
    }

    /// The ids of an event and of its parts; empty when there is none that the reader may have.
    List<StixId> ids(Viewer.Party reader, Lane lane, UUID event) {
        return events.ids(reader, lane, event);
    }

    /// Whether the server was given this event.
    boolean gave(Destination to, UUID event) {
        return sql.find(to.key(), StixId.of("report", event)).isPresent();
    }

    /// The events of which something came, changed or went, with the newest position of it.
    private static Map<UUID, Long> touched(List<Change> changes) {
        var touched = new LinkedHashMap<UUID, Long>();
        for (var change : changes) {
            var event = change.id().type().equals("report")
                    ? Optional.of(change.id().uuid())
                    : MispWriter.eventOf(object(change));
            event.ifPresent(uuid -> touched.merge(uuid, change.seq(), Math::max));
        }
        return touched;
    }

    /// @param again also when it is what the server was given
    private void event(Page page, UUID uuid, long seq, boolean again) throws Unanswered {
        var thing = StixId.of("report--" + uuid);
        var before = sql.find(page.to.key(), thing);
        Optional<JsonObject> event;
        try {
            event = events.find(page.reader, page.lane, uuid);
        } catch (Problem tooLarge) {
            page.refused(thing, tooLarge.sentence());
            return;
        }
        if (event.isEmpty()) {
            if (before.isPresent()) {
                gone(page, thing, page.post("events/delete/" + uuid, JsonObject.empty()));
            }
            return;
        }
        var body = event.get().with("published", JsonBoolean.FALSE);
        var digest = digest(body);
        if (!again
                && before.filter(known -> MessageDigest.isEqual(known, digest)).isPresent()) {
            return;
        }
        var answer = written(page, uuid, body, before.isPresent());
        if (before.isPresent()) {
            page.edited.put(uuid, new LateParts(body, answer.body()));
        }
        if (page.count(thing, answer)) {
            loose.moveInto(page, body);
            sql.save(page.to.key(), thing, digest, clock.instant());
            page.took.put(thing, seq);
        }
    }

    /// Added, or edited where it is there already.
    static Answer written(Page page, UUID uuid, JsonObject body, boolean known) throws Unanswered {
        var first = known ? page.post("events/edit/" + uuid, body) : page.post("events/add", body);
        if (known && first.status() == 404) {
            return page.post("events/add", body);
        }
        boolean exists = first.status() == 302 || first.body().contains("already exists");
        var answer = !known && exists ? page.post("events/edit/" + uuid, body) : first;
        // The same or something newer is there.
        return answer.body().contains(NOT_NEWER) ? new Answer(200, NOT_NEWER, answer.retryAfter()) : answer;
    }

    /// A sighting, or a part of an event that was taken back.
    private void other(Page page, Change change) throws Unanswered {
        var object = object(change);
        if (change.withdrawn()) {
            var event = MispWriter.eventOf(object).map(uuid -> StixId.of("report--" + uuid));
            if (LooseIndicators.isOne(object) && loose.gone(page, change, object)) {
                return;
            }
            boolean had =
                    event.filter(of -> sql.find(page.to.key(), of).isPresent()).isPresent();
            if (had && MispWriter.isAttribute(object)) {
                page.count(
                        change.id(),
                        quiet(page.post("attributes/delete/" + change.id().uuid(), JsonObject.empty())));
            }
        } else if (MispWriter.isAttribute(object)) {
            attribute(page, object);
        } else if (!MispWriter.isSighting(object) && !MispWriter.isAnalystData(object)) {
            var about = about(object);
            if (!about.isEmpty() && sql.find(page.to.key(), change.id()).isEmpty()) {
                sighting(page, change, object, about);
            }
        }
    }

    /// An attribute of an event that was edited, where the edit did not bring it there.
    private static void attribute(Page page, StixObject object) throws Unanswered {
        var event = MispWriter.eventOf(object);
        var late = event.map(page.edited::get);
        if (late.isPresent()) {
            late.get()
                    .tell(page::post, event.orElseThrow(), object.id().uuid())
                    .ifPresent(answer -> page.count(object.id(), answer));
        }
    }

    /// What a sighting saw, or an opinion calls wrong; nothing for all else.
    private static List<StixId> about(StixObject said) {
        return switch (said.type()) {
            case "sighting" -> said.ref("sighting_of_ref").stream().toList();
            case "opinion" ->
                said.text("opinion").filter(word -> word.endsWith("disagree")).isPresent()
                        ? said.refs("object_refs")
                        : List.of();
            default -> List.of();
        };
    }

    /// An opinion that disagrees is what MISP calls a sighting of a false positive.
    private void sighting(Page page, Change change, StixObject said, List<StixId> about) throws Unanswered {
        var seen = MispWriter.sighting(said, Optional.empty());
        var body = JsonObject.builder()
                .put("type", seen.text("type").orElse("0"))
                .put("timestamp", seen.text("date_sighting").orElse(""))
                .build();
        boolean taken = false;
        for (var thing : about) {
            var answer = page.post(
                    "sightings/add/" + loose.place(page, thing),
                    body.text("timestamp").orElse("").isEmpty() ? body.without("timestamp") : body);
            // What was seen need not be there: then nobody there asks who saw it.
            taken |= answer.status() != 404 && page.count(change.id(), answer);
        }
        if (taken) {
            sql.save(page.to.key(), change.id(), digest(body), clock.instant());
            page.took.put(change.id(), change.seq());
        }
    }

    private void gone(Page page, StixId thing, Answer answer) {
        if (page.count(thing, quiet(answer))) {
            sql.delete(page.to.key(), thing);
        }
    }

    /// What is not there need not be deleted.
    static Answer quiet(Answer answer) {
        return answer.status() == 404 ? new Answer(200, "", answer.retryAfter()) : answer;
    }

    /// What the server says, as MISP tells failures.
    private static String why(Answer answer) {
        var told = Json.parse(answer.body(), JsonLimits.standard()).value().orElse(null);
        var text = told instanceof JsonObject object
                ? Optional.ofNullable(object.valueOrNull("errors"))
                        .map(errors -> errors instanceof JsonString(String said) ? said : Json.write(errors))
                        .or(() -> object.text("message"))
                        .orElse("")
                : "";
        return text.isEmpty() ? "." : ": " + text;
    }

    static StixObject object(Change change) {
        return StixObject.of((JsonObject) Json.read(new String(change.json(), StandardCharsets.UTF_8)));
    }

    static byte[] digest(JsonObject body) {
        return digest(Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] digest(byte[] body) {
        return Sha256.of(body);
    }
}
