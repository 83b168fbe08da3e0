package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.Set;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// A file for Zeek's intelligence framework: columns with a tabulator between them, `-` for nothing.
record ZeekIntel() implements ControlFormat {

    @Override
    public String file() {
        return "zeek.intel";
    }

    @Override
    public String mediaType() {
        return "text/tab-separated-values;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(
                ValueKind.DOMAIN,
                ValueKind.URL,
                ValueKind.IPV4,
                ValueKind.IPV6,
                ValueKind.CIDR,
                ValueKind.EMAIL,
                ValueKind.MD5,
                ValueKind.SHA1,
                ValueKind.SHA256);
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public int most() {
        return 1_000_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc").line();
        var source = column(list.title());
        for (var entry : list.entries()) {
            var text = indicator(entry.value());
            if (Wire.carries(entry.value())) {
                out.add(text)
                        .add("\tIntel::")
                        .add(type(entry.value().kind()))
                        .add("\t")
                        .add(source)
                        .add("\t")
                        .add(column(entry.name()))
                        .entry();
            } else {
                out.leaveOut(entry.value());
            }
        }
    }

    private static String indicator(NormalValue value) {
        return value.kind() == ValueKind.URL ? Wire.withoutScheme(value) : value.text();
    }

    private static String type(ValueKind kind) {
        return switch (kind) {
            case DOMAIN -> "DOMAIN";
            case URL -> "URL";
            case IPV4, IPV6 -> "ADDR";
            case CIDR -> "SUBNET";
            case EMAIL -> "EMAIL";
            default -> "FILE_HASH";
        };
    }

    private static String column(String text) {
        var line = Wire.line(text, 200);
        return line.isEmpty() ? "-" : line;
    }
}
