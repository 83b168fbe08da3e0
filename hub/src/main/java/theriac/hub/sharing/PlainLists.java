package theriac.hub.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import theriac.hub.formats.controls.ControlFormats;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// The four lists that every organisation has, as files of a profile of their own: what [BlockLists] renders for all
/// who may see the same, with a brake for each organisation. Thread-safe.
final class PlainLists {

    /// A list of a million entries is not written down with every change.
    private static final Duration EVERY = Duration.ofHours(1);

    private static final int SHRINK_PERCENT = 33;

    /// A hub that begins grows by leaps.
    private static final int GROW_PERCENT = 1_000;

    private final BlockLists lists;
    private final ExportSql sql;
    private final Brake brake;
    private final FileReceipts receipts;
    private final Clock clock;
    private final Map<Asked, Verdict> verdicts = new ConcurrentHashMap<>();

    PlainLists(BlockLists lists, ExportSql sql, Brake brake, FileReceipts receipts, Clock clock) {
        this.lists = lists;
        this.sql = sql;
        this.brake = brake;
        this.receipts = receipts;
        this.clock = clock;
    }

    private record Asked(long organization, BlockLists.Kind kind) {}

    /// @param etag of the state that was judged
    /// @param held what is served instead; null: that state itself
    private record Verdict(
            String etag, Instant profile, @Nullable Rendering held) {}

    /// The list as this recipient gets it.
    Rendering fetch(Viewer.Party recipient, BlockLists.Kind kind) {
        var fresh = lists.render(recipient, kind);
        var profile = profile(recipient.organization());
        var asked = new Asked(recipient.organization(), kind);
        var verdict = verdicts.get(asked);
        if (verdict == null || !holds(verdict, fresh, profile)) {
            verdict = judge(recipient, kind, profile, fresh);
            verdicts.put(asked, verdict);
        }
        var served = verdict.held() == null ? fresh : verdict.held();
        receipts.took(recipient, profile.key(), "lists/" + kind.file(), served, value -> kind.has(value, served));
        return served;
    }

    /// What it would be without a brake.
    byte[] preview(Viewer.Party recipient, BlockLists.Kind kind) {
        return lists.render(recipient, kind).bytes();
    }

    /// Somebody has released a file.
    void forget() {
        verdicts.clear();
    }

    private boolean holds(Verdict verdict, Rendering fresh, ExportProfile profile) {
        return verdict.etag().equals(fresh.etag())
                && verdict.profile().equals(profile.at())
                && (verdict.held() == null
                        || clock.instant().isBefore(verdict.held().until()));
    }

    private Verdict judge(Viewer.Party recipient, BlockLists.Kind kind, ExportProfile profile, Rendering fresh) {
        var format = ControlFormats.of(kind.file()).orElseThrow();
        var served = brake.pass(recipient, profile, format, new NextList(fresh, kind), EVERY);
        return new Verdict(fresh.etag(), profile.at(), served == fresh ? null : served);
    }

    private ExportProfile profile(long organization) {
        return sql.plain(organization).orElseGet(() -> {
            sql.addPlain(organization, SHRINK_PERCENT, GROW_PERCENT, clock.instant());
            return sql.plain(organization).orElseThrow();
        });
    }

    /// Its lines tell what is in it, so that nothing else need be kept, and so that what was withdrawn can leave a list
    /// that is held.
    private record NextList(Rendering rendering, BlockLists.Kind kind) implements Brake.Next {

        @Override
        public Exports.Counts counts() {
            return new Exports.Counts(Lines.count(rendering.bytes()), 0, 0);
        }

        @Override
        public Members members() {
            return Members.of(rendering.bytes(), kind);
        }

        @Override
        public int gone(ExportSql.Good last, Set<NormalValue> withdrawn) {
            var before = Rendering.unzip(last.zipped());
            return (int) withdrawn.stream()
                    .map(NormalValue::text)
                    .filter(text -> Lines.has(before, text) && !Lines.has(rendering.bytes(), text))
                    .count();
        }

        @Override
        public Rendering lastGood(ExportSql.Good last, Set<NormalValue> withdrawn, Instant until) {
            var changes = new Lines.Changes();
            withdrawn.stream()
                    .map(NormalValue::text)
                    .filter(text -> !Lines.has(rendering.bytes(), text))
                    .forEach(changes::leaves);
            var bytes = changes.applyTo(Rendering.unzip(last.zipped()));
            return Rendering.lastGood(bytes, last.head(), last.at(), until);
        }
    }
}
