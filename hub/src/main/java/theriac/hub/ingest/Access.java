package theriac.hub.ingest;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.store.Source;
import theriac.stix.net.IpNetwork;

/// What a source's settings say about reaching it: `url`, the address; `credential`, the name of a secret
/// in the vault; `allow`, networks that are fine although they are not public. Immutable.
public final class Access {

    private static final List<IpNetwork> LOOPBACK = Stream.of("127.0.0.0/8", "::1")
            .map(IpNetwork::parse)
            .map(Optional::orElseThrow)
            .toList();

    private static final Set<String> PLAIN = Set.of("http", "imap");

    private final Keys keys;
    private final FetchLimits limits;

    /// Where secrets are kept.
    public interface Keys {
        /// The credential of that name for a fetch from this host; empty when there is none.
        Optional<Credential> open(String name, String host);
    }

    public Access(Keys keys, FetchLimits limits) {
        this.keys = keys;
        this.limits = limits;
    }

    /// The question for a source's own address.
    ///
    /// @throws Problem when the source's settings are not usable
    FetchRequest request(Source source) {
        var address = address(source);
        return FetchRequest.of(address, rules(source), limits).with(credential(source, address));
    }

    /// @throws Problem when there is none that can be used
    URI address(Source source, String... schemes) {
        var text = source.settings()
                .text("url")
                .orElseThrow(() ->
                        Problem.badRequest("The source \"%s\" has no address: set \"url\".".formatted(source.name())));
        return address(text, schemes);
    }

    /// Reads an address from settings.
    ///
    /// @param schemes that it may have; none: https and http
    /// @throws Problem with a sentence
    static URI address(String text, String... schemes) {
        var wanted = schemes.length == 0 ? List.of("https", "http") : List.of(schemes);
        try {
            var address = URI.create(text.strip());
            var scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null && wanted.contains(scheme)) {
                return address;
            }
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest("This is no address: %s".formatted(unreadable.getMessage()));
        }
        throw Problem.badRequest(
                "An address begins with %s:// and names a host.".formatted(String.join(":// or ", wanted)));
    }

    /// @throws Problem when a network in the settings cannot be read
    static AddressRules rules(Source source) {
        var networks = source.settings().array("allow").stream()
                .flatMap(array -> array.texts().stream())
                .toList();
        return rules(networks);
    }

    static AddressRules rules(List<String> networks) {
        try {
            return AddressRules.allowing(networks);
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest(String.valueOf(unreadable.getMessage()));
        }
    }

    Credential credential(Source source, URI address) {
        var name = source.settings().text("credential").filter(text -> !text.isEmpty());
        return name.isEmpty()
                ? Credential.none()
                : credential(name.get(), address, "the source \"%s\"".formatted(source.name()));
    }

    /// The question for an address that is no source yet, answered within a minute.
    ///
    /// @param credential the name of a secret in the vault; "": none
    /// @param allow networks that are fine although they are not public
    /// @throws Problem when the address or a network cannot be read, or the vault keeps no such secret for
    /// its host
    FetchRequest sample(String url, String credential, List<String> allow) {
        var address = address(url);
        var patience = limits.withTimes(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(1));
        return FetchRequest.of(address, rules(allow), patience)
                .with(
                        credential.isBlank()
                                ? Credential.none()
                                : credential(credential, address, "the file at %s".formatted(url)));
    }

    /// @param whose as it is shown: `the source "Partner"`
    Credential credential(String name, URI address, String whose) {
        if (PLAIN.contains(address.getScheme()) && !isHere(address.getHost())) {
            throw Problem.badRequest("Over plain %1$s, anyone on the way could read the credential of %2$s: use %1$ss."
                    .formatted(address.getScheme(), whose));
        }
        var credential = keys.open(name, address.getHost())
                .orElseThrow(() -> Problem.conflict("The vault keeps no credential \"%s\" for %s, which %s needs."
                        .formatted(name, address.getHost(), whose)));
        if (credential instanceof Credential.Certificate && !"https".equals(address.getScheme())) {
            throw Problem.badRequest(
                    "A client certificate is shown over https only, and %s is reached over %s: use another credential."
                            .formatted(whose, address.getScheme()));
        }
        return credential;
    }

    /// This machine by its address: a name such as `127.0.0.1.somewhere.example` is somewhere else.
    private static boolean isHere(String host) {
        return host.equals("localhost")
                || IpNetwork.parse(host.replace("[", "").replace("]", ""))
                        .filter(address -> LOOPBACK.stream().anyMatch(network -> network.contains(address)))
                        .isPresent();
    }

    FetchLimits limits() {
        return limits;
    }
}
