package theriac.hub.intake;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.DeskLookups;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;
import theriac.hub.db.Database;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Links of reports that an analyst follows (ADR 049), because the operator has switched that on and she
/// writes down why: whoever made the link sees the visit. What a marking forbids is not followed.
/// Thread-safe.
public final class LinkVisits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkVisits.class);
    private static final int AT_ONCE = 2;
    private static final int LONGEST_WHY = 2_000;
    private static final int LONGEST_WORDS = 4_000;

    /// Longer than one hop (20 s) or reading one page (60 s and a start) takes. Renewed before each of
    /// them: a visit without an end and without a word for so long is one of a hub that stopped.
    static final Duration ALIVE = Duration.ofSeconds(100);

    private final Database database;
    private final LinkSql sql;
    private final Intake intake;
    private final Audiences audiences;
    private final boolean on;
    private final LinkChain chain;
    private final NameRules names;
    private final Reader reader;
    private final Disclosures.Trail trail;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<UUID> going = new HashSet<>(); // guarded by this
    private boolean closed; // guarded by this

    /// Reads a page where it can do no harm (ADR 031).
    @FunctionalInterface
    public interface Reader {

        /// @return its title and its text; empty when it cannot be read
        Optional<Said> read(byte[] page);

        /// What a page says.
        record Said(String title, String text) {}
    }

    /// The rest of the hub.
    ///
    /// @param names what is looked at before a link is followed
    /// @param trail where auditors read who followed what, and why
    public record Around(NameRules names, Reader reader, Disclosures.Trail trail) {}

    /// Over the public Internet alone.
    public LinkVisits(
            Database database,
            Intake intake,
            Audiences audiences,
            DeskLookups settings,
            Fetcher fetcher,
            Around around,
            Clock clock) {
        this(
                database,
                intake,
                audiences,
                settings.followLinks(),
                new LinkChain(fetcher, AddressRules.publicOnly(), settings.agent()),
                around,
                clock);
    }

    LinkVisits(
            Database database,
            Intake intake,
            Audiences audiences,
            boolean on,
            LinkChain chain,
            Around around,
            Clock clock) {
        this.database = database;
        this.sql = new LinkSql(database.jdbc());
        this.intake = intake;
        this.audiences = audiences;
        this.on = on;
        this.chain = chain;
        this.names = around.names();
        this.reader = around.reader();
        this.trail = around.trail();
        this.clock = clock;
    }

    /// Whether the operator has switched it on.
    boolean on() {
        return on;
    }

    /// Begins to follow a link; how it goes on is told by [#visits].
    ///
    /// @param link one of the report's, in normal form
    /// @throws Problem when the report is absent or hidden, when it is off or forbidden, when it is no
    ///     link of the report, or when too many are followed at once
    UUID follow(Viewer.Party analyst, UUID report, String link, String why) {
        var read = intake.load(analyst, report);
        if (!on) {
            throw Problem.conflict(
                    "Links are not followed here: the operator has not switched it on (\"follow-links\").");
        }
        if (why.isBlank() || why.length() > LONGEST_WHY) {
            throw Problem.badRequest("Write down why the link must be followed, in at most 2,000 characters.");
        }
        var value = new NormalValue(ValueKind.URL, link);
        if (read.reading().values().stream().noneMatch(found -> found.value().equals(value))) {
            throw Problem.badRequest("This is no link of the report: choose one that was found in it.");
        }
        allowed(read.report(), value);
        var address = address(link);
        if (!places.tryAcquire()) {
            throw Problem.conflict("Two links are being followed already; try again in a moment.");
        }
        var id = UUID.randomUUID();
        try {
            trail.asked(analyst, "link.followed", Defang.defang(link) + "\n" + why.strip());
            begin(
                    id,
                    () -> sql.begin(
                            id, read.report().key(), link, why.strip(), analyst.name(), clock.instant(), alive()));
            Thread.ofVirtual()
                    .name("link-visit")
                    .start(() -> go(id, read.report().key(), address));
        } catch (RuntimeException failed) {
            ended(id);
            throw failed;
        }
        return id;
    }

    private synchronized void begin(UUID id, Runnable write) {
        if (closed) {
            throw Problem.unavailable("The hub is stopping.", Duration.ofSeconds(5));
        }
        write.run();
        going.add(id);
    }

    private synchronized void ended(UUID id) {
        going.remove(id);
        places.release();
    }

    /// What goes on at this hub is cut off by its stop, and says so at once. Several hubs on one database stop one by
    /// one, and each knows its own.
    @Override
    public synchronized void close() {
        closed = true;
        if (!going.isEmpty()) {
            sql.cutOff(going, clock.instant());
        }
    }

    /// At the start of a hub that is alone on its database, because it started that itself: whatever has no end was
    /// cut off when this hub was killed. Where several hubs are on one database nothing tells one's own visits of
    /// before from those that go on at another hub: they have the same key and may have the same data folder, and a
    /// connection that broke is no hub that stopped. There a visit whose hub was killed says so after [#ALIVE].
    public void cutOffBefore() {
        sql.cutOffAll(clock.instant());
    }

    private void allowed(Report report, NormalValue link) {
        var host = Hosts.of(link).orElse("");
        var asked = Set.of(link, new NormalValue(ValueKind.DOMAIN, host));
        boolean forbidden = !Use.BLOCK.permits(audiences.load(report.audience()).pap())
                || DomainAges.forbids(report.text())
                || !names.marked(asked).isEmpty();
        if (forbidden) {
            throw Problem.conflict(
                    "A marking on the report, or on what a source says of this link, forbids it (PAP:AMBER or PAP:RED).");
        }
    }

    private static URI address(String link) {
        try {
            return URI.create(link);
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest("This link is written in a way that no program could follow.");
        }
    }

    private void go(UUID id, long report, URI link) {
        try {
            var followed = chain.follow(link, () -> renew(id));
            var page = followed.page();
            renew(id);
            var said = page == null ? Optional.<Reader.Said>empty() : reader.read(page);
            var words = new String[] {
                shortened(said.map(Reader.Said::title).orElse("")),
                shortened(said.map(Reader.Said::text).orElse(""))
            };
            var now = clock.instant();
            database.inTransaction(() -> {
                var digest = page == null ? "" : Sha256.hex(page);
                if (page != null) {
                    sql.keep(digest, page, now);
                }
                sql.end(id, followed.hops(), followed.outcome(), digest, words, now);
                sql.add(report, link.toString(), found(followed.hops()));
            });
        } catch (RuntimeException fault) {
            LOG.error("A link was not followed to its end", fault);
            sql.end(id, List.of(), "broken", "", new String[] {"", ""}, clock.instant());
        } finally {
            ended(id);
        }
    }

    private synchronized void renew(UUID id) {
        if (!closed) {
            sql.alive(id, alive());
        }
    }

    private Instant alive() {
        return clock.instant().plus(ALIVE);
    }

    /// What stands behind the link that the message has: addresses and their hosts.
    private static Set<NormalValue> found(List<LinkVisit.Hop> hops) {
        var found = new LinkedHashSet<NormalValue>();
        hops.stream()
                .skip(1)
                .map(LinkVisit.Hop::address)
                .flatMap(address -> Values.recognize(address).stream())
                .forEach(value -> {
                    found.add(value);
                    Hosts.of(value).flatMap(Values::recognize).ifPresent(found::add);
                });
        return found;
    }

    private static String shortened(String text) {
        var plain = text.replace("\0", "");
        return plain.length() <= LONGEST_WORDS
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, plain.codePointCount(0, LONGEST_WORDS) - 1));
    }

    /// The newest first.
    ///
    /// @throws Problem when the report is absent or hidden
    List<LinkVisit> visits(Viewer viewer, UUID report) {
        return sql.visits(intake.load(viewer, report).report().key(), clock.instant());
    }

    /// A page exactly as it came.
    ///
    /// @throws Problem when the report or the page is absent or hidden
    byte[] page(Viewer viewer, UUID report, UUID visit) {
        return sql.page(intake.load(viewer, report).report().key(), visit)
                .orElseThrow(() -> Problem.notFound("There is no such page."));
    }
}
