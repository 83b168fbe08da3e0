package theriac.hub.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import theriac.hub.core.Sha256;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// How rows hang together, so that anybody can check them with any program: the hash of a row is SHA-256 over
/// the 32 octets of the hash before it (none before the first) and the UTF-8 of the row's line. Pure.
///
/// The line is a JSON object with these members in this order: `seq`, `at`, `actor`, `account`,
/// `organization`, `address`, `action`, `subject`, `outcome`, `detail`. `account` and `organization` are 0
/// for none; `detail` is the SHA-256 of sixteen octets of salt and the detail, in hex, or empty.
final class AuditChain {

    /// Before the first row.
    static final byte[] START = new byte[0];

    private static final int HASH_CHARS = 64;

    private AuditChain() {}

    static String line(long seq, AuditEvent event, byte[] detailDigest) {
        return Json.write(JsonObject.builder()
                .put("seq", seq)
                .put("at", event.at().toString())
                .put("actor", event.actor().name())
                .put("account", event.actor().account().orElse(0))
                .put("organization", event.actor().organization().orElse(0))
                .put("address", event.actor().address())
                .put("action", event.action())
                .put("subject", event.subject())
                .put("outcome", event.outcome().text())
                .put("detail", HexFormat.of().formatHex(detailDigest))
                .build());
    }

    static byte[] hash(byte[] previous, String line) {
        return sha256(previous, line.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] digest(byte[] salt, String detail) {
        return sha256(salt, detail.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        var digest = Sha256.begin();
        digest.update(first);
        return digest.digest(second);
    }

    /// A row as it stands in a copy: its hash in hex, a blank, its line.
    static String copied(byte[] hash, String line) {
        return HexFormat.of().formatHex(hash) + " " + line;
    }

    /// A row of a copy, taken apart.
    record Copied(long seq, byte[] hash, String line) {

        /// Empty when the text is no row of a copy, for example because the disk was full in the middle of it.
        static Optional<Copied> parse(String text) {
            if (text.length() < HASH_CHARS + 2 || text.charAt(HASH_CHARS) != ' ') {
                return Optional.empty();
            }
            var line = text.substring(HASH_CHARS + 1);
            try {
                var hash = HexFormat.of().parseHex(text, 0, HASH_CHARS);
                return Json.parse(line, JsonLimits.standard())
                        .value()
                        .filter(JsonObject.class::isInstance)
                        .map(value -> ((JsonObject) value).integer("seq"))
                        .filter(OptionalLong::isPresent)
                        .map(seq -> new Copied(seq.getAsLong(), hash, line));
            } catch (IllegalArgumentException noHex) {
                return Optional.empty();
            }
        }
    }

    /// Follows a chain row by row. Not safe between threads.
    static final class Walk {

        private long seq;
        private byte[] reached;
        private boolean anywhere;

        private Walk(long seq, byte[] hash, boolean anywhere) {
            this.seq = seq;
            this.reached = hash;
            this.anywhere = anywhere;
        }

        /// The next row must follow this one.
        static Walk after(long seq, byte[] hash) {
            return new Walk(seq, hash, false);
        }

        /// A copy may begin in the middle: its first row is believed, unless it is the first of all.
        static Walk anywhere() {
            return new Walk(0, START, true);
        }

        /// What is wrong with the next row; empty when it follows.
        Optional<String> step(long next, byte[] itsHash, String line) {
            boolean believed = anywhere && next != 1;
            anywhere = false;
            if (!believed && next != seq + 1) {
                return Optional.of("After row %d comes row %d: what was between them is gone.".formatted(seq, next));
            }
            if (!believed && !Arrays.equals(AuditChain.hash(reached, line), itsHash)) {
                return Optional.of("Row %d is not what was written: its hash does not fit.".formatted(next));
            }
            seq = next;
            reached = itsHash;
            return Optional.empty();
        }

        long seq() {
            return seq;
        }

        byte[] reached() {
            return reached;
        }
    }
}
