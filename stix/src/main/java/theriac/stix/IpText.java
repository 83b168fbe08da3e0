package theriac.stix;

import java.net.Inet6Address;
import java.util.regex.Pattern;

/// The text form of IP addresses and networks in CIDR notation (STIX 2.1 §6.8, §6.9), without any look-up.
final class IpText {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "(/([0-9]|[12][0-9]|3[0-2]))?");
    private static final Pattern V6_PREFIX = Pattern.compile("[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]");

    private IpText() {}

    static boolean isV4(String text) {
        return V4.matcher(text).matches();
    }

    static boolean isV6(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean prefix =
                slash < 0 || V6_PREFIX.matcher(text.substring(slash + 1)).matches();
        // Only these characters, so that neither a zone nor brackets nor a name reach the JDK's reader.
        return prefix && address.indexOf(':') >= 0 && address.matches("[0-9A-Fa-f:.]{2,45}") && isLiteral(address);
    }

    private static boolean isLiteral(String address) {
        try {
            Inet6Address.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            // An IPv4-mapped literal is read as IPv4 by the JDK, and refused here although its form is right.
            return address.toLowerCase(java.util.Locale.ROOT).startsWith("::ffff:") && isV4(address.substring(7));
        }
    }
}
