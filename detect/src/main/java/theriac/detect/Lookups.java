package theriac.detect;

import java.util.Arrays;
import java.util.BitSet;

/// Everything the first stage needs to say "nothing here": built from the segments of a set. Immutable after building;
/// safe between threads.
///
/// A value is entered by what a log must contain for it to match: a domain by itself, a URL by its host, an e-mail
/// address by its domain, an endpoint by its address.
final class Lookups {

    private final Prefilter prefilter;
    private final Fingerprints fingerprints;
    private final Networks networks;
    /// One bit per /16 of IPv4 that holds a watched address or touches a watched network: 8 KB, always in first cache.
    private final long[] blocks4 = new long[1 << 10];
    private boolean v6;
    private boolean hostsEndingInDigit;

    private Lookups(int keys, Networks networks) {
        this.prefilter = Prefilter.forKeys(keys);
        this.fingerprints = Fingerprints.forKeys(keys);
        this.networks = networks;
    }

    /// Over a base without its masked indicators, and an overlay.
    static Lookups of(Segment base, BitSet masked, Segment overlay) {
        Networks networks = new Networks();
        Lookups lookups = new Lookups(base.entries() + overlay.entries(), networks);
        lookups.addAll(base, masked);
        lookups.addAll(overlay, new BitSet());
        for (int i = 0; i < lookups.blocks4.length; i++) {
            lookups.blocks4[i] |= networks.blocks4()[i];
        }
        lookups.v6 |= networks.hasV6();
        return lookups;
    }

    private void addAll(Segment segment, BitSet masked) {
        WatchKind[] kinds = WatchKind.values();
        byte[] scratch = new byte[256 + TokenHash.PAD];
        int start = 0;
        for (int entry = 0; entry < segment.entries(); entry++) {
            int end = segment.values().ends()[entry];
            int owner = segment.owners()[entry];
            if (owner >= 0 && !masked.get(owner)) {
                add(kinds[segment.kinds()[entry]], segment, entry, start, end, scratch);
            }
            start = end;
        }
    }

    private void add(WatchKind kind, Segment segment, int entry, int start, int end, byte[] scratch) {
        switch (kind) {
            case DOMAIN, HASH -> addToken(segment.values().bytes(), start, end, scratch);
            case IPV4, IPV6 -> addHost(segment.values().text(entry));
            case URL -> addHost(NormalUrl.hostOf(segment.values().text(entry)));
            case EMAIL -> {
                String address = segment.values().text(entry);
                addHost(address.substring(address.lastIndexOf('@') + 1));
            }
            case ENDPOINT -> {
                String endpoint = segment.values().text(entry);
                addHost(endpoint.substring(0, endpoint.lastIndexOf(':')));
            }
            case NETWORK -> networks.add(segment.values().text(entry));
        }
    }

    private void addToken(byte[] bytes, int start, int end, byte[] scratch) {
        int length = end - start;
        if (length > scratch.length - TokenHash.PAD || length == 0) {
            return; // longer than any host name or hash: no log line can hold it
        }
        System.arraycopy(bytes, start, scratch, TokenHash.PAD, length);
        hostsEndingInDigit |= bytes[end - 1] <= '9' && length < 128 && hasDot(bytes, start, end);
        addKey(TokenHash.of(scratch, TokenHash.PAD, TokenHash.PAD + length));
    }

    private static boolean hasDot(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private void addHost(String host) {
        long v4 = Addresses.ipv4(host);
        if (v4 != Addresses.NONE) {
            blocks4[(int) (v4 >>> 22)] |= 1L << (v4 >>> 16);
            addKey(TokenHash.ofAddress((int) v4));
        } else if (host.startsWith("[") || host.indexOf(':') >= 0) {
            Addresses.ipv6(host.replace("[", "").replace("]", "")).ifPresent(address -> {
                v6 = true;
                addKey(TokenHash.ofAddress(address.high(), address.low()));
            });
        } else if (!host.isEmpty()) {
            hostsEndingInDigit |= host.charAt(host.length() - 1) <= '9';
            addKey(TokenHash.of(host));
        }
    }

    private void addKey(long hash) {
        prefilter.add(hash);
        fingerprints.add(hash);
    }

    long[] filterWords() {
        return prefilter.words();
    }

    boolean holdsKey(long hash) {
        return fingerprints.holds(hash);
    }

    boolean holdsToken(long hash) {
        return prefilter.mayHold(hash) && fingerprints.holds(hash);
    }

    /// False when no watched address or network is near: one bit for each /16.
    boolean mayHold(int address) {
        return (blocks4[address >>> 22] & 1L << (address >>> 16)) != 0;
    }

    /// True when an IPv4 address is watched, alone, in a URL, with a port, or in a network.
    boolean holds(int address) {
        return mayHold(address) && (holdsToken(TokenHash.ofAddress(address)) || networks.holds4(address));
    }

    boolean holds(Addresses.V6 address) {
        if (address.isMappedV4() && holds(address.mappedV4())) {
            return true;
        }
        return holdsToken(TokenHash.ofAddress(address.high(), address.low())) || networks.holds6(address);
    }

    Networks networks() {
        return networks;
    }

    /// True when some watched value needs an IPv6 address to be read.
    boolean v6() {
        return v6;
    }

    boolean hostsEndingInDigit() {
        return hostsEndingInDigit;
    }

    @Override
    public String toString() {
        return "Lookups[" + prefilter.words().length + " words, " + Arrays.hashCode(blocks4) + "]";
    }
}
