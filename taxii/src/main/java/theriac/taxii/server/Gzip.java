package theriac.taxii.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import theriac.taxii.MediaType;

/// Compresses answers for clients that ask for it (RFC 9110 §8.4).
final class Gzip {

    private static final int WORTH_IT = 1_024; // below this the header and the time cost more than the octets

    private Gzip() {}

    static TaxiiResponse apply(TaxiiRequest request, TaxiiResponse response) {
        boolean large = response.body().length().orElse(Long.MAX_VALUE) >= WORTH_IT;
        if (!large || !isWanted(request.headers().all("accept-encoding"))) {
            return response;
        }
        Fields headers = response.headers().with("content-encoding", "gzip").with("vary", "accept-encoding");
        return new TaxiiResponse(response.status(), headers, new Compressed(response.body()));
    }

    private static boolean isWanted(List<String> headers) {
        return headers.stream()
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(String::strip)
                .filter(coding -> coding.regionMatches(true, 0, "gzip", 0, 4))
                .anyMatch(coding -> MediaType.parse("coding/" + coding)
                        .filter(type -> type.name().equals("coding/gzip") && type.isWanted())
                        .isPresent());
    }

    private record Compressed(TaxiiResponse.Body plain) implements TaxiiResponse.Body {

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            GZIPOutputStream gzip = new FastGzip(out);
            plain.writeTo(gzip);
            gzip.finish();
        }
    }

    /// Level 1: STIX shrinks to an eighth already, and the server keeps up with the wire.
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 64 << 10);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
