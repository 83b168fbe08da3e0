package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// A file for `acl NAME dstdomain "FILE"`: names with a leading dot, which means them and all below. Squid refuses its
/// whole configuration when a list holds a name and one above it, so only the highest of each line goes in.
record SquidDomains() implements ControlFormat {

    @Override
    public String file() {
        return "squid-domains.acl";
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(ValueKind.DOMAIN);
    }

    @Override
    public int most() {
        return 1_000_000;
    }

    @Override
    public boolean linesStandAlone() {
        return true;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        var names = new HashSet<String>();
        list.entries().forEach(entry -> names.add(entry.value().text()));
        for (var entry : list.entries()) {
            var name = entry.value().text();
            if (!Wire.isHost(name)) {
                out.leaveOut(entry.value());
            } else if (isCovered(name, names)) {
                out.counted();
            } else {
                out.add(".").add(name).entry();
            }
        }
    }

    private static boolean isCovered(String name, Set<String> names) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            var above = name.substring(dot + 1);
            if (names.contains(above) && Wire.isHost(above)) {
                return true;
            }
        }
        return false;
    }
}
