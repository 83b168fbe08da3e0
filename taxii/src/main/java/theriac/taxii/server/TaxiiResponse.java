package theriac.taxii.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/// One answer: status, headers, and a body that writes itself. Objects are written byte for byte as the port gave them.
public record TaxiiResponse(int status, Fields headers, Body body) {

    /// Something to send. Safe to write more than once.
    public interface Body {

        /// Octets that [#writeTo] will write; empty when that is not known before (a compressed body).
        OptionalLong length();

        /// Does not close the stream.
        void writeTo(OutputStream out) throws IOException;
    }

    private static final Body NOTHING = of(new byte[0]);

    /// A body of no octets.
    public static Body nothing() {
        return NOTHING;
    }

    /// A body that is already there.
    public static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    /// The whole body in memory, for tests and small answers.
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed.", impossible);
        }
        return out.toByteArray();
    }
}
