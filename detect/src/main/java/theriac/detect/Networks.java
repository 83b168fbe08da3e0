package theriac.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The networks of a set. A look-up masks the address with every prefix length in use (at most 33 and 129), so that
/// overlapping networks are all found. Immutable after building; safe between threads.
final class Networks {

    /// A network: family, address and prefix length.
    record Network(boolean v6, long high, long low, int prefix) {

        static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0 || text.length() - slash > 4 || text.length() - slash < 2) {
                return Optional.empty();
            }
            int prefix = 0;
            for (int i = slash + 1; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return Optional.empty();
                }
                prefix = prefix * 10 + text.charAt(i) - '0';
            }
            String address = text.substring(0, slash);
            long v4 = Addresses.ipv4(address);
            if (v4 != Addresses.NONE) {
                return prefix > 32 ? Optional.empty() : Optional.of(ofV4((int) v4, prefix));
            }
            int bits = prefix;
            return Addresses.ipv6(address).filter(_ -> bits <= 128).map(a -> ofV6(a, bits));
        }

        static Network ofV4(int address, int prefix) {
            return new Network(false, 0, address & 0xffffffffL & mask32(prefix), prefix);
        }

        static Network ofV6(Addresses.V6 address, int prefix) {
            long high = prefix >= 64 ? address.high() : address.high() & mask64(prefix);
            long low = prefix <= 64 ? 0 : address.low() & mask64(prefix - 64);
            return new Network(true, high, low, prefix);
        }

        private static long mask32(int prefix) {
            return prefix == 0 ? 0 : 0xffffffffL << 32 - prefix & 0xffffffffL;
        }

        private static long mask64(int prefix) {
            return prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << 64 - prefix;
        }

        String text() {
            return (v6 ? new Addresses.V6(high, low).text() : Addresses.ipv4Text((int) low)) + "/" + prefix;
        }
    }

    private static final int BLOCKS = 1 << 16;

    private final Map<Network, String> texts = new HashMap<>();
    private final TreeSet<Integer> prefixes4 = new TreeSet<>(Collections.reverseOrder());
    private final TreeSet<Integer> prefixes6 = new TreeSet<>(Collections.reverseOrder());
    /// One bit per /16 that a network touches.
    private final long[] blocks4 = new long[BLOCKS / 64];

    void add(String text) {
        Network.parse(text).ifPresent(network -> {
            texts.put(network, text);
            if (network.v6()) {
                prefixes6.add(network.prefix());
            } else {
                prefixes4.add(network.prefix());
                markBlocks(network);
            }
        });
    }

    private void markBlocks(Network network) {
        int first = (int) (network.low() >>> 16);
        int count = network.prefix() >= 16 ? 1 : 1 << 16 - network.prefix();
        for (int block = first; block < first + count; block++) {
            blocks4[block >>> 6] |= 1L << block;
        }
    }

    boolean hasV6() {
        return !prefixes6.isEmpty();
    }

    long[] blocks4() {
        return blocks4;
    }

    boolean holds4(int address) {
        if ((blocks4[address >>> 22] & 1L << (address >>> 16)) == 0) {
            return false;
        }
        for (int prefix : prefixes4) {
            if (texts.containsKey(Network.ofV4(address, prefix))) {
                return true;
            }
        }
        return false;
    }

    boolean holds6(Addresses.V6 address) {
        return !around(address).isEmpty();
    }

    /// Texts of the networks that hold this address, the narrowest first.
    List<String> around(int address) {
        List<String> found = new ArrayList<>();
        for (int prefix : prefixes4) {
            String text = texts.get(Network.ofV4(address, prefix));
            if (text != null) {
                found.add(text);
            }
        }
        return found;
    }

    List<String> around(Addresses.V6 address) {
        List<String> found = new ArrayList<>();
        for (int prefix : prefixes6) {
            String text = texts.get(Network.ofV6(address, prefix));
            if (text != null) {
                found.add(text);
            }
        }
        return found;
    }
}
