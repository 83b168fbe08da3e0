package theriac.hub.assets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Words;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// How things are written: one form each, so that the same thing stands once. Pure.
final class AssetForm {

    static final int LONGEST = 300;

    /// A shorter name stands in nearly every text.
    private static final int SHORTEST_NAME = 3;

    private static final int CPE_PARTS = 11;

    /// Not a maker or product: any, none.
    private static final Set<String> NO_WORD = Set.of("", "*", "-");

    private AssetForm() {}

    /// A thing, or why it is none, in English and Dutch.
    sealed interface Read {
        record Good(AssetKind kind, String value) implements Read {}

        record Bad(String english, String dutch) implements Read {}
    }

    static Read of(AssetKind kind, String written) {
        var text = written.strip();
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> Character.isISOControl(c))) {
            return new Read.Bad(
                    "A thing is written with 1 to %d plain characters.".formatted(LONGEST),
                    "Een gegeven heeft 1 tot %d gewone tekens.".formatted(LONGEST));
        }
        return switch (kind) {
            case CPE -> cpe(text);
            case DOMAIN -> domain(text);
            case NETWORK -> network(text);
            case PRODUCT, DEVICE, BRAND -> name(kind, text);
        };
    }

    private static Read domain(String text) {
        var name = text.startsWith("*.") ? text.substring(2) : text;
        return Values.normalize(ValueKind.DOMAIN, name)
                .<Read>map(value -> new Read.Good(AssetKind.DOMAIN, value.text()))
                .orElseGet(() -> new Read.Bad(
                        "This is no domain name such as hospital.example.",
                        "Dit is geen domeinnaam zoals ziekenhuis.example."));
    }

    private static Read network(String text) {
        var network = IpNetwork.parse(text);
        if (network.isEmpty()) {
            return new Read.Bad(
                    "This is no address and no network such as 192.0.2.0/24 or 2001:db8::/32.",
                    "Dit is geen adres of netwerk zoals 192.0.2.0/24 of 2001:db8::/32.");
        }
        if (network.get().prefix() < (network.get().version4() ? 8 : 16)) {
            return new Read.Bad(
                    "This network is larger than /8 (IPv4) or /16 (IPv6): nobody has that.",
                    "Dit netwerk is groter dan /8 (IPv4) of /16 (IPv6): dat heeft niemand.");
        }
        return new Read.Good(AssetKind.NETWORK, network.get().text());
    }

    private static Read name(AssetKind kind, String text) {
        var words = Words.split(text);
        if (words.stream().mapToInt(String::length).sum() < SHORTEST_NAME) {
            return new Read.Bad(
                    "A name has at least %d letters or digits: less stands in every text.".formatted(SHORTEST_NAME),
                    "Een naam heeft minstens %d letters of cijfers: minder staat in elke tekst."
                            .formatted(SHORTEST_NAME));
        }
        return new Read.Good(kind, String.join(" ", List.of(text.split("\\s+"))));
    }

    /// In the form of version 2.3, in small letters; parts that are not given are `*`.
    private static Read cpe(String text) {
        var parts = text.regionMatches(true, 0, "cpe:2.3:", 0, 8)
                ? split(text.substring(8))
                : text.regionMatches(true, 0, "cpe:/", 0, 5) ? ofUri(text.substring(5)) : List.<String>of();
        boolean known = parts.size() >= 3
                && parts.size() <= CPE_PARTS
                && List.of("a", "o", "h").contains(parts.getFirst());
        if (!known || NO_WORD.contains(parts.get(1)) && NO_WORD.contains(parts.get(2))) {
            return new Read.Bad(
                    "This is no CPE such as cpe:2.3:a:maker:product:1.2:*:*:*:*:*:*:* or cpe:/a:maker:product.",
                    "Dit is geen CPE zoals cpe:2.3:a:maker:product:1.2:*:*:*:*:*:*:* of cpe:/a:maker:product.");
        }
        var all = Stream.concat(parts.stream(), Stream.generate(() -> "*")).limit(CPE_PARTS);
        return new Read.Good(AssetKind.CPE, "cpe:2.3:" + String.join(":", all.toList()));
    }

    /// At colons that are not escaped (a backslash quotes the character after it, NIST IR 7695
    /// section 6.2); empty when the last backslash quotes nothing, for what is appended to that
    /// would be read otherwise.
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int start = 0;
        int i = 0;
        for (; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ':') {
                parts.add(part(text.substring(start, i)));
                start = i + 1;
            }
        }
        if (i > text.length()) {
            return List.of();
        }
        parts.add(part(text.substring(start)));
        return parts;
    }

    private static String part(String text) {
        return text.isEmpty() ? "*" : text.toLowerCase(Locale.ROOT);
    }

    /// Empty when a backslash stands in it: the URI form has none (section 6.1: it writes `%5c`).
    private static List<String> ofUri(String text) {
        if (text.contains("\\")) {
            return List.of();
        }
        return Stream.of(text.split(":", -1))
                .map(part -> part(part).replace("%2a", "*").replaceAll("%[0-9a-f]{2}", "?"))
                .limit(CPE_PARTS)
                .toList();
    }

    /// Whether two CPEs in normal form can be the same product: no part that both say differs. Only
    /// maker, product and version count.
    static boolean covers(String one, String other) {
        var a = split(one.substring("cpe:2.3:".length()));
        var b = split(other.substring("cpe:2.3:".length()));
        for (int part = 0; part <= 3; part++) {
            var x = a.get(part);
            var y = b.get(part);
            if (!x.equals(y) && !x.equals("*") && !y.equals("*")) {
                return false;
            }
        }
        return true;
    }

    /// What must stand in a text that is about a product or a name: maker and product, or the name
    /// itself. Empty: the kind is found by values.
    static List<Text> phrases(AssetKind kind, String value) {
        return switch (kind) {
            case DOMAIN, NETWORK -> List.of();
            case PRODUCT, DEVICE, BRAND -> List.of(new Text(value, false));
            case CPE -> {
                var parts = split(value.substring("cpe:2.3:".length()));
                yield Stream.of(parts.get(1), parts.get(2))
                        .filter(part -> !NO_WORD.contains(part))
                        .map(part -> part.replace('_', ' ').replace("\\", ""))
                        .filter(part -> !Words.split(part).isEmpty())
                        .distinct()
                        .map(part -> new Text(part, false))
                        .toList();
            }
        };
    }
}
