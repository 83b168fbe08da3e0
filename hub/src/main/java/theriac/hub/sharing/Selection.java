package theriac.hub.sharing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import theriac.hub.benign.CompiledLists;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.Problem;
import theriac.hub.formats.controls.ControlEntry;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.store.Audiences;
import theriac.hub.store.DecidingValue;
import theriac.hub.store.DecidingValues;
import theriac.hub.store.Ledger;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Which values go into a file: what the recipient may have, what its profile asks for, what no
/// warning list stops, the surest first when there are too many. Thread-safe.
public final class Selection {

    private static final int HEADS_AT_ONCE = 10_000;

    /// How a STIX pattern begins.
    private static final Pattern PATTERN =
            Pattern.compile("^[\\[(\\s]+[a-z0-9-]+:[^\\s=!<>]+\\s*(=|!=|<|>|NOT |IN |LIKE |MATCHES |IS|EXISTS)");

    private final DecidingValues deciding;
    private final Audiences audiences;
    private final Ledger ledger;
    private final EgressGate gate;
    private final WarningLists warningLists;
    private final Clock clock;

    public Selection(
            DecidingValues deciding,
            Audiences audiences,
            Ledger ledger,
            EgressGate gate,
            WarningLists warningLists,
            Clock clock) {
        this.deciding = deciding;
        this.audiences = audiences;
        this.ledger = ledger;
        this.gate = gate;
        this.warningLists = warningLists;
        this.clock = clock;
    }

    /// @param stopped values that a warning list stops
    /// @param until when the selection ends by itself
    record Chosen(List<ControlEntry> entries, int stopped, long head, Instant until) {}

    /// See [DecidingValues#visibleKey].
    String visible(Viewer.Party recipient, ControlFormat format) {
        return deciding.visibleKey(recipient, use(format));
    }

    private static Use use(ControlFormat format) {
        return format.blocks() ? Use.BLOCK : Use.READ;
    }

    String stamp() {
        return warningLists.stamp();
    }

    Chosen choose(Viewer.Party recipient, ExportProfile profile, ControlFormat format) {
        var found = new Found(format, warningLists.now());
        var query = query(profile);
        var reading = format.rules()
                .map(language -> deciding.readRules(recipient, use(format), language, query, found::take))
                .orElseGet(() -> deciding.read(recipient, use(format), found.kinds(), query, found::take));
        pass(recipient, use(format), found.leaving);
        int most = profile.most() == 0 ? format.most() : Math.min(profile.most(), format.most());
        var surest = found.best().stream()
                .sorted(SUREST)
                .limit(most)
                .sorted(Comparator.comparing(value -> value.value().text()))
                .toList();
        return new Chosen(
                entries(surest, format.wholeObjects()), found.stopped.size(), reading.head(), reading.until());
    }

    /// What is found for one file. A file of values leaves out each value that a warning list
    /// stops. One that has indicators whole leaves out each indicator with such a value, of
    /// whatever kind: it cannot take the value out of what somebody else wrote (ADR 033).
    private static final class Found {
        private final ControlFormat format;
        private final boolean whole;
        private final CompiledLists stops;
        private final Map<NormalValue, DecidingValue> best = new HashMap<>();
        private final List<DecidingValue> ofWholes = new ArrayList<>();
        private final Set<Long> stoppedVersions = new HashSet<>();
        private final Set<NormalValue> stopped = new HashSet<>();
        private final Map<Long, Long> leaving = new HashMap<>();

        Found(ControlFormat format, CompiledLists stops) {
            this.format = format;
            this.whole = format.wholeObjects() && format.rules().isEmpty();
            this.stops = stops;
        }

        /// What must be read: of wholes every kind, because any of them may be stopped.
        Set<ValueKind> kinds() {
            return whole ? EnumSet.allOf(ValueKind.class) : format.kinds();
        }

        void take(DecidingValue found) {
            leaving.putIfAbsent(found.audienceId(), found.object());
            if (stops.stops(found.value())) {
                stopped.add(found.value());
                stoppedVersions.add(found.version());
            } else if (whole) {
                ofWholes.add(found);
            } else {
                best.merge(found.value(), found, Selection::surer);
            }
        }

        Collection<DecidingValue> best() {
            for (var found : ofWholes) {
                if (!stoppedVersions.contains(found.version())
                        && format.kinds().contains(found.value().kind())) {
                    best.merge(found.value(), found, Selection::surer);
                }
            }
            ofWholes.clear();
            return best.values();
        }
    }

