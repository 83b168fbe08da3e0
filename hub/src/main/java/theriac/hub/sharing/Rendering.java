package theriac.hub.sharing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import theriac.hub.core.Sha256;

/// A file as it is served.
///
/// @param bytes UTF-8; empty when nothing is to be blocked
/// @param zipped the same as gzip
/// @param etag changes exactly when the bytes do
/// @param head position of the ledger up to which it is known to be true
/// @param news position up to which something that is about it was looked at; what came later is of no concern to it
/// @param at when these bytes were made first
/// @param checked when it was last found to be what is wanted
/// @param until when it ends by itself, because a value does; [Instant#MAX]: never
/// @param held it is the last good state; a newer one is held back or could not be made
/// @param members which values are in it, when its lines do not tell by themselves
@SuppressWarnings("ArrayRecordComponent")
public record Rendering(
        byte[] bytes,
        byte[] zipped,
        String etag,
        long head,
        long news,
        Instant at,
        Instant checked,
        Instant until,
        boolean held,
        Members members) {

    public static Rendering of(byte[] bytes, long head, Instant at, Instant until) {
        return new Rendering(bytes, zip(bytes), etag(bytes), head, head, at, at, until, false, Members.NONE);
    }

    /// The last good state.
    ///
    /// @param until when it is time to look again
    static Rendering lastGood(byte[] bytes, long head, Instant at, Instant until) {
        return new Rendering(bytes, zip(bytes), etag(bytes), head, head, at, at, until, true, Members.NONE);
    }

    static byte[] unzip(byte[] zipped) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return gzip.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("A kept file cannot be unpacked.", broken);
        }
    }

    Rendering of(Members values) {
        return new Rendering(bytes, zipped, etag, head, news, at, checked, until, held, values);
    }

    /// Nothing that is about it has happened.
    public Rendering stillTrueAt(long newHead, Instant now) {
        return new Rendering(bytes, zipped, etag, newHead, news, at, now, until, held, members);
    }

    /// Something has happened, and it says the same.
    Rendering sameAt(long newHead, Instant now, Instant newUntil) {
        return new Rendering(bytes, zipped, etag, newHead, newHead, at, now, newUntil, held, members);
    }

    /// What it costs in memory.
    long size() {
        return bytes.length + (long) zipped.length + members.size();
    }

    /// As fast as possible: a list is made again often, and sent more often than it is made.
    private static byte[] zip(byte[] bytes) {
        var out = new ByteArrayOutputStream(Math.max(64, bytes.length / 3));
        try (var gzip = new FastGzip(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(1);
        }
    }

    /// The tag of bytes, with its quotation marks.
    public static String etag(byte[] bytes) {
        return "\"" + Sha256.hex(bytes).substring(0, 32) + "\"";
    }
}
