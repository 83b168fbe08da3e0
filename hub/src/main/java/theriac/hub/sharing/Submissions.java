package theriac.hub.sharing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.Claims;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Sources;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.taxii.server.Submission;
import theriac.taxii.server.SubmissionStatus;

/// What organisations send in over TAXII: sightings with what was seen, and whatever else they submit. It is
/// the organisation's word, for itself and the CERT and nobody else, whatever marking it carries; who saw
/// what is for the organisation alone, and others are told counts ([theriac.hub.store.SightingCounts]).
/// Nobody can report a sighting in another's name. Thread-safe.
public final class Submissions {

    /// Also `identity`, because tools send who they are along.
    private static final Set<String> REFUSED =
            Set.of("indicator", "report", "relationship", "marking-definition", "bundle");

    /// What is said to the CERT about an indicator, as that it is a false positive, and does not say what was
    /// seen.
    private static final Set<String> OPINIONS = Set.of("opinion", "note");

    private final Database database;
    private final Claims claims;
    private final Sources sources;
    private final Ledger ledger;
    private final Parties parties;
    private final SubmissionSql sql;
    private final Map<UUID, Long> known = new ConcurrentHashMap<>();

    public Submissions(Database database, Claims claims, Sources sources, Ledger ledger, Parties parties) {
        this.database = database;
        this.claims = claims;
        this.sources = sources;
        this.ledger = ledger;
        this.parties = parties;
        this.sql = new SubmissionSql(database.jdbc());
    }

    /// The source that stands for what this organisation's machines send to one of its collections.
    long source(Viewer.Party party, OwnCollection to) {
        var own = parties.load(party.organization());
        return known.computeIfAbsent(
                to.of(own).id(),
                _ -> sources.register(new NewSource(
                                own.key(),
                                to.of(own).title(),
                                "member",
                                to == OwnCollection.SIGHTINGS ? alone(party) : own(party)))
                        .key());
    }

    /// Where objects are taken in.
    ///
    /// @param refusal why one of them is not taken
    /// @param audience who sees it
    record Door(long source, Function<StixObject, Optional<String>> refusal, Function<StixObject, Audience> audience) {}

    /// Stores it all in one transaction, with one ledger row per sighting; the answer comes after the commit.
    SubmissionStatus take(Viewer.Party party, OwnCollection to, Submission submission) {
        var identity = parties.load(party.organization()).identity();
        var door = new Door(
                source(party, to),
                object -> to == OwnCollection.SIGHTINGS ? refusal(object, identity) : Optional.empty(),
                object ->
                        to == OwnCollection.SIGHTINGS && !OPINIONS.contains(object.type()) ? alone(party) : own(party));
        return database.inTransaction(() -> take(party, door, submission, _ -> {}));
    }

    /// Stores what is taken, inside the caller's transaction.
    ///
    /// @param then what else belongs to it; gets what was taken
    SubmissionStatus take(Viewer.Party party, Door door, Submission submission, Consumer<List<StixObject>> then) {
        var taken = new ArrayList<StixObject>();
        var successes = new ArrayList<SubmissionStatus.Detail>();
        var failures = new ArrayList<>(submission.refused());
        for (var candidate : submission.candidates()) {
            var object = candidate.object();
            var why = door.refusal().apply(object);
            if (why.isPresent()) {
                failures.add(new SubmissionStatus.Detail(object.id().text(), candidate.version(), why.get()));
            } else {
                taken.add(object);
                successes.add(SubmissionStatus.Detail.of(object.id().text(), candidate.version()));
            }
        }
        var status = new SubmissionStatus(UUID.randomUUID(), submission.requestedAt(), successes, failures, List.of());
        sql.insert(party.organization(), status);
        var seen = seen(taken);
        Function<StixObject, Audience> audience = object -> Use.said(
                seen.contains(object.id()) ? alone(party) : door.audience().apply(object), object, Set.of());
        for (int i = 0; i < taken.size(); i += ClaimBatch.LIMIT) {
            claims.claim(new ClaimBatch(
                    door.source(),
                    null,
                    taken.subList(i, Math.min(taken.size(), i + ClaimBatch.LIMIT)).stream()
                            .map(object -> new Candidate(object, audience.apply(object)))
                            .toList()));
        }
        then.accept(taken);
        ledger.append(sighted(party, door, taken));
        return status;
    }

    /// The sightings, and the observed data that they refer to: what tells who saw something, and where.
    private static Set<StixId> seen(List<StixObject> taken) {
        var seen = new HashSet<StixId>();
        for (var object : taken) {
            if (object.type().equals("sighting")) {
                seen.add(object.id());
                seen.addAll(object.refs("observed_data_refs"));
            }
        }
        return seen;
    }

    /// Sightings that did not come over TAXII, and what comes with them.
    public SubmissionStatus sightings(Viewer.Party party, Submission submission) {
        return take(party, OwnCollection.SIGHTINGS, submission);
    }

    /// Stores what an organisation tells one other, and nobody else; when this returns, it is durable.
    ///
    /// @param to internal key of the other
    public void told(Viewer.Party party, StixObject object, long to) {
        claims.claim(new ClaimBatch(
                source(party, OwnCollection.SUBMISSIONS),
                null,
                List.of(new Candidate(object, alone(party).withOrganization(to)))));
    }

    /// Takes back a sighting, or an opinion, that the organisation told; who had it is told.
    ///
    /// @return whether there was one
    public boolean takeBack(Viewer.Party party, StixId sighting) {
        return claims.withdraw(
                                party,
                                sighting,
                                source(party, OwnCollection.SIGHTINGS),
                                "Deleted over MISP's interface by its submitter.")
                        .claims()
                > 0;
    }

    Optional<SubmissionStatus> status(Viewer.Party party, UUID id) {
        return sql.find(party.organization(), id);
    }

    private List<LedgerEntry.New> sighted(Viewer.Party party, Door door, List<StixObject> taken) {
        var entries = new ArrayList<LedgerEntry.New>();
        for (var object : taken) {
            var of = object.ref("sighting_of_ref");
            if (object.type().equals("sighting") && of.isPresent()) {
                entries.add(new LedgerEntry.New(
                        LedgerEntry.Kind.SIGHTED,
                        of.get(),
                        door.source(),
                        alone(party),
                        party.organization(),
                        JsonObject.builder()
                                .put("sighting", object.id().text())
                                .put("count", object.integer("count").orElse(1))
                                .build()));
            }
        }
        return entries;
    }

    private static Optional<String> refusal(StixObject object, StixId identity) {
        if (REFUSED.contains(object.type())) {
            return Optional.of("This collection takes sightings and what was seen; a %s is published in the workbench."
                    .formatted(object.type()));
        }
        if (object.createdByRef().filter(author -> !author.equals(identity)).isPresent()) {
            return Optional.of("The object is in another organisation's name; yours is %s.".formatted(identity.text()));
        }
        return Optional.empty();
    }

    /// For the organisation itself.
    private static Audience alone(Viewer.Party party) {
        return Audience.of(Tlp.AMBER_STRICT, party.organization());
    }

    /// For the organisation itself and the CERT.
    Audience own(Viewer.Party party) {
        return Audience.of(Tlp.AMBER_STRICT, party.organization()).withOrganization(parties.cert());
    }
}
