package theriac.hub.sharing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.Audiences;
import theriac.hub.store.HeldBack;
import theriac.hub.store.Lane;
import theriac.hub.store.Objects;
import theriac.hub.store.Position;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// Where an object was sent: to whom, by which way, when, and whether a machine there has confirmed it.
/// Asked when somebody looks at an object, from what is on record already; nothing is written for it. The
/// CERT learns of all recipients, others of themselves. Thread-safe.
///
/// What it does not know: who was given it in a file whose last kept state is older (plain lists keep one
/// an hour) unless a warning names it, what had left a file before, and in a collection that the CERT
/// made, what its question does not choose any more.
public final class WhereSent {

    /// No page shows more.
    static final int MOST = 2_000;

    private static final int MOST_VALUES = 20;

    private final WhereSentSql sql;
    private final Objects objects;
    private final Audiences audiences;
    private final Parties parties;
    private final Braked braked;
    private final InCollections inCollections;
    private final Carrying carrying;

    public WhereSent(
            Database database,
            Objects objects,
            Audiences audiences,
            HeldBack held,
            SharedCollections collections,
            Parties parties,
            Carrying carrying) {
        this.braked = new Braked(held);
        this.sql = new WhereSentSql(database);
        this.objects = objects;
        this.audiences = audiences;
        this.parties = parties;
        this.inCollections = new InCollections(sql, objects, audiences, collections, parties);
        this.carrying = carrying;
    }

    /// Warnings in which an object stands; `app` answers.
    public interface Carrying {

        /// As far as this viewer may see them.
        List<Warning> of(Viewer viewer, StixId object);
    }

    /// @param indicator which of its indicators the object is, counted from 0; empty: it is the report
    /// @param published when its recipients found it at the portal
    /// @param mailed by recipient's name, when the mail server took it; empty: not by mail
    public record Warning(
            StixId report, OptionalInt indicator, Instant published, Map<String, Optional<Instant>> mailed) {}

    /// @param way `taxii`, `list`, `misp`, `mail`, `portal`
    /// @param what the collection, file or address; "" when there is one only
    /// @param at when it was given; for a file, the first state that is known to have held it
    /// @param confirmedAt when a scout there was known to recognise it; absent: nobody says so
    /// @param gone a later state of that file does not hold it any more
    public record Sent(
            String recipient, String way, String what, Instant at, Optional<Instant> confirmedAt, boolean gone) {}

    /// Which warning lists hold an object back from machines; empty when none does, and for whoever does
    /// not run the hub.
    public List<String> heldBack(Viewer viewer, StixId id) {
        return isCert(viewer) ? braked.lists(id) : List.of();
    }

    private boolean isCert(Viewer viewer) {
        return viewer instanceof Viewer.Party asker && asker.organization() == parties.cert();
    }

    /// @throws Problem not found when it is absent, or hidden from this viewer
    public List<Sent> of(Viewer viewer, StixId id) {
        var object = objects.find(viewer, id)
                .orElseThrow(
                        () -> Problem.notFound("There is no object %s, or it is not for you.".formatted(id.text())));
        var visible = audiences.visible(viewer);
        var recipients = recipients(viewer);
        var sent = new ArrayList<Sent>();
        var confirmed = new HashMap<Long, Instant>();
        var since = since(id, visible, recipients);
        var away = braked.of(id);
        read(id, away, since, visible, recipients, confirmed, sent);
        for (var got : inCollections.read(id, away, since, visible)) {
            sent.add(new Sent(
                    name(recipients, got.organization()),
                    "taxii",
                    got.name(),
                    Position.at(got.seq()),
                    Optional.ofNullable(confirmed.get(got.organization())),
                    false));
        }
        sql.named(id, visible).forEach(row -> add(sent, recipients, row, confirmed));
        var warnings = carrying.of(viewer, id);
        warnings.forEach(warning -> warned(warning, sent));
        warnings.forEach(warning -> warning.indicator()
                .ifPresent(number -> inFiles(warning.report(), number, visible, recipients, confirmed, sent)));
        if (Values.decide(object.object())) {
            var values = Values.of(object.object()).stream().limit(MOST_VALUES).toList();
            inKeptFiles(values, recipients, confirmed, sent);
        }
        sent.sort(Comparator.comparing(Sent::recipient).thenComparing(Sent::at));
        return sent.stream().limit(MOST).toList();
    }

