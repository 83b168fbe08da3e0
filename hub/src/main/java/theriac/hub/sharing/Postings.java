package theriac.hub.sharing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Reach;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Picks;
import theriac.hub.store.Sources;
import theriac.stix.Markings;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.taxii.server.Submission;
import theriac.taxii.server.SubmissionStatus;

/// What readers post to collections of the CERT: it is the poster's word, seen by whom the collection's rule names
/// ([Posting]), and put into the collection in the same transaction. Each poster has a source of its own there, and
/// takes back its own word only. Thread-safe.
public final class Postings {

    private final Database database;
    private final SharedCollectionSql sql;
    private final Submissions submissions;
    private final Sources sources;
    private final Picks picks;
    private final Parties parties;

    public Postings(Database database, Submissions submissions, Sources sources, Picks picks, Parties parties) {
        this.database = database;
        this.sql = new SharedCollectionSql(database);
        this.submissions = submissions;
        this.sources = sources;
        this.picks = picks;
        this.parties = parties;
    }

    /// @throws Problem when the collection is full
    SubmissionStatus take(Viewer.Party party, SharedCollection to, Submission submission) {
        long source = source(party, to);
        var audience = audience(party, to);
        var groups = parties.groups();
        var door = new Submissions.Door(
                source, Postings::refusal, object -> Reach.narrow(audience, object, id -> group(groups, id)));
        try {
            return database.inTransaction(() -> {
                picks.await(to.shelf());
                return submissions.take(party, door, submission, taken -> put(party, to, taken));
            });
        } catch (Picks.TooMany full) {
            throw Problem.conflict("This collection is full; its makers must take something out first.");
        }
    }

    private void put(Viewer.Party party, SharedCollection to, List<StixObject> taken) {
        var ids = taken.stream().map(StixObject::id).collect(Collectors.toSet());
        picks.put(to.shelf(), ids, party.name());
        picks.follow(to.shelf(), ids);
    }

    /// Withdraws what the caller posted.
    ///
    /// @param withdrawal by the caller's source; gives how much went
    int withdraw(Viewer.Party party, SharedCollection from, StixId id, ToIntFunction<Long> withdrawal) {
        var source = sql.source(from.key(), party.organization());
        if (source.isEmpty()) {
            return 0;
        }
        return database.inTransaction(() -> {
            picks.await(from.shelf());
            int gone = withdrawal.applyAsInt(source.getAsLong());
            picks.follow(from.shelf(), Set.of(id));
            return gone;
        });
    }

    private long source(Viewer.Party party, SharedCollection to) {
        return sql.source(to.key(), party.organization()).orElseGet(() -> {
            var own = parties.load(party.organization());
            var name = "%s: %s (%s)".formatted(to.title(), own.name(), mark(to.id()) + mark(own.id()));
            long made = sources.register(new NewSource(own.key(), name, "member", submissions.own(party)))
                    .key();
            sql.source(to.key(), party.organization(), made);
            return made;
        });
    }

    /// Names of sources are unique; titles and names of organisations need not be for ever.
    private static String mark(UUID id) {
        return id.toString().substring(0, 4);
    }

    private Audience audience(Viewer.Party party, SharedCollection to) {
        var own = submissions.own(party);
        return switch (to.posting()) {
            case NOBODY -> throw Problem.notAllowed("Nothing can be posted to this collection.");
            case CERT -> own;
            case READERS -> {
                var organizations = new TreeSet<>(own.organizations());
                organizations.addAll(to.organizations());
                yield new Audience(
                        Tlp.AMBER_STRICT, own.owner(), organizations, new TreeSet<>(to.groups()), new TreeSet<>());
            }
        };
    }

    private static OptionalLong group(List<Parties.Group> groups, UUID id) {
        return groups.stream()
                .filter(group -> group.id().equals(id))
                .mapToLong(Parties.Group::key)
                .findFirst();
    }

    private static Optional<String> refusal(StixObject object) {
        return Markings.tlp(object).filter(Tlp.RED::equals).isPresent()
                ? Optional.of("The object is TLP:RED, for named people only: a collection is read by machines.")
                : Optional.empty();
    }
}
