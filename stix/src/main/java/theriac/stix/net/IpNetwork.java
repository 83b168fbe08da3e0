package theriac.stix.net;

import java.util.Arrays;
import java.util.Optional;

/// An IPv4 or IPv6 address or network, read without any look-up.
///
/// @param bytes  4 or 16 octets, host bits as written
/// @param prefix 0–32 or 0–128
public record IpNetwork(byte[] bytes, int prefix) {

    private static final int GROUPS = 8;

    /// Reads `198.51.100.7`, `198.51.100.0/24`, `2001:db8::1`, `2001:db8::/32`, with an optional zone
    /// (`%eth0`), which is dropped. Octets with leading zeros are refused: readers disagree whether they are
    /// octal.
    public static Optional<IpNetwork> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int zone = address.indexOf('%');
        if (zone > 0) {
            address = address.substring(0, zone);
        }
        byte[] bytes = address.indexOf(':') >= 0 ? version6(address) : version4(address, 0);
        int prefix = slash < 0 ? bytes.length * 8 : prefix(text.substring(slash + 1));
        if (bytes.length == 0 || prefix < 0 || prefix > bytes.length * 8) {
            return Optional.empty();
        }
        return Optional.of(unmapped(new IpNetwork(bytes, prefix)));
    }

    /// An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is the IPv4 address.
    private static IpNetwork unmapped(IpNetwork network) {
        if (network.bytes.length != 16 || network.prefix < 96) {
            return network;
        }
        for (int i = 0; i < 12; i++) {
            if (network.bytes[i] != (i < 10 ? 0 : (byte) 0xff)) {
                return network;
            }
        }
        return new IpNetwork(Arrays.copyOfRange(network.bytes, 12, 16), network.prefix - 96);
    }

    /// Whether this is IPv4.
    public boolean version4() {
        return bytes.length == 4;
    }

    /// Whether it is one address.
    public boolean single() {
        return prefix == bytes.length * 8;
    }

    /// Whether every address of the other lies in this network. Different versions never contain each other.
    public boolean contains(IpNetwork other) {
        if (bytes.length != other.bytes.length || other.prefix < prefix) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        return rest == 0 || ((bytes[whole] ^ other.bytes[whole]) & 0xff) >>> (8 - rest) == 0;
    }

    /// The normal form as text: RFC 5952 for IPv6, without host bits, with the prefix length unless it is one address.
    public String text() {
        byte[] network = bytes.clone();
        for (int bit = prefix; bit < network.length * 8; bit++) {
            network[bit / 8] &= (byte) ~(0x80 >>> (bit % 8));
        }
        String address = version4() ? text4(network) : text6(network);
        return single() ? address : address + "/" + prefix;
    }

    /// Addresses that never lead to an attacker: unspecified, private, loopback, link-local, shared, multicast,
    /// broadcast. Documentation ranges are not among them: samples and exercises use them.
    public boolean internal() {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (!version4()) {
            boolean global = (first & 0xe0) == 0x20;
            return !global;
        }
        return first == 0
                || first == 10
                || first == 127
                || first >= 224
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 169 && second == 254)
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork(byte[] otherBytes, int otherPrefix)
                && prefix == otherPrefix
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + prefix;
    }

    @Override
    public String toString() {
        return text();
    }

    private static int prefix(String text) {
        boolean digits =
                text.length() >= 1 && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && (text.length() == 1 || text.charAt(0) != '0') ? Integer.parseInt(text) : -1;
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c <= 'f');
    }

    private static byte[] version4(String text, int from) {
        var bytes = new byte[4];
        int octet = 0;
        int value = -1;
        int start = from;
        for (int i = from; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
                if (value < 0 || value > 255 || leadingZero || octet > 3) {
                    return new byte[0];
                }
                bytes[octet++] = (byte) value;
                value = -1;
                start = i + 1;
            } else if (c >= '0' && c <= '9' && i - start < 3) {
                value = Math.max(value, 0) * 10 + c - '0';
            } else {
                return new byte[0];
            }
        }
        return octet == 4 ? bytes : new byte[0];
    }

    private static byte[] version6(String text) {
        var groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int i = 0;
        if (text.startsWith("::")) {
            gap = 0;
            i = 2;
        } else if (text.startsWith(":")) {
            return new byte[0];
        }
        while (i < text.length()) {
            int end = text.indexOf(':', i);
            boolean last = end < 0;
            String group = text.substring(i, last ? text.length() : end);
            if (last && group.indexOf('.') >= 0) {
                byte[] tail = version4(group, 0);
                if (tail.length == 0 || count > GROUPS - 2) {
                    return new byte[0];
                }
                groups[count++] = (tail[0] & 0xff) << 8 | (tail[1] & 0xff);
                groups[count++] = (tail[2] & 0xff) << 8 | (tail[3] & 0xff);
                break;
            }
            if (group.isEmpty()) {
                if (gap >= 0) {
                    return new byte[0];
                }
                gap = count;
            } else if (group.length() > 4 || !isHex(group) || count == GROUPS) {
                return new byte[0];
            } else {
                groups[count++] = Integer.parseInt(group, 16);
            }
            if (last) {
                break;
            }
            i = end + 1;
            if (i == text.length() && gap != count) {
                return new byte[0];
            }
        }
        return bytes6(groups, count, gap);
    }

    private static byte[] bytes6(int[] groups, int count, int gap) {
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return new byte[0];
        }
        var bytes = new byte[16];
        for (int g = 0; g < count; g++) {
            int place = gap >= 0 && g >= gap ? GROUPS - count + g : g;
            bytes[2 * place] = (byte) (groups[g] >>> 8);
            bytes[2 * place + 1] = (byte) groups[g];
        }
        return bytes;
    }

    private static String text4(byte[] bytes) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    /// RFC 5952: lower case, the first longest run of two zero groups or more becomes `::`.
    private static String text6(byte[] bytes) {
        int bestStart = -1;
        int bestLength = 1;
        int run = 0;
        for (int g = 0; g < GROUPS; g++) {
            run = group(bytes, g) == 0 ? run + 1 : 0;
            if (run > bestLength) {
                bestLength = run;
                bestStart = g - run + 1;
            }
        }
        var out = new StringBuilder(39);
        for (int g = 0; g < GROUPS; g++) {
            if (g == bestStart) {
                out.append("::");
                g += bestLength - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(group(bytes, g)));
        }
        return out.toString();
    }

    private static int group(byte[] bytes, int g) {
        return (bytes[2 * g] & 0xff) << 8 | (bytes[2 * g + 1] & 0xff);
    }
}