    private Map<Long, Parties.Party> recipients(Viewer viewer) {
        var recipients = new HashMap<Long, Parties.Party>();
        for (var party : parties.known(viewer)) {
            if (viewer instanceof Viewer.Party asker
                    && (asker.organization() == party.key() || asker.organization() == parties.cert())) {
                recipients.put(party.key(), party);
            }
        }
        return recipients;
    }

    /// Since which position each recipient may have it; absent: it may not.
    private Map<Long, Long> since(StixId id, long[] visible, Map<Long, Parties.Party> recipients) {
        var told = sql.since(id, visible);
        var since = new HashMap<Long, Long>();
        for (long key : recipients.keySet()) {
            var eyes = parties.viewer(key);
            told.entrySet().stream()
                    .filter(span -> Visibility.allows(eyes, audiences.load(span.getKey())))
                    .mapToLong(Map.Entry::getValue)
                    .min()
                    .ifPresent(first -> since.put(key, first));
        }
        return since;
    }

    /// What was read over TAXII in the order of the ledger, and what scouts confirmed of it.
    private void read(
            StixId id,
            Braked.Away away,
            Map<Long, Long> since,
            long[] visible,
            Map<Long, Parties.Party> recipients,
            Map<Long, Instant> confirmed,
            List<Sent> sent) {
        var asks = new ArrayList<WhereSentSql.Ask>();
        since.forEach((key, first) -> away.givenTo(List.of(Lane.organization(key)), first)
                .forEach(span -> asks.add(new WhereSentSql.Ask(key, span.from(), span.to()))));
        for (var got : sql.reached(asks, visible, id.type().equals("indicator"))) {
            var when = got.recognised().map(Position::at);
            when.ifPresent(at -> confirmed.put(got.organization(), at));
            got.fetched()
                    .ifPresent(seq -> sent.add(new Sent(
                            name(recipients, got.organization()),
                            "taxii",
                            got.collection(),
                            Position.at(seq),
                            when,
                            false)));
        }
    }

    private static void add(
            List<Sent> sent,
            Map<Long, Parties.Party> recipients,
            WhereSentSql.Named row,
            Map<Long, Instant> confirmed) {
        var recipient = recipients.get(row.organization());
        if (recipient != null) {
            sent.add(new Sent(
                    recipient.name(),
                    row.channel(),
                    "",
                    Position.at(row.seq()),
                    Optional.ofNullable(confirmed.get(row.organization())),
                    false));
        }
    }

    private static void warned(Warning warning, List<Sent> sent) {
        warning.mailed().forEach((name, mailed) -> {
            sent.add(new Sent(name, "portal", "", warning.published(), Optional.empty(), false));
            mailed.ifPresent(at -> sent.add(new Sent(name, "mail", "", at, Optional.empty(), false)));
        });
    }

    /// Of what a warning names, each file said whether it held it.
    private void inFiles(
            StixId report,
            int indicator,
            long[] visible,
            Map<Long, Parties.Party> recipients,
            Map<Long, Instant> confirmed,
            List<Sent> sent) {
        var first = new HashMap<WhereSentSql.File, Long>();
        var holds = new HashMap<WhereSentSql.File, Boolean>();
        for (var row : sql.receipts(report, visible)) {
            boolean held = BitSet.valueOf(HexFormat.of().parseHex(row.holds())).get(indicator);
            holds.put(row.file(), held);
            if (held) {
                first.putIfAbsent(row.file(), row.seq());
            }
        }
        first.forEach((file, seq) -> {
            var recipient = recipients.get(file.organization());
            if (recipient != null) {
                sent.add(new Sent(
                        recipient.name(),
                        "list",
                        file.name(),
                        Position.at(seq),
                        Optional.ofNullable(confirmed.get(file.organization())),
                        !holds.getOrDefault(file, false)));
            }
        });
    }

    private static String name(Map<Long, Parties.Party> recipients, long organization) {
        return java.util.Objects.requireNonNull(recipients.get(organization)).name();
    }

    /// What no warning names is looked for in the kept states of files.
    private void inKeptFiles(
            List<NormalValue> values,
            Map<Long, Parties.Party> recipients,
            Map<Long, Instant> confirmed,
            List<Sent> sent) {
        for (var file : sql.holding(recipients.keySet(), values)) {
            var recipient = name(recipients, file.file().organization());
            boolean known = sent.stream()
                    .anyMatch(each -> each.way().equals("list")
                            && each.recipient().equals(recipient)
                            && each.what().equals(file.file().name()));
            if (!known) {
                sent.add(new Sent(
                        recipient,
                        "list",
                        file.file().name(),
                        file.at(),
                        Optional.ofNullable(confirmed.get(file.file().organization())),
                        false));
            }
        }
    }
}
