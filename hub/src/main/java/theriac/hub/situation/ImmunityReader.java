package theriac.hub.situation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.policy.Viewer;
import theriac.hub.situation.Immunity.Receipt;
import theriac.hub.situation.Immunity.Times;
import theriac.hub.situation.Neighbours.Indicator;
import theriac.hub.situation.Neighbours.Recipient;
import theriac.hub.situation.Neighbours.Scout;
import theriac.hub.situation.Neighbours.Warning;
import theriac.hub.situation.SituationSql.Ask;
import theriac.hub.situation.SituationSql.Reached;
import theriac.hub.store.Audiences;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.LedgerEntry.Kind;
import theriac.hub.store.Position;

/// Reads from the ledger how far warnings have got. The number of statements does not depend on the number of
/// members, scouts or indicators. Thread-safe.
final class ImmunityReader {

    /// Indicators taken back together (one decision, many ledger rows) are confirmed together: by whoever has read
    /// past the last of them.
    private static final long TOGETHER_MICROS = 1_000_000;

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_WITHDRAWALS = 200;

    /// More warnings than anybody asks for at once.
    private static final int MOST_SUMMARIES = 100;

    private final Ledger ledger;
    private final Audiences audiences;
    private final SituationSql sql;
    private final Neighbours neighbours;

    ImmunityReader(Ledger ledger, Audiences audiences, SituationSql sql, Neighbours neighbours) {
        this.ledger = ledger;
        this.audiences = audiences;
        this.sql = sql;
        this.neighbours = neighbours;
    }

    /// Everything about one warning.
    Immunity read(Viewer viewer, Warning warning) {
        var visible = audiences.visible(viewer);
        var scouts = neighbours.scouts(viewer);
        var rows = ledger.about(viewer, warning.report(), MOST_ROWS);
        var withdrawn = withdrawn(warning);
        var asks = new HashSet<Ask>(progress(warning));
        scouts.forEach(scout -> asks.add(ask(scout, warning.position())));
        for (long position : new HashSet<>(withdrawn.values())) {
            scouts.forEach(scout -> asks.add(ask(scout, position)));
            warning.recipients().forEach(r -> asks.add(new Ask(r.organization(), Kind.FETCHED, "", position)));
        }
        var reached = sql.reached(asks, visible);
        var sighted = sql.sighted(
                warning.indicators().stream().flatMap(i -> i.id().stream()).toList(), visible);
        var times = times(rows);
        var members = warning.recipients().stream()
                .map(r -> member(r, warning, scouts, times, rows, reached, sighted.get(r.organization())))
                .toList();
        var withdrawals = withdrawn.entrySet().stream()
                .map(e -> withdrawal(e.getKey(), receipts(warning, scouts, e.getValue(), reached)))
                .toList();
        return new Immunity(warning.id(), times, members, withdrawals);
    }

    /// How far several warnings have got, in short: without acknowledgements, sightings and withdrawals.
    List<Immunity> summarize(Viewer viewer, List<Warning> warnings) {
        var scouts = neighbours.scouts(viewer);
        var asks = new HashSet<Ask>();
        warnings.forEach(warning -> asks.addAll(progress(warning)));
        var reached = sql.reached(asks, audiences.visible(viewer));
        var published = ledger.newest(viewer, Long.MAX_VALUE, MOST_SUMMARIES, Set.of(Kind.PUBLISHED)).stream()
                .filter(row -> row.object().isPresent())
                .collect(java.util.stream.Collectors.toMap(row -> row.object().get(), row -> row, (a, b) -> a));
        return warnings.stream()
                .map(warning -> {
                    var row = published.get(warning.report());
                    var times = row == null ? Times.NONE : times(List.of(row));
                    var members = warning.recipients().stream()
                            .map(r -> member(r, warning, scouts, times, List.of(), reached, null))
                            .toList();
                    return new Immunity(warning.id(), times, members, List.of());
                })
                .toList();
    }

    private static List<Ask> progress(Warning warning) {
        var asks = new ArrayList<Ask>();
        for (var recipient : warning.recipients()) {
            asks.add(new Ask(recipient.organization(), Kind.FETCHED, "", warning.position()));
            asks.add(new Ask(recipient.organization(), Kind.RECOGNISED, "", warning.position()));
        }
        return asks;
    }

    private static Ask ask(Scout scout, long position) {
        return new Ask(scout.organization(), Kind.RECOGNISED, scout.token(), position);
    }

    private static Immunity.Member member(
            Recipient recipient,
            Warning warning,
            List<Scout> scouts,
            Times times,
            List<LedgerEntry> rows,
            Map<Ask, Reached> reached,
            SituationSql.@org.jspecify.annotations.Nullable Sighted sighted) {
        long key = recipient.organization();
        var fetched = Optional.ofNullable(reached.get(new Ask(key, Kind.FETCHED, "", warning.position())));
        var recognised = Optional.ofNullable(reached.get(new Ask(key, Kind.RECOGNISED, "", warning.position())));
        var own = scouts.stream().filter(scout -> scout.organization() == key).toList();
        boolean hadScout = own.stream()
                .anyMatch(scout -> times.published()
                        .map(at -> !scout.issuedAt().isAfter(at))
                        .orElse(true));
        return new Immunity.Member(
                recipient.name(),
                hadScout || own.isEmpty() && recognised.isPresent(),
                recipient.mailedAt(),
                first(rows, Kind.ACKNOWLEDGED, key),
                fetched.map(r -> Position.at(r.seq())),
                fetched.map(Reached::channel),
                recognised.map(r -> Position.at(r.seq())),
                sighted == null ? 0 : sighted.times(),
                sighted == null ? Optional.empty() : Optional.of(Position.at(sighted.firstSeq())));
    }

