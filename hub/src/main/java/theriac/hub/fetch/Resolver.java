package theriac.hub.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Names to addresses. A fetch asks once per host and connects to what it was told then: a name that leads elsewhere a
/// moment later leads nobody astray.
public interface Resolver {

    /// All addresses of a name, or the one that is written there.
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// The machine's own resolver.
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }

    /// Of a hub that has nothing to do with other machines: it knows none, and asks no name server for them.
    static Resolver thisMachine() {
        return host -> {
            if (host.equals("localhost")) {
                return List.of(InetAddress.getLoopbackAddress());
            }
            var address = literal(host);
            if (address.isEmpty() || !address.get().isLoopbackAddress()) {
                throw new OffLimits(
                        "This hub is a playground and has nothing to do with other machines, so it does not ask %s."
                                .formatted(Shown.clean(host, List.of())));
            }
            return List.of(address.get());
        };
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /// That somebody is not to be asked, with a sentence.
    final class OffLimits extends UnknownHostException {

        private static final long serialVersionUID = 1;

        private final String sentence;

        OffLimits(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
