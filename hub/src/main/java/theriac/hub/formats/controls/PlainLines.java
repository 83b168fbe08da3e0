package theriac.hub.formats.controls;

import java.util.Set;
import java.util.function.Function;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// One value a line, and nothing else: what firewalls call an external list.
///
/// @param most entries that the vendor's smallest model takes
/// @param line the value as this consumer wants it; "" for one that it cannot carry
record PlainLines(String file, Set<ValueKind> kinds, int most, Function<NormalValue, String> line)
        implements ControlFormat {

    /// As the hub has it.
    static String asIs(NormalValue value) {
        return Wire.carries(value) ? value.text() : "";
    }

    /// Palo Alto takes URLs without scheme, and reads `*` and `^` as wildcards: a URL with one would block others too.
    static String paloAltoUrl(NormalValue value) {
        var text = Wire.withoutScheme(value);
        boolean carried =
                Wire.isPlain(text) && text.length() <= 2_047 && text.indexOf('*') < 0 && text.indexOf('^') < 0;
        return carried ? text : "";
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public boolean linesStandAlone() {
        return true;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        for (var entry : list.entries()) {
            var text = line.apply(entry.value());
            if (text.isEmpty()) {
                out.leaveOut(entry.value());
            } else {
                out.add(text).entry();
            }
        }
    }
}
