package theriac.detect;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/// Reads and writes segments: `docs/adr/007-indicator-set-format.md`. Big-endian; every array with its length;
/// a CRC-32C over everything before it ends the file.
final class SegmentFile {

    private static final int BASE = 0x54485242; // "THRB"
    private static final int OVERLAY = 0x5448524f; // "THRO"
    private static final int VERSION = 1;
    private static final int CHUNK = 1 << 16;
    private static final int MOST = 1 << 28; // no array of a set that fits its memory is longer

    private SegmentFile() {}

    static void writeBase(Segment segment, OutputStream out) throws IOException {
        Out file = new Out(out, BASE);
        file.segment(segment);
        file.end();
    }

    static void writeOverlay(IndicatorSet set, OutputStream out) throws IOException {
        Out file = new Out(out, OVERLAY);
        file.data.writeLong(fingerprint(set.base()));
        file.longs(set.masked().toLongArray());
        file.segment(set.overlay());
        file.end();
    }

    static IndicatorSet read(InputStream baseFile, @Nullable InputStream overlayFile)
            throws IOException, DamagedSetException {
        try {
            In in = new In(baseFile, BASE, "base");
            Segment base = in.segment();
            in.end();
            if (overlayFile == null) {
                return new IndicatorSet(base, new BitSet(), Segment.empty());
            }
            In changes = new In(overlayFile, OVERLAY, "overlay");
            if (changes.data.readLong() != fingerprint(base)) {
                throw new DamagedSetException("The overlay of the indicator set belongs to another base.");
            }
            BitSet masked = BitSet.valueOf(changes.longs());
            Segment overlay = changes.segment();
            changes.end();
            return new IndicatorSet(base, masked, overlay);
        } catch (EOFException cut) {
            throw new DamagedSetException("A file of the indicator set is cut short.");
        }
    }

    /// What tells one base from another: its ids and versions.
    private static long fingerprint(Segment base) {
        CRC32C crc = new CRC32C();
        ByteBuffer id = ByteBuffer.allocate(16);
        for (int i = 0; i < base.indicators(); i++) {
            crc.update(id.clear()
                    .putLong(base.idHigh()[i])
                    .putLong(base.idLow()[i])
                    .flip());
        }
        crc.update(base.versions().bytes());
        return crc.getValue() | (long) base.indicators() << 32;
    }

    private static final class Out {
        private final CheckedOutputStream checked;
        private final DataOutputStream data;

        Out(OutputStream out, int magic) throws IOException {
            checked = new CheckedOutputStream(out, new CRC32C());
            data = new DataOutputStream(checked);
            data.writeInt(magic);
            data.writeInt(VERSION);
        }

        void segment(Segment s) throws IOException {
            longs(s.idHigh());
            longs(s.idLow());
            pool(s.versions());
            longs(s.from());
            longs(s.until());
            pool(s.values());
            bytes(s.kinds());
            ints(s.owners());
            ints(s.next());
            ints(s.slots());
        }

        private void pool(Pool pool) throws IOException {
            bytes(pool.bytes());
            ints(pool.ends());
        }

        private void bytes(byte[] array) throws IOException {
            data.writeInt(array.length);
            data.write(array);
        }

        private void longs(long[] array) throws IOException {
            data.writeInt(array.length);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (int at = 0; at < array.length; at += CHUNK / 8) {
                int count = Math.min(CHUNK / 8, array.length - at);
                chunk.clear().asLongBuffer().put(array, at, count);
                data.write(chunk.array(), 0, count * 8);
            }
        }

        private void ints(int[] array) throws IOException {
            data.writeInt(array.length);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (int at = 0; at < array.length; at += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, array.length - at);
                chunk.clear().asIntBuffer().put(array, at, count);
                data.write(chunk.array(), 0, count * 4);
            }
        }

        void end() throws IOException {
            data.writeLong(checked.getChecksum().getValue());
            data.flush();
        }
    }

    private static final class In {
        private final CheckedInputStream checked;
        private final DataInputStream data;
        private final String name;

        In(InputStream in, int magic, String name) throws IOException, DamagedSetException {
            this.name = name;
            checked = new CheckedInputStream(in, new CRC32C());
            data = new DataInputStream(checked);
            if (data.readInt() != magic) {
                throw new DamagedSetException("The file is not the " + name + " of an indicator set.");
            }
            int version = data.readInt();
            if (version != VERSION) {
                throw new DamagedSetException("The " + name + " of the indicator set has format " + version
                        + "; this program reads format " + VERSION + ".");
            }
        }

        Segment segment() throws IOException, DamagedSetException {
            return new Segment(longs(), longs(), pool(), longs(), longs(), pool(), bytes(), ints(), ints(), ints());
        }

        private Pool pool() throws IOException, DamagedSetException {
            return new Pool(bytes(), ints());
        }

        private int length() throws IOException, DamagedSetException {
            int length = data.readInt();
            if (length < 0 || length > MOST) {
                throw new DamagedSetException("The " + name + " of the indicator set was altered.");
            }
            return length;
        }

        private byte[] bytes() throws IOException, DamagedSetException {
            int length = length();
            byte[] array = data.readNBytes(length);
            if (array.length < length) {
                throw new EOFException();
            }
            return array;
        }

        long[] longs() throws IOException, DamagedSetException {
            int length = length();
            long[] array = new long[length];
            byte[] chunk = new byte[CHUNK];
            for (int at = 0; at < length; at += CHUNK / 8) {
                int count = Math.min(CHUNK / 8, length - at);
                data.readFully(chunk, 0, count * 8);
                ByteBuffer.wrap(chunk).asLongBuffer().get(array, at, count);
            }
            return array;
        }

        private int[] ints() throws IOException, DamagedSetException {
            int length = length();
            int[] array = new int[length];
            byte[] chunk = new byte[CHUNK];
            for (int at = 0; at < length; at += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, length - at);
                data.readFully(chunk, 0, count * 4);
                ByteBuffer.wrap(chunk).asIntBuffer().get(array, at, count);
            }
            return array;
        }

        /// Only a file whose checksum is right is used.
        void end() throws IOException, DamagedSetException {
            long computed = checked.getChecksum().getValue();
            if (data.readLong() != computed) {
                throw new DamagedSetException(
                        "The " + name + " of the indicator set was altered: its checksum is wrong.");
            }
        }
    }
}
