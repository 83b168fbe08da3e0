package theriac.hub.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/// Writes rows in PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, Binary Format): the cheapest
/// way into a table, because the server parses nothing. Fields are written in the order of the columns; each
/// row begins with [#begin].
public final class CopyRow {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int CHUNK = 1 << 16;

    /// PostgreSQL counts from 2000-01-01.
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final int TEXT_OID = 25;

    private final CopyIn copy;
    private final int columns;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK);
    private int fields;

    CopyRow(CopyIn copy, int columns) {
        this.copy = copy;
        this.columns = columns;
        this.fields = columns;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /// Begins a row.
    public CopyRow begin() throws SQLException {
        complete();
        if (buffer.position() >= CHUNK) {
            flush();
        }
        room(2).putShort((short) columns);
        fields = 0;
        return this;
    }

    /// A `bigint`.
    public CopyRow int8(long value) {
        field(8).putLong(value);
        return this;
    }

    /// A `bigint` or null.
    public CopyRow int8(@Nullable Long value) {
        return value == null ? absent() : int8(value.longValue());
    }

    /// An `int`.
    public CopyRow int4(int value) {
        field(4).putInt(value);
        return this;
    }

    /// A `smallint`.
    public CopyRow int2(int value) {
        field(2).putShort((short) value);
        return this;
    }

    /// A `smallint`, or null for a negative number.
    public CopyRow int2OrAbsent(int value) {
        return value < 0 ? absent() : int2(value);
    }

    public CopyRow bool(boolean value) {
        field(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /// A `text`. NUL is the caller's to keep out: the server refuses it.
    public CopyRow text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /// A `bytea`, or the UTF-8 of a `text`.
    public CopyRow bytes(byte[] value) {
        field(value.length).put(value);
        return this;
    }

    /// A `text[]`; null when there are none.
    public CopyRow texts(List<String> values) {
        if (values.isEmpty()) {
            return absent();
        }
        var encoded =
                values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
        int length = encoded.stream().mapToInt(bytes -> 4 + bytes.length).sum();
        // One dimension, no nulls, elements of type text, counted from 1.
        var field = field(20 + length)
                .putInt(1)
                .putInt(0)
                .putInt(TEXT_OID)
                .putInt(values.size())
                .putInt(1);
        encoded.forEach(bytes -> field.putInt(bytes.length).put(bytes));
        return this;
    }

    /// A `timestamptz` or null.
    ///
    /// @param micros since 1970
    public CopyRow moment(@Nullable Long micros) {
        return micros == null ? absent() : int8(micros - EPOCH_MICROS);
    }

    /// Null.
    public CopyRow absent() {
        fields++;
        room(4).putInt(-1);
        return this;
    }

    void finish() throws SQLException {
        complete();
        room(2).putShort((short) -1);
        flush();
    }

    private ByteBuffer field(int length) {
        fields++;
        return room(4 + length).putInt(length);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            var larger = ByteBuffer.allocate(Math.addExact(buffer.capacity(), Math.max(bytes, buffer.capacity())));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    private void complete() {
        if (fields != columns) {
            throw new IllegalStateException("A row of " + columns + " columns has " + fields + " fields.");
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer = buffer.capacity() > 4 * CHUNK ? ByteBuffer.allocate(2 * CHUNK) : buffer.clear();
    }

    /// Writes one row.
    ///
    /// @param <T> what a row is made of
    @FunctionalInterface
    public interface Writer<T> {
        void write(CopyRow row, T from) throws SQLException, IOException;
    }
}
