package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// A hosts file that leads listed names nowhere. It knows no sub-domains.
record HostsFile() implements ControlFormat {

    @Override
    public String file() {
        return "hosts.txt";
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
        return 200_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("# ").add(Wire.line(list.title(), 200)).line();
        for (var entry : list.entries()) {
            if (Wire.isHost(entry.value().text())) {
                out.add("0.0.0.0 ").add(entry.value().text()).entry();
            } else {
                out.leaveOut(entry.value());
            }
        }
    }
}
