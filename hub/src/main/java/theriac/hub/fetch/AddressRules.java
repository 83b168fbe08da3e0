package theriac.hub.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.stix.net.IpNetwork;

/// Where the hub may connect to on someone's behalf: the public Internet, and the networks that a source was allowed by
/// name. Immutable.
///
/// An address that carries another one (IPv4-mapped and -compatible, NAT64, 6to4, Teredo) is judged by what it
/// carries as well, so that no notation reaches what another may not.
///
/// @param allowed networks that are fine although they are not public
public record AddressRules(List<IpNetwork> allowed) {

    private static final Map<String, List<IpNetwork>> REFUSED = Map.of(
            "this machine", networks("127.0.0.0/8", "::1/128", "0.0.0.0/8", "::/128"),
            "a private network",
                    networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10"),
            "a link-local network, where clouds keep their metadata", networks("169.254.0.0/16", "fe80::/10"),
            "many machines at once", networks("224.0.0.0/4", "ff00::/8", "255.255.255.255/32"),
            "a network for special use",
                    networks(
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "240.0.0.0/4",
                            "64:ff9b:1::/48",
                            "100::/64",
                            "2001:2::/48",
                            "2001:10::/28",
                            "2001:db8::/32",
                            "3fff::/20",
                            "5f00::/16"));

    private static final IpNetwork COMPATIBLE = network("::/96");
    private static final IpNetwork NAT64 = network("64:ff9b::/96");
    private static final IpNetwork SIX_TO_FOUR = network("2002::/16");
    private static final IpNetwork TEREDO = network("2001::/32");

    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    /// The public Internet and nothing else.
    public static AddressRules publicOnly() {
        return new AddressRules(List.of());
    }

    /// Reads the networks that a source was allowed, as `10.1.2.0/24`, `127.0.0.1` or `fd00::/8`.
    ///
    /// @throws IllegalArgumentException with a sentence, when one is no network
    public static AddressRules allowing(List<String> networks) {
        return new AddressRules(networks.stream()
                .map(text -> IpNetwork.parse(text.strip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "\"%s\" is no network: write 10.1.2.0/24, 127.0.0.1 or fd00::/8.".formatted(text))))
                .toList());
    }

    /// Why the hub does not connect there; empty when it may.
    public Optional<String> refusal(InetAddress address) {
        return refusal(new IpNetwork(address.getAddress(), address.getAddress().length * 8));
    }

    private Optional<String> refusal(IpNetwork address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return Optional.empty();
        }
        for (var kind : REFUSED.entrySet()) {
            if (kind.getValue().stream().anyMatch(network -> network.contains(address))) {
                return Optional.of("it is " + kind.getKey());
            }
        }
        return carried(address).flatMap(this::refusal);
    }

    /// The IPv4 address inside an IPv6 address.
    private static Optional<IpNetwork> carried(IpNetwork address) {
        byte[] bytes = address.bytes();
        if (isMapped(bytes)) {
            return Optional.of(version4(bytes, 12, 0));
        }
        if (COMPATIBLE.contains(address) || NAT64.contains(address)) {
            return Optional.of(version4(bytes, 12, 0));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return Optional.of(version4(bytes, 2, 0));
        }
        // RFC 4380: the client's address is stored with all bits turned over.
        return TEREDO.contains(address) ? Optional.of(version4(bytes, 12, 0xFF)) : Optional.empty();
    }

    /// `::ffff:0:0/96`. The language's own addresses come unmapped; this is for those that do not.
    private static boolean isMapped(byte[] bytes) {
        return bytes.length == 16
                && Arrays.equals(bytes, 0, 10, new byte[10], 0, 10)
                && bytes[10] == (byte) 0xFF
                && bytes[11] == (byte) 0xFF;
    }

    private static IpNetwork version4(byte[] bytes, int from, int mask) {
        byte[] four = new byte[4];
        for (int i = 0; i < four.length; i++) {
            four[i] = (byte) (bytes[from + i] ^ mask);
        }
        return new IpNetwork(four, 32);
    }

    private static List<IpNetwork> networks(String... texts) {
        return List.of(texts).stream().map(AddressRules::network).toList();
    }

    private static IpNetwork network(String text) {
        return IpNetwork.parse(text).orElseThrow(() -> new IllegalStateException(text));
    }
}
