package theriac.hub.sharing.push;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.SharedCollections;
import theriac.hub.sharing.push.Destination.Receipt;

/// Other servers to which collections of this hub are sent: made, changed and watched by people of the CERT who
/// may configure. Thread-safe.
public final class Destinations {

    private static final int RECEIPTS = 20;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final DestinationSql sql;
    private final Sender sender;
    private final SharedCollections collections;
    private final Parties parties;
    private final Clock clock;

    public Destinations(
            Database database,
            SharedCollections collections,
            Parties parties,
            Outbound outbound,
            MispSender misp,
            Clock clock) {
        this.sql = new DestinationSql(database);
        this.sender = new Sender(database, collections, parties, outbound, misp, clock);
        this.collections = collections;
        this.parties = parties;
        this.clock = clock;
    }

    /// All of them, by title.
    public List<Destination> list(Viewer viewer) {
        mustBegin(viewer);
        return sql.list(clock.instant());
    }

    /// What the other server made of the last envelopes, the newest first.
    List<Receipt> receipts(Destination of) {
        return sql.receipts(of.key(), false, RECEIPTS);
    }

    /// Adds one or changes one; it is sent to at once.
    ///
    /// @param wanted what the hub knows by itself is not looked at
    public Destination save(Viewer viewer, Destination wanted) {
        collections.mustMake(viewer);
        check(wanted);
        if (find(wanted.id()).isEmpty() && sql.list(clock.instant()).size() >= DestinationSql.MOST) {
            throw Problem.conflict(
                    "There are %d destinations already: delete one first.".formatted(DestinationSql.MOST));
        }
        collections.load(viewer, wanted.collection());
        try {
            sql.save(wanted, clock.instant());
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("There is a destination called \"%s\" already.".formatted(wanted.title()));
        }
        return find(wanted.id()).orElseThrow(Destinations::absent);
    }

    private static void check(Destination wanted) {
        var title = wanted.title();
        if (title.isEmpty() || title.length() > 100 || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A destination has a title of 1 to 100 characters.");
        }
        if (wanted.every().compareTo(SHORTEST) < 0 || wanted.every().compareTo(LONGEST) > 0) {
            throw Problem.badRequest("A destination is sent to every minute at most, and once in 30 days at least.");
        }
        if (wanted.kind() == Destination.Kind.MISP) {
            checkMisp(wanted);
        } else if (!wanted.address().getPath().matches(".*/collections/[^/]+/?")) {
            throw Problem.badRequest(
                    "Give the address of the other server's collection, as in https://taxii.example/api1/collections/<id>/.");
        }
    }

    private static void checkMisp(Destination wanted) {
        var address = wanted.address();
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw Problem.badRequest("Give the address of the MISP server, as in https://misp.example/.");
        }
        if (wanted.credential().isEmpty()) {
            throw Problem.badRequest(
                    "A MISP server wants a key: keep one in the vault as a header Authorization, and choose it here.");
        }
    }

    /// An address as people type it.
    static URI address(String text) {
        try {
            var address = URI.create(text.strip());
            if (address.getHost() != null && List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest("This is no address: %s".formatted(unreadable.getMessage()));
        }
        throw Problem.badRequest("An address begins with https:// and names a host.");
    }

    public void delete(Viewer viewer, UUID id) {
        collections.mustMake(viewer);
        if (!sql.delete(id)) {
            throw absent();
        }
    }

    /// Sends what is new as soon as a hub has time.
    ///
    /// @param again whether everything is sent once more
    /// @throws Problem when it is switched off
    public Destination hurry(Viewer viewer, UUID id, boolean again) {
        mustBegin(viewer);
        var destination = on(id);
        if (again) {
            sql.restart(destination.key(), clock.instant());
        } else {
            sql.due(destination.key(), clock.instant());
        }
        return find(id).orElseThrow(Destinations::absent);
    }

    /// Sends one event to a MISP server and waits for what it makes of it. What is new, and when that is sent, stays
    /// as it is.
    ///
    /// @return whether the server has it now; otherwise it may not have it any more, and it was
    ///     deleted there
    /// @throws Problem when it is switched off or is sent to at the moment, when its reader may not
    ///     have the event, and when the server is away or does not take it
    public boolean send(Viewer viewer, UUID id, UUID event) {
        mustBegin(viewer);
        var to = on(id);
        // The database keeps microseconds.
        var until = sender.leasedUntil().truncatedTo(ChronoUnit.MICROS);
        if (!sql.lease(to.key(), clock.instant(), until)) {
            throw Problem.conflict(
                    "The destination \"%s\" is being sent to right now: try again in a minute.".formatted(to.title()));
        }
        try {
            return sender.one(to, event);
        } finally {
            sql.release(to.key(), until);
        }
    }

    private Destination on(UUID id) {
        var destination = find(id).orElseThrow(Destinations::absent);
        if (!destination.on()) {
            throw Problem.conflict("The destination \"%s\" is switched off.".formatted(destination.title()));
        }
        return destination;
    }

    /// A key that begins pushes makes and changes nothing.
    private void mustBegin(Viewer viewer) {
        boolean syncs = viewer instanceof Viewer.Party key
                && key.may(Permission.MISP_SYNC)
                && parties.cert() == key.organization();
        if (!syncs) {
            collections.mustMake(viewer);
        }
    }

    /// Sends to those that are due and to whom no other hub sends.
    ///
    /// @return how many there were
    public int sendDue(int most) {
        var started = clock.instant();
        var due = sql.lease(started, sender.leasedUntil(), most);
        for (var id : due) {
            find(id).ifPresent(destination -> sender.run(destination, started));
        }
        return due.size();
    }

    private Optional<Destination> find(UUID id) {
        return sql.find(id, clock.instant());
    }

    private static Problem absent() {
        return Problem.notFound("There is no such destination.");
    }
}
