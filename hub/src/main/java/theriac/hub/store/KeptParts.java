package theriac.hub.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;

/// Reads back what [KeptInput] kept, one part in memory at a time.
final class KeptParts implements Enumeration<InputStream> {

    private final IntFunction<Optional<byte[]>> load;
    private int part;
    private Optional<byte[]> next;

    KeptParts(IntFunction<Optional<byte[]>> load) {
        this.load = load;
        this.next = load.apply(0);
    }

    InputStream unzipped() {
        if (next.isEmpty()) {
            return InputStream.nullInputStream();
        }
        try {
            return new GZIPInputStream(new SequenceInputStream(this));
        } catch (IOException broken) {
            throw new UncheckedIOException("The kept bytes of this delivery cannot be read.", broken);
        }
    }

    @Override
    public boolean hasMoreElements() {
        return next.isPresent();
    }

    @Override
    public InputStream nextElement() {
        var bytes = next.orElseThrow(NoSuchElementException::new);
        next = load.apply(++part);
        return new ByteArrayInputStream(bytes);
    }
}
