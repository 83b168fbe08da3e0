package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.Set;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Check Point's table of custom intelligence: one name for each observable, which stays the same while the value does.
record CheckPointCsv() implements ControlFormat {

    @Override
    public String file() {
        return "checkpoint.csv";
    }

    @Override
    public String mediaType() {
        return "text/csv;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(
                ValueKind.DOMAIN, ValueKind.URL, ValueKind.IPV4, ValueKind.MD5, ValueKind.SHA1, ValueKind.SHA256);
    }

    @Override
    public int most() {
        return 50_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("#UNIQ-NAME,VALUE,TYPE,CONFIDENCE,SEVERITY,PRODUCT,COMMENT").line();
        for (var entry : list.entries()) {
            var value = entry.value();
            if (Wire.carries(value)
                    && value.text().indexOf(',') < 0
                    && value.text().indexOf('"') < 0) {
                out.add(name(value))
                        .add(",")
                        .add(value.text())
                        .add(",")
                        .add(type(value))
                        .add(",")
                        .add(confidence(entry.confidence()))
                        .add(",high,")
                        .add(Wire.isHash(value.kind()) ? "AV" : "AB")
                        .add(",")
                        .add(entry.id())
                        .entry();
            } else {
                out.leaveOut(value);
            }
        }
    }

    private static String name(NormalValue value) {
        var text = value.kind().code() + " " + value.text();
        return java.util
                .UUID
                .nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private static String type(NormalValue value) {
        return switch (value.kind()) {
            case DOMAIN -> "Domain";
            case URL -> "URL";
            case IPV4 -> "IP";
            case MD5 -> "MD5";
            case SHA1 -> "SHA1";
            default -> "SHA256";
        };
    }

    private static String confidence(int confidence) {
        return confidence >= 70 ? "high" : confidence >= 40 ? "medium" : "low";
    }
}