    private static Optional<Instant> first(List<LedgerEntry> rows, Kind kind, long organization) {
        return rows.stream()
                .filter(row -> row.kind() == kind && row.organization().equals(Optional.of(organization)))
                .map(LedgerEntry::at)
                .min(Comparator.naturalOrder());
    }

    /// The steps, from rows newest first. Recipients see the row of the publication only, which names the earlier
    /// steps.
    private static Times times(List<LedgerEntry> rows) {
        var published =
                rows.stream().filter(row -> row.kind() == Kind.PUBLISHED).findFirst();
        return new Times(
                rows.stream().flatMap(row -> moment(row, "reportedAt").stream()).findFirst(),
                published.flatMap(row -> moment(row, "draftedAt")).or(() -> newest(rows, Kind.DRAFTED)),
                published.flatMap(row -> moment(row, "reviewedAt")).or(() -> newest(rows, Kind.REVIEWED)),
                published.flatMap(row -> moment(row, "approvedAt")).or(() -> newest(rows, Kind.APPROVED)),
                published.flatMap(row -> moment(row, "publishedAt")),
                newest(rows, Kind.WITHDRAWN));
    }

    private static Optional<Instant> newest(List<LedgerEntry> rows, Kind kind) {
        return rows.stream()
                .filter(row -> row.kind() == kind)
                .map(LedgerEntry::at)
                .findFirst();
    }

    private static Optional<Instant> moment(LedgerEntry row, String name) {
        try {
            return row.detail().text(name).map(Instant::parse);
        } catch (DateTimeParseException notOurs) {
            throw new IllegalStateException(
                    "The ledger row %d has no time in \"%s\".".formatted(row.seq(), name), notOurs);
        }
    }

    /// What was taken back, the newest first, with the position that a receipt must reach.
    private static Map<Indicator, Long> withdrawn(Warning warning) {
        var newestFirst = warning.indicators().stream()
                .filter(indicator -> indicator.withdrawnSeq() != 0)
                .sorted(Comparator.comparingLong(Indicator::withdrawnSeq).reversed())
                .limit(MOST_WITHDRAWALS)
                .toList();
        var positions = new java.util.LinkedHashMap<Indicator, Long>();
        long group = 0;
        long before = Long.MAX_VALUE;
        for (var indicator : newestFirst) {
            if (before - indicator.withdrawnSeq() > TOGETHER_MICROS) {
                group = indicator.withdrawnSeq();
            }
            before = indicator.withdrawnSeq();
            positions.put(indicator, group);
        }
        return positions;
    }

    private static Immunity.Withdrawal withdrawal(Indicator indicator, List<Receipt> receipts) {
        return new Immunity.Withdrawal(
                indicator.id(), indicator.value(), Position.at(indicator.withdrawnSeq()), indicator.reason(), receipts);
    }

    /// A receipt is due from every scout that recognised the warning before, and from members that fetched it and have
    /// no scout.
    private static List<Receipt> receipts(
            Warning warning, List<Scout> scouts, long withdrawn, Map<Ask, Reached> reached) {
        var receipts = new ArrayList<Receipt>();
        var byOrganization = new HashMap<Long, List<Scout>>();
        scouts.forEach(scout -> byOrganization
                .computeIfAbsent(scout.organization(), key -> new ArrayList<>())
                .add(scout));
        for (var recipient : warning.recipients()) {
            var holders = byOrganization.getOrDefault(recipient.organization(), List.of()).stream()
                    .filter(scout -> before(reached.get(ask(scout, warning.position())), withdrawn))
                    .toList();
            for (var scout : holders) {
                receipts.add(new Receipt(
                        recipient.name(), "scout", Optional.of(scout.name()), at(reached.get(ask(scout, withdrawn)))));
            }
            var fetched = reached.get(new Ask(recipient.organization(), Kind.FETCHED, "", warning.position()));
            if (holders.isEmpty() && fetched != null && before(fetched, withdrawn)) {
                var again = reached.get(new Ask(recipient.organization(), Kind.FETCHED, "", withdrawn));
                receipts.add(new Receipt(recipient.name(), fetched.channel(), Optional.empty(), at(again)));
            }
        }
        return receipts;
    }

    private static boolean before(@org.jspecify.annotations.Nullable Reached reached, long seq) {
        return reached != null && reached.seq() < seq;
    }

    private static Optional<Instant> at(@org.jspecify.annotations.Nullable Reached reached) {
        return reached == null ? Optional.empty() : Optional.of(Position.at(reached.seq()));
    }
}
