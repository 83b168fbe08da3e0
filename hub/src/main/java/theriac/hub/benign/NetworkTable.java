package theriac.hub.benign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import theriac.stix.net.IpNetwork;

/// Networks with a small number each, found by an address or a network inside them: one look for each length of prefix
/// that occurs. Filled by one thread, then read by many.
final class NetworkTable {

    /// @param high the first 64 bits, of which IPv4 fills half
    private record Prefix(long high, long low, int length, boolean four) {

        static Prefix of(IpNetwork network, int length) {
            return new Prefix(
                    masked(network.bytes(), 0, length),
                    masked(network.bytes(), 8, length - 64),
                    length,
                    network.version4());
        }

        private static long masked(byte[] bytes, int from, int bits) {
            long value = 0;
            for (int i = from; i < from + 8; i++) {
                value = value << 8 | (i < bytes.length ? bytes[i] & 0xFFL : 0);
            }
            return bits <= 0 ? 0 : bits >= 64 ? value : value & -1L << 64 - bits;
        }
    }

    private static final int MOST = 20;

    private Prefix[] sorted4 = {};
    private Prefix[] sorted6 = {};
    private final Map<Prefix, Integer> numbers = new HashMap<>();
    private final BitSet lengths4 = new BitSet(33);
    private final BitSet lengths6 = new BitSet(129);

    int find(IpNetwork network) {
        return numbers.getOrDefault(Prefix.of(network, network.prefix()), 0);
    }

    void put(IpNetwork network, int number) {
        numbers.put(Prefix.of(network, network.prefix()), number);
        (network.version4() ? lengths4 : lengths6).set(network.prefix());
    }

    /// The numbers of all networks that this one lies in.
    List<Integer> around(IpNetwork network) {
        var found = new ArrayList<Integer>(2);
        var lengths = network.version4() ? lengths4 : lengths6;
        for (int length = lengths.nextSetBit(0);
                length >= 0 && length <= network.prefix();
                length = lengths.nextSetBit(length + 1)) {
            var number = numbers.get(Prefix.of(network, length));
            if (number != null) {
                found.add(number);
            }
        }
        return found;
    }

    /// The numbers of networks that lie inside this one, as far as their first 64 bits tell; at most [#MOST].
    List<Integer> inside(IpNetwork network) {
        var found = new ArrayList<Integer>(2);
        if (network.prefix() > 64) {
            return found;
        }
        long first = Prefix.of(network, network.prefix()).high;
        long last = network.prefix() == 0 ? -1L : first | -1L >>> network.prefix();
        var sorted = network.version4() ? sorted4 : sorted6;
        int place = firstFrom(sorted, first);
        for (; place < sorted.length && found.size() < MOST; place++) {
            if (Long.compareUnsigned(sorted[place].high, last) > 0) {
                break;
            }
            if (sorted[place].length > network.prefix()) {
                found.add(numbers.getOrDefault(sorted[place], 0));
            }
        }
        return found;
    }

    private static int firstFrom(Prefix[] sorted, long high) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = from + to >>> 1;
            if (Long.compareUnsigned(sorted[middle].high, high) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /// Must follow the last [#put].
    void trim() {
        Comparator<Prefix> order = (one, other) -> Long.compareUnsigned(one.high, other.high);
        sorted4 = numbers.keySet().stream().filter(Prefix::four).sorted(order).toArray(Prefix[]::new);
        sorted6 = numbers.keySet().stream()
                .filter(prefix -> !prefix.four())
                .sorted(order)
                .toArray(Prefix[]::new);
    }

    int size() {
        return numbers.size();
    }
}