    /// Values that were withdrawn after a position and that a file of this format may have.
    Set<NormalValue> withdrawn(Viewer.Party recipient, ControlFormat format, long head) {
        return format.rules()
                .map(language -> deciding.withdrawnRulesSince(recipient, use(format), language, head))
                .orElseGet(() -> deciding.withdrawnSince(recipient, use(format), format.kinds(), head));
    }

    private static final Comparator<DecidingValue> SUREST = Comparator.comparingInt(DecidingValue::confidence)
            .reversed()
            .thenComparing(Comparator.comparingLong(DecidingValue::added).reversed())
            .thenComparing(value -> value.value().text());

    /// Of two indicators of one value: the surer one, and the one that ends last among equals.
    private static DecidingValue surer(DecidingValue one, DecidingValue other) {
        int order = SUREST.compare(one, other);
        return order < 0 || order == 0 && one.validUntil().isAfter(other.validUntil()) ? one : other;
    }

    private List<ControlEntry> entries(List<DecidingValue> values, boolean whole) {
        var entries = new ArrayList<ControlEntry>(values.size());
        for (int from = 0; from < values.size(); from += HEADS_AT_ONCE) {
            var part = values.subList(from, Math.min(values.size(), from + HEADS_AT_ONCE));
            var versions = part.stream().map(DecidingValue::version).distinct().toList();
            var heads = deciding.heads(versions);
            var contents = whole ? deciding.contents(versions) : Map.<Long, String>of();
            for (var value : part) {
                var head = heads.get(value.version());
                entries.add(new ControlEntry(
                        value.value(),
                        head == null ? "" : head.id(),
                        head == null ? "" : name(head.name()),
                        value.confidence(),
                        contents.getOrDefault(value.version(), ""),
                        value.validUntil().equals(Instant.MAX) ? Optional.empty() : Optional.of(value.validUntil())));
            }
        }
        return entries;
    }

    /// What has no name is known by its pattern in the store. A file is not told it: it names the other values,
    /// those that a list stops too.
    private static String name(String name) {
        return (name.startsWith("[") || name.startsWith("("))
                        && PATTERN.matcher(name).find()
                ? ""
                : name;
    }

    /// Every item leaves under one of a few audiences; the gate judges each of these once, with an item
    /// to name.
    ///
    /// @param leaving an object by audience
    void pass(Viewer.Party recipient, Use use, Map<Long, Long> leaving) {
        var ids = deciding.ids(leaving.values());
        gate.pass(
                "list",
                recipient,
                use,
                leaving.entrySet(),
                item -> ids.getOrDefault(item.getValue(), "an indicator"),
                item -> List.of(audiences.load(item.getKey())));
    }

    /// The same rendering with the newest head when nothing has changed in between; empty when it must be
    /// made anew.
    Optional<Rendering> current(Viewer.Party recipient, ControlFormat format, Rendering before, ExportProfile profile) {
        var now = clock.instant();
        if (!now.isBefore(before.until())) {
            return Optional.empty();
        }
        long head = ledger.head();
        if (head == before.head()) {
            return Optional.of(before.stillTrueAt(head, now));
        }
        boolean simple = profile.query().isEmpty() && profile.minScore() == 0;
        return !simple || deciding.changedSince(recipient, use(format), before.head())
                ? Optional.empty()
                : Optional.of(before.stillTrueAt(head, now));
    }

    /// Whether the clock alone changes the answer.
    static boolean moves(ExportProfile profile) {
        return profile.minScore() > 0 || !profile.query().isEmpty();
    }

    /// The profile as a question. It always asks about the confidence, which orders what is cut off.
    ///
    /// @throws Problem bad request, with the character where it went wrong
    static Query query(ExportProfile profile) {
        var parts = new ArrayList<Query>();
        switch (QueryParser.parse(profile.query())) {
            case QueryParsed.Understood(Query.All all) -> {}
            case QueryParsed.Understood(Query.And(var all)) -> parts.addAll(all);
            case QueryParsed.Understood(var one) -> parts.add(one);
            case QueryParsed.Fault(var at, var sentence) ->
                throw Problem.badRequest(
                        "The question cannot be understood at character %d: %s".formatted(at + 1, sentence));
        }
        if (parts.stream().anyMatch(Following::concerns)) {
            throw Problem.badRequest("What concerns an organisation is asked in the search; a list cannot follow it.");
        }
        parts.add(new Query.Type("indicator"));
        if (profile.minConfidence() > 0) {
            parts.add(new Query.Figure(Query.Measure.CONFIDENCE, profile.minConfidence(), 100));
        }
        if (profile.minScore() > 0) {
            parts.add(new Query.Figure(Query.Measure.SCORE, profile.minScore(), 100));
        }
        return parts.size() == 1 ? parts.getFirst() : new Query.And(parts);
    }
}
