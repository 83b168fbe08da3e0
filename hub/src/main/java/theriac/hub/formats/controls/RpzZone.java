package theriac.hub.formats.controls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// A response policy zone (BIND 9 manual, "DNS Response Policy Zones"): a listed name and everything below it does not
/// exist, and neither does a name with a listed address. One bad owner name makes a server drop the whole zone, so only
/// names that are certain go in.
record RpzZone() implements ControlFormat {

    private static final long SERIALS = 1L << 32;

    @Override
    public String file() {
        return "rpz.zone";
    }

    @Override
    public String mediaType() {
        return "text/dns;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(ValueKind.DOMAIN, ValueKind.IPV4, ValueKind.IPV6, ValueKind.CIDR);
    }

    @Override
    public int most() {
        return 2_000_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("; ").add(Wire.line(list.title(), 200)).line();
        out.add("$TTL 300").line();
        out.add("@ IN SOA localhost. hostmaster.localhost. ")
                .add(Long.toString(list.at().getEpochSecond() % SERIALS))
                .add(" 900 300 2592000 300")
                .line();
        out.add("@ IN NS localhost.").line();
        for (var entry : list.entries()) {
            if (entry.value().kind() == ValueKind.DOMAIN) {
                domain(entry.value(), out);
            } else {
                address(entry.value(), out);
            }
        }
    }

    private static void domain(NormalValue value, ControlText out) {
        var name = value.text();
        if (Wire.isHost(name) && !isTrigger(name)) {
            out.add(name).add(" CNAME .").line();
            out.add("*.").add(name).add(" CNAME .").entry();
        } else {
            out.leaveOut(value);
        }
    }

    /// Names that end so are triggers of another kind, not names.
    private static boolean isTrigger(String name) {
        return name.startsWith("rpz-", name.lastIndexOf('.') + 1);
    }

    private static void address(NormalValue value, ControlText out) {
        var network = IpNetwork.parse(value.text());
        if (network.isEmpty()) {
            out.leaveOut(value);
            return;
        }
        out.add(trigger(network.get())).add(" CNAME .").entry();
    }

    /// The length of the prefix and the address backwards: `24.0.2.0.192.rpz-ip`, `48.zz.db8.2001.rpz-ip`.
    private static String trigger(IpNetwork network) {
        var text = network.text();
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var parts = new ArrayList<>(List.of(words(network, address)));
        Collections.reverse(parts);
        return network.prefix() + "." + String.join(".", parts) + ".rpz-ip";
    }

    private static String[] words(IpNetwork network, String address) {
        if (network.version4()) {
            return address.split("\\.");
        }
        var marked = address.replace("::", ":zz:");
        int from = marked.startsWith(":") ? 1 : 0;
        int to = marked.endsWith(":") ? marked.length() - 1 : marked.length();
        return marked.substring(from, to).split(":");
    }
}
