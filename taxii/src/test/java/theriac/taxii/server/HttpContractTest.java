package theriac.taxii.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import theriac.taxii.contract.HttpCalls;
import theriac.taxii.contract.Reply;
import theriac.taxii.contract.TaxiiBench;
import theriac.taxii.contract.TaxiiServerContract;

/// The contract over real HTTP, through the loopback adapter.
class HttpContractTest extends TaxiiServerContract {

    @Override
    protected TaxiiBench open() {
        return new HttpBench();
    }

    private static final class HttpBench extends MemoryBench {

        private final TaxiiHttp http;
        private final HttpCalls calls;

        HttpBench() {
            try {
                Map<String, String> tokens = Map.of("token-member", "member", "token-other", "other");
                http = TaxiiHttp.start(server, Credentials.tokens(tokens, InMemoryCollections.ANONYMOUS), 0);
                calls = new HttpCalls(http.base());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public Reply send(
                Who who, String method, String target, Map<String, String> headers, byte[] body, Length length) {
            Optional<String> authorization =
                    who == Who.NOBODY ? Optional.empty() : Optional.of("Bearer token-" + CALLERS.get(who));
            return calls.send(authorization, method, target, headers, body, length);
        }

        @Override
        public void close() {
            calls.close();
            http.close();
        }
    }
}
