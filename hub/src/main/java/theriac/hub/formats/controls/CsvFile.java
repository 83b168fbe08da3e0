package theriac.hub.formats.controls;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// A table for people and for tools that read tables: every field in quotation marks, and no field that a spreadsheet
/// would calculate (OWASP ASVS 5.0 1.2.10). The columns never change their order; new ones come at the end.
record CsvFile() implements ControlFormat {

    @Override
    public String file() {
        return "indicators.csv";
    }

    @Override
    public String mediaType() {
        return "text/csv;charset=UTF-8";
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
                ValueKind.SHA256,
                ValueKind.SHA512);
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public int most() {
        return 1_048_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("\"value\",\"type\",\"confidence\",\"valid_until\",\"name\",\"id\"\r")
                .line();
        for (var entry : list.entries()) {
            var value = entry.value().text();
            if (!Wire.line(value, value.length()).equals(value)) {
                out.leaveOut(entry.value());
                continue;
            }
            field(value, out).add(",");
            field(entry.value().kind().code(), out).add(",");
            field(entry.confidence() < 0 ? "" : Integer.toString(entry.confidence()), out)
                    .add(",");
            field(entry.until().map(Instant::toString).orElse(""), out).add(",");
            field(Wire.line(entry.name(), 300), out).add(",");
            field(entry.id(), out).add("\r").entry();
        }
    }

    private static ControlText field(String text, ControlText out) {
        var safe = text.isEmpty() || "=+-@\t\r\n".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return out.add("\"").add(safe.replace("\"", "\"\"")).add("\"");
    }
}
