package theriac.hub.situation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
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
import theriac.hub.store.SightingCounts;

/// Reads from the ledger how far warnings have got. The number of statements does not depend on the
/// number of members, scouts or indicators. Thread-safe.
final class ImmunityReader {

    /// Indicators taken back together (one decision, many ledger rows) are confirmed together: by
    /// whoever has read past the last of them.
    private static final long TOGETHER_MICROS = 1_000_000;

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_WITHDRAWALS = 200;

    /// More warnings than anybody asks for at once.
    static final int MOST_SUMMARIES = 100;

    private final Ledger ledger;
    private final Audiences audiences;
    private final SituationSql sql;
    private final SightingCounts counts;
    private final Neighbours neighbours;

    ImmunityReader(Ledger ledger, Audiences audiences, SituationSql sql, SightingCounts counts, Neighbours neighbours) {
        this.ledger = ledger;
        this.audiences = audiences;
        this.sql = sql;
        this.counts = counts;
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
        for (var group : new HashSet<>(withdrawn.values())) {
            scouts.forEach(scout -> asks.add(ask(scout, group.last())));
            warning.recipients().forEach(r -> asks.add(group.fetchedBy(r)));
        }
        var reached = sql.reached(asks, visible);
        var files = sql.files(List.of(warning.report()), visible).getOrDefault(warning.report(), Map.of());
        var indicators =
                warning.indicators().stream().flatMap(i -> i.id().stream()).toList();
        var sighted = sql.sighted(indicators, visible);
        var times = times(rows);
        var members = warning.recipients().stream()
                .map(r -> member(r, warning, scouts, times, rows, reached, files, sighted.get(r.organization())))
                .toList();
        var receipts = new Receipts(warning, scouts, reached, files);
        var withdrawals = withdrawn.entrySet().stream()
                .map(e -> withdrawal(e.getKey(), receipts.of(e.getKey(), e.getValue())))
                .toList();
        return new Immunity(warning.id(), times, members, withdrawals, counts.of(viewer, indicators));
    }

    /// How far several warnings have got, in short: without acknowledgements, sightings and
    /// withdrawals.
    List<Immunity> summarize(Viewer viewer, List<Warning> warnings) {
        var scouts = neighbours.scouts(viewer);
        var asks = new HashSet<Ask>();
        warnings.forEach(warning -> asks.addAll(progress(warning)));
        var visible = audiences.visible(viewer);
        var reached = sql.reached(asks, visible);
        var files = sql.files(warnings.stream().map(Warning::report).toList(), visible);
        var published = ledger.newest(viewer, Long.MAX_VALUE, MOST_SUMMARIES, Set.of(Kind.PUBLISHED)).stream()
                .filter(row -> row.object().isPresent())
                .collect(java.util.stream.Collectors.toMap(row -> row.object().get(), row -> row, (a, b) -> a));
        return warnings.stream()
                .map(warning -> {
                    var row = published.get(warning.report());
                    var times = row == null ? Times.NONE : times(List.of(row));
                    var members = warning.recipients().stream()
                            .map(r -> member(
                                    r,
                                    warning,
                                    scouts,
                                    times,
                                    List.of(),
                                    reached,
                                    files.getOrDefault(warning.report(), Map.of()),
                                    null))
                            .toList();
                    return new Immunity(warning.id(), times, members, List.of(), Optional.empty());
                })
                .toList();
    }

    private static List<Ask> progress(Warning warning) {
        var asks = new ArrayList<Ask>();
        for (var recipient : warning.recipients()) {
            asks.add(fetched(recipient, warning));
            asks.add(recognised(recipient, warning));
        }
        return asks;
    }

    static Ask ask(Scout scout, long position) {
        return new Ask(scout.organization(), Kind.RECOGNISED, scout.token(), position, position);
    }

    /// Whoever begins to read after the publication has not read it.
    static Ask fetched(Recipient recipient, Warning warning) {
        long from = warning.published().map(Position::of).orElse(warning.position());
        return new Ask(recipient.organization(), Kind.FETCHED, "", warning.position(), from);
    }

    private static Ask recognised(Recipient recipient, Warning warning) {
        return new Ask(recipient.organization(), Kind.RECOGNISED, "", warning.position(), warning.position());
    }

    private static Immunity.Member member(
            Recipient recipient,
            Warning warning,
            List<Scout> scouts,
            Times times,
            List<LedgerEntry> rows,
            Map<Ask, Reached> reached,
            Map<Long, FilesTaken> files,
            SituationSql.@org.jspecify.annotations.Nullable Sighted sighted) {
        long key = recipient.organization();
        var taken = files.getOrDefault(key, FilesTaken.NONE);
        var fetched = firstOf(reached.get(fetched(recipient, warning)), taken, warning);
        var recognised = Optional.ofNullable(reached.get(recognised(recipient, warning)));
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
                taken.had(),
                recognised.map(r -> Position.at(r.seq())),
                sighted == null ? 0 : sighted.times(),
                sighted == null ? Optional.empty() : Optional.of(Position.at(sighted.firstSeq())));
    }

    private static Optional<Reached> firstOf(
            @org.jspecify.annotations.Nullable Reached read, FilesTaken taken, Warning warning) {
        var whole = taken.whole(warning.indicators().size());
        if (whole.isPresent() && (read == null || whole.getAsLong() < read.seq())) {
            return Optional.of(new Reached(whole.getAsLong(), "list"));
        }
        return Optional.ofNullable(read);
    }

    private static Optional<Instant> first(List<LedgerEntry> rows, Kind kind, long organization) {
        return rows.stream()
                .filter(row -> row.kind() == kind && row.organization().equals(Optional.of(organization)))
                .map(LedgerEntry::at)
                .min(Comparator.naturalOrder());
    }

    /// The steps, from rows newest first. Recipients see the row of the publication only, which
    /// names the earlier steps.
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

    /// What was taken back together.
    ///
    /// @param first ledger position of the first of it
    /// @param last of the last of it: who has read both has read of all of it
    record Group(long first, long last) {

        Ask fetchedBy(Recipient recipient) {
            return new Ask(recipient.organization(), Kind.FETCHED, "", last, first - 1);
        }
    }

    /// What was taken back, the newest first, with the positions that a receipt must have read.
    private static Map<Indicator, Group> withdrawn(Warning warning) {
        var newestFirst = warning.indicators().stream()
                .filter(indicator -> indicator.withdrawnSeq() != 0)
                .sorted(Comparator.comparingLong(Indicator::withdrawnSeq).reversed())
                .limit(MOST_WITHDRAWALS)
                .toList();
        var groups = new java.util.LinkedHashMap<Indicator, Group>();
        int from = 0;
        while (from < newestFirst.size()) {
            int to = from + 1;
            while (to < newestFirst.size()
                    && newestFirst.get(to - 1).withdrawnSeq()
                                    - newestFirst.get(to).withdrawnSeq()
                            <= TOGETHER_MICROS) {
                to++;
            }
            var group = new Group(
                    newestFirst.get(to - 1).withdrawnSeq(),
                    newestFirst.get(from).withdrawnSeq());
            newestFirst.subList(from, to).forEach(indicator -> groups.put(indicator, group));
            from = to;
        }
        return groups;
    }

    private static Immunity.Withdrawal withdrawal(Indicator indicator, List<Receipt> receipts) {
        return new Immunity.Withdrawal(
                indicator.id(), indicator.value(), Position.at(indicator.withdrawnSeq()), indicator.reason(), receipts);
    }
}
