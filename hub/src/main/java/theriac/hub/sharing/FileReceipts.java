package theriac.hub.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;

/// What the files that an organisation fetched say of the warnings that went to it (law 6). A file never stands for
/// everything before its place in the ledger: it holds some kinds of values, chosen by a profile, possibly held back.
/// So whoever takes a new state of a file is asked of each awaited warning which of its indicators are in it, one bit
/// for each, and a row is written when that differs from what the file said before. Publishing costs nothing for
/// this, and a million values that no warning names cost nothing either. Thread-safe.
public final class FileReceipts {

    /// That a control is alive need not be known more closely.
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final FileReceiptSql sql;
    private final Fetches fetches;
    private final Awaited awaited;
    private final Clock clock;

    /// By organisation and file, the state that was looked at last.
    private final Map<String, String> looked = new ConcurrentHashMap<>();

    /// By file and key, when its last fetch was written down.
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    public FileReceipts(Database database, Fetches fetches, Awaited awaited, Clock clock) {
        this.sql = new FileReceiptSql(database);
        this.fetches = fetches;
        this.awaited = awaited;
        this.clock = clock;
    }

    /// @param profile of which it is a file
    /// @param path of which profile it is, for others, and which of its files
    /// @param holds whether a value is in these very bytes
    void took(Viewer.Party recipient, long profile, String path, Rendering taken, Predicate<NormalValue> holds) {
        fetched(recipient, profile, path.substring(path.lastIndexOf('/') + 1));
        var place = recipient.organization() + "|" + path;
        var state = taken.etag() + "@" + taken.news();
        if (state.equals(looked.get(place))) {
            return;
        }
        fetches.took(recipient, path, taken.news(), news(recipient, path, holds));
        looked.put(place, state);
    }

    private void fetched(Viewer.Party recipient, long profile, String file) {
        var now = clock.instant();
        var key = profile + "|" + file + "|" + recipient.name();
        var before = noted.get(key);
        if (before == null || now.isAfter(before.plus(NOTED))) {
            sql.fetched(profile, file, recipient.name(), now);
            noted.put(key, now);
        }
    }

    private Map<StixId, JsonObject> news(Viewer.Party recipient, String file, Predicate<NormalValue> holds) {
        var warnings = awaited.of(recipient);
        var before = sql.last(
                recipient.organization(),
                file,
                warnings.stream().map(Awaited.Warning::report).toList());
        var news = new LinkedHashMap<StixId, JsonObject>();
        for (var warning : warnings) {
            var bits = text(warning, holds);
            if (!bits.equals(before.getOrDefault(warning.report(), ""))) {
                news.put(
                        warning.report(),
                        JsonObject.builder()
                                .put("holds", bits)
                                .put("of", warning.values().size())
                                .build());
            }
        }
        return news;
    }

    /// Hexadecimal, the first indicator in the lowest bit of the first octet; "" when none is in the file.
    private static String text(Awaited.Warning warning, Predicate<NormalValue> holds) {
        var bits = new BitSet();
        for (int n = 0; n < warning.values().size(); n++) {
            bits.set(n, holds.test(warning.values().get(n)));
        }
        return HexFormat.of().formatHex(bits.toByteArray());
    }
}
