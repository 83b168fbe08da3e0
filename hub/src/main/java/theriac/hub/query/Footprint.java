package theriac.hub.query;

import java.util.List;
import java.util.Optional;
import theriac.hub.query.Query.Text;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// What an organisation has, in the form in which objects can be compared with it. Immutable.
///
/// @param domains in normal form: the name itself, names below it, and mail addresses at either
/// @param networks /8 or narrower (IPv4), /16 or narrower (IPv6): addresses and networks inside
/// @param phrases of each, all texts stand in what people read
public record Footprint(List<String> domains, List<IpNetwork> networks, List<List<Text>> phrases) {

    public static final Footprint NOTHING = new Footprint(List.of(), List.of(), List.of());

    public Footprint {
        domains = List.copyOf(domains);
        networks = List.copyOf(networks);
        phrases = phrases.stream().map(List::copyOf).toList();
    }

    public boolean isEmpty() {
        return domains.isEmpty() && networks.isEmpty() && phrases.isEmpty();
    }

    /// Whether an object is about any of it.
    boolean isTouchedBy(Subject subject) {
        return subject.values().stream().anyMatch(this::has)
                || phrases.stream()
                        .anyMatch(all -> all.stream()
                                .allMatch(text -> subject.words().holds(text.words(), text.prefix(), false)));
    }

    private boolean has(NormalValue value) {
        return switch (value.kind()) {
            case DOMAIN -> domains.stream().anyMatch(domain -> below(value.text(), domain));
            case EMAIL ->
                domains.stream()
                        .anyMatch(domain ->
                                below(value.text().substring(value.text().lastIndexOf('@') + 1), domain));
            case IPV4, IPV6, CIDR -> {
                Optional<IpNetwork> network = IpNetwork.parse(value.text());
                yield network.isPresent() && networks.stream().anyMatch(own -> own.contains(network.get()));
            }
            default -> false;
        };
    }

    private static boolean below(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
    }

    /// The kinds of values that it can be touched by.
    public static List<ValueKind> addresses() {
        return List.of(ValueKind.IPV4, ValueKind.IPV6, ValueKind.CIDR);
    }
}
