package theriac.detect;

import java.util.Optional;

/// Addresses as numbers and as text.
final class Addresses {

    /// Not an IPv4 address; a value that no 32-bit address has.
    static final long NONE = -1;

    private Addresses() {}

    /// Four decimal octets of one to three digits; [#NONE] when the text is anything else. Leading zeros count as
    /// decimal, as in logs that pad their octets.
    static long ipv4(CharSequence text) {
        long address = 0;
        int octets = 0;
        int at = 0;
        while (octets < 4) {
            int value = 0;
            int digits = 0;
            while (at < text.length() && digits < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                value = value * 10 + text.charAt(at) - '0';
                at++;
                digits++;
            }
            if (digits == 0 || value > 255) {
                return NONE;
            }
            address = address << 8 | value;
            octets++;
            if (octets < 4) {
                if (at >= text.length() || text.charAt(at) != '.') {
                    return NONE;
                }
                at++;
            }
        }
        return at == text.length() ? address : NONE;
    }

    static String ipv4Text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /// A 128-bit address.
    record V6(long high, long low) {

        /// An address of ::ffff:0:0/96 is the IPv4 address in it (RFC 4291 §2.5.5.2).
        boolean isMappedV4() {
            return high == 0 && low >>> 32 == 0xffff;
        }

        int mappedV4() {
            return (int) low;
        }

        String text() {
            StringBuilder out = new StringBuilder(40);
            for (int group = 0; group < 8; group++) {
                long half = group < 4 ? high : low;
                if (group > 0) {
                    out.append(':');
                }
                out.append(Long.toHexString(half >>> 48 - 16 * (group & 3) & 0xffff));
            }
            return out.toString();
        }
    }

    /// Any spelling of RFC 4291 §2.2, with a dotted tail too; empty when the text is anything else.
    static Optional<V6> ipv6(CharSequence text) {
        long[] halves = new long[2];
        long[] tail = new long[2];
        int groups = 0;
        int beforeGap = -1;
        int at = 0;
        int length = text.length();
        if (length < 2 || length > 45) {
            return Optional.empty();
        }
        if (text.charAt(0) == ':') {
            if (text.charAt(1) != ':') {
                return Optional.empty();
            }
            beforeGap = 0;
            at = 2;
        }
        while (at < length) {
            int start = at;
            int value = 0;
            int digit;
            while (at < length && at - start < 4 && (digit = Character.digit(text.charAt(at), 16)) >= 0) {
                value = value << 4 | digit;
                at++;
            }
            if (at < length && text.charAt(at) == '.' && groups <= 6) {
                long v4 = ipv4(text.subSequence(start, length));
                if (v4 == NONE) {
                    return Optional.empty();
                }
                put(halves, groups++, (int) (v4 >>> 16));
                put(halves, groups++, (int) (v4 & 0xffff));
                at = length;
                break;
            }
            if (at == start || groups == 8) {
                return Optional.empty();
            }
            put(halves, groups++, value);
            if (at == length) {
                break;
            }
            if (text.charAt(at++) != ':' || at == length) {
                return Optional.empty();
            }
            if (text.charAt(at) == ':') {
                if (beforeGap >= 0) {
                    return Optional.empty();
                }
                beforeGap = groups;
                at++;
            }
        }
        return filled(halves, tail, groups, beforeGap);
    }

    /// The address in a longest run of hexadecimal digits, colons and dots: a single colon before it (`addr:2001:…`), a
    /// single colon after it and full stops do not count.
    static Optional<V6> ipv6In(String run) {
        int start = run.startsWith(":") && !run.startsWith("::") ? 1 : 0;
        int end = run.length();
        while (end > start && run.charAt(end - 1) == '.') {
            end--;
        }
        if (end - start > 2 && run.charAt(end - 1) == ':' && run.charAt(end - 2) != ':') {
            end--;
        }
        return ipv6(run.substring(start, end));
    }

    private static Optional<V6> filled(long[] groupsRead, long[] target, int groups, int beforeGap) {
        if (beforeGap < 0) {
            return groups == 8 ? Optional.of(new V6(groupsRead[0], groupsRead[1])) : Optional.empty();
        }
        if (groups > 7) {
            return Optional.empty();
        }
        for (int i = 0; i < groups; i++) {
            int value = (int) (groupsRead[i >> 2] >>> 48 - 16 * (i & 3) & 0xffff);
            put(target, i < beforeGap ? i : i + 8 - groups, value);
        }
        return Optional.of(new V6(target[0], target[1]));
    }

    private static void put(long[] halves, int group, int value) {
        halves[group >> 2] |= (long) value << 48 - 16 * (group & 3);
    }
}
