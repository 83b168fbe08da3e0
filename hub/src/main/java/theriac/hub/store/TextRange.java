package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import theriac.stix.net.IpNetwork;

/// A range of the value index's text order.
///
/// @param low first text that is in it
/// @param high first text that is no longer in it
record TextRange(String low, String high) {

    /// Behind every text that begins with the prefix: no value holds this character.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /// Where reading begins: at the range's own beginning, or after a place inside it.
    ValuePlace start(ValuePlace after) {
        return compare(after.value(), low) < 0 ? new ValuePlace(low, "", 0) : after;
    }

    /// Whether something may follow a place.
    boolean endsAfter(ValuePlace place) {
        return compare(high, place.value()) > 0;
    }

    /// As PostgreSQL compares in the collation "C": by bytes, which differs from Java beyond the basic plane.
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static TextRange prefix(String prefix) {
        return new TextRange(prefix, prefix + LAST);
    }

    /// The ranges in which the texts of all addresses of a network lie, at most 128; other texts may lie there
    /// too. Whole octets or groups of the address are a prefix of its text, so the index on texts answers
    /// without one on addresses.
    ///
    /// @param network /8 or narrower for IPv4, /16 or narrower for IPv6
    static List<TextRange> of(IpNetwork network) {
        return network.version4() ? ofVersion4(network) : List.of(prefix(leadingGroups(network)));
    }

    private static List<TextRange> ofVersion4(IpNetwork network) {
        var bytes = network.bytes();
        int whole = Math.min(network.prefix() / 8, 3);
        var prefix = new StringBuilder();
        for (int i = 0; i < whole; i++) {
            prefix.append(bytes[i] & 0xff).append('.');
        }
        int rest = network.prefix() - 8 * whole;
        if (whole == 3 || rest == 0) {
            return List.of(prefix(prefix.toString()));
        }
        var ranges = new ArrayList<TextRange>();
        int first = bytes[whole] & 0xff & -(1 << (8 - rest));
        for (int octet = first; octet < first + (1 << (8 - rest)); octet++) {
            ranges.add(prefix(prefix.toString() + octet + '.'));
        }
        return ranges;
    }

    /// Whole groups before the first zero, which might be one that `::` swallows, and before the last, which
    /// no colon follows.
    private static String leadingGroups(IpNetwork network) {
        var prefix = new StringBuilder();
        for (int group = 0; group < Math.min(network.prefix() / 16, 7); group++) {
            int value = (network.bytes()[2 * group] & 0xff) << 8 | (network.bytes()[2 * group + 1] & 0xff);
            if (value == 0) {
                break;
            }
            prefix.append(Integer.toHexString(value)).append(':');
        }
        return prefix.toString();
    }
}
