package theriac.bench.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Invented intelligence: place N always gives the same object, so feeds of any length and their continuation can be
/// made anywhere without remembering anything. Values are under `.example`, in 10.0.0.0/8 and 2001:db8::/32.
///
/// An indicator is about 750 bytes, as in feeds of vendors: 45 % domains, 30 % addresses, 15 % URLs, 10 %
/// hashes; it names one of 40 authors (half of all come from three), one marking and two phases. One in fifty
/// is about the value of an earlier one, as feeds overlap.
public final class Invented {

    /// What relationships point at.
    public static final int MALWARE = 500;

    private static final int AUTHORS = 40;
    private static final String[] WORDS = {
        "amber", "basin", "cobalt", "delta", "ember", "fjord", "grove", "harbor", "indigo", "juniper", "kelp", "lagoon",
        "mango", "nimbus", "orchid", "pepper", "quartz", "raven", "saffron", "tundra", "umber", "violet", "willow",
        "yarrow"
    };

    private Invented() {}

    /// One object of a place, appended to a text.
    @FunctionalInterface
    public interface Maker {
        void append(StringBuilder text, long place);
    }

    /// Writes the objects of some places as one bundle.
    public static Path bundle(Path file, long first, int count, Maker maker) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("{\"type\":\"bundle\",\"id\":\"" + id("bundle", first) + "\",\"objects\":[\n");
            var text = new StringBuilder(1_000);
            for (long place = first; place < first + count; place++) {
                text.setLength(0);
                maker.append(text, place);
                out.append(text).append(place + 1 < first + count ? ",\n" : "\n");
            }
            out.write("]}\n");
        }
        return file;
    }

    /// The STIX id of a place; looks random, as ids in feeds do.
    public static String id(String type, long place) {
        long high = mixed(place * 2 + type.hashCode());
        long low = mixed(high);
        return type + "--" + new UUID(high & ~0xF000L | 0x4000L, low & ~(3L << 62) | 2L << 62);
    }

    /// An indicator.
    public static void indicator(StringBuilder text, long place) {
        long random = mixed(place);
        String seen = moment(place);
        text.append("{\"type\":\"indicator\",\"spec_version\":\"2.1\",\"id\":\"")
                .append(id("indicator", place))
                .append("\",\"created_by_ref\":\"")
                .append(id("identity", author(random)))
                .append("\",\"created\":\"")
                .append(seen)
                .append("\",\"modified\":\"")
                .append(seen)
                .append("\",\"name\":\"");
        escaped(text, value(place));
        text.append("\",\"description\":\"Seen in campaign ")
                .append(word(random >>> 8))
                .append(' ')
                .append(word(random >>> 16))
                .append(", used for the first stage.\",\"indicator_types\":[\"malicious-activity\"],\"pattern\":\"");
        pattern(text, place);
        text.append("\",\"pattern_type\":\"stix\",\"valid_from\":\"")
                .append(seen)
                .append("\",\"kill_chain_phases\":[{\"kill_chain_name\":\"lockheed-martin-cyber-kill-chain\",")
                .append("\"phase_name\":\"command-and-control\"}],\"labels\":[\"c2\",\"campaign:")
                .append(word(random >>> 8))
                .append("\"],\"confidence\":")
                .append(20 + Math.floorMod(random, 80))
                .append(",\"object_marking_refs\":[\"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb\"]}");
    }

    /// Writes one event of MISP with so many domains as its attributes.
    public static void mispEvent(Path file, int attributes) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("""
                    {"Event":{"uuid":"%s","info":"Everything at once","date":"2026-03-08","threat_level_id":"2",
                     "analysis":"2","published":true,"timestamp":"1773000100","distribution":"3",
                     "Orgc":{"uuid":"%s","name":"Partner"},"Tag":[{"name":"tlp:green"}],"Attribute":[
                    """.formatted(uuid(1), uuid(2)));
            for (int n = 0; n < attributes; n++) {
                out.write("""
                        %s{"uuid":"%s","type":"domain","category":"Network activity","to_ids":true,
                        "timestamp":"1773000000","distribution":"5","comment":"","deleted":false,"value":"e%d.example"}
                        """.formatted(n == 0 ? "" : ",", uuid(10 + n), n));
            }
            out.write("]}}");
        }
    }

    /// A warning list in MISP's form: names that no indicator has, and one in a thousand of those that the indicators
    /// of
    /// some places are about.
    ///
    /// @param names on it, about
    static byte[] warningList(int names, long first, int places) {
        var text = new StringBuilder(names * 24)
                .append(
                        "{\"name\":\"Invented\",\"version\":1,\"type\":\"hostname\",\"matching_attributes\":[\"domain\",\"hostname\",\"url\"],")
                .append("\"list\":[\"popular.example\"");
        for (int n = 1; n < names; n++) {
            text.append(",\"popular").append(Integer.toString(n, 36)).append(".example\"");
        }
        for (long place = first; place < first + places; place++) {
            if (Math.floorMod(mixed(place ^ 0x11575L), 1_000) == 0
                    && kind(place).equals("domain-name:value")) {
                text.append(",\"").append(value(place)).append('"');
            }
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String uuid(long number) {
        return new UUID(0x4000L, 0x8000000000000000L | number).toString();
    }

    /// Malware: its text holds a common word and a rare one.
    public static void malware(StringBuilder text, long place) {
        text.append("{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"")
                .append(id("malware", place))
                .append(
                        "\",\"created\":\"2026-01-01T00:00:00.000Z\",\"modified\":\"2026-01-01T00:00:00.000Z\",\"name\":\"")
                .append(word(mixed(place)))
                .append("\",\"description\":\"A loader known as variant")
                .append(place)
                .append(".\",\"is_family\":true}");
    }

    /// A relationship: the indicator of the same place indicates some malware; a few kinds of malware get most.
    public static void indicates(StringBuilder text, long place) {
        long random = mixed(~place);
        double share = (random >>> 11) * 0x1.0p-53;
        int malware = (int) (Math.pow(MALWARE, share) - 1);
        relationship(text, id("relationship", place), id("indicator", place), id("malware", malware), moment(place));
    }

    private static void relationship(StringBuilder text, String id, String from, String to, String at) {
        text.append("{\"type\":\"relationship\",\"spec_version\":\"2.1\",\"id\":\"")
                .append(id)
                .append("\",\"created\":\"")
                .append(at)
                .append("\",\"modified\":\"")
                .append(at)
                .append("\",\"relationship_type\":\"indicates\",\"source_ref\":\"")
                .append(from)
                .append("\",\"target_ref\":\"")
                .append(to)
                .append("\",\"object_marking_refs\":[\"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb\"]}");
    }

    /// What the indicator of a place is about, as people write it.
    public static String value(long place) {
        // One in fifty repeats a value that an earlier indicator has.
        long about = place > 50 && place % 50 == 0 ? place / 2 : place;
        long random = mixed(about ^ 0x5bd1e995L);
        return switch (kind(about)) {
            case "domain-name:value" -> host(random, about);
            case "ipv4-addr:value" -> "10.%d.%d.%d".formatted(random & 255, random >>> 8 & 255, random >>> 16 & 255);
            case "ipv6-addr:value" ->
                "2001:db8:%x:%x::%x".formatted(random & 65535, random >>> 16 & 65535, 1 + (about & 255));
            case "url:value" ->
                "http://" + host(random, about) + "/" + word(random >>> 40) + "/" + Long.toHexString(random) + ".php";
            default -> "%016x%016x%016x%016x".formatted(random, mixed(random), mixed(random + 1), mixed(random + 2));
        };
    }

    private static void pattern(StringBuilder text, long place) {
        long about = place > 50 && place % 50 == 0 ? place / 2 : place;
        text.append('[').append(kind(about)).append(" = '");
        escaped(text, value(place));
        text.append("']");
    }

    private static String kind(long about) {
        int share = (int) Math.floorMod(mixed(about + 17), 100L);
        if (share < 45) {
            return "domain-name:value";
        }
        if (share < 70) {
            return "ipv4-addr:value";
        }
        if (share < 75) {
            return "ipv6-addr:value";
        }
        return share < 90 ? "url:value" : "file:hashes.'SHA-256'";
    }

    private static String host(long random, long about) {
        return word(random) + "-" + word(random >>> 8) + Long.toString(about, 36) + ".example";
    }

    private static String word(long random) {
        return WORDS[(int) Math.floorMod(random & 0xFFFF, (long) WORDS.length)];
    }

    private static long author(long random) {
        return (random & 1) == 0 ? random >>> 1 & 1 : 2 + Math.floorMod(random >>> 3, AUTHORS - 2L);
    }

    private static String moment(long place) {
        return "2026-%02d-%02dT%02d:%02d:%02d.%03dZ"
                .formatted(
                        1 + place / 600_000 % 9,
                        1 + place / 20_000 % 28,
                        place / 3_600 % 24,
                        place / 60 % 60,
                        place % 60,
                        place % 1_000);
    }

    private static void escaped(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
    }

    /// SplitMix64.
    static long mixed(long seed) {
        long z = (seed + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
