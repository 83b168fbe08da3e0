package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.Set;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// A file for `acl NAME url_regex "FILE"`: each URL to the letter, as an extended regular expression. A proxy that does
/// not look into TLS sees only host and port of an https URL, so these never match there.
record SquidUrls() implements ControlFormat {

    private static final String SPECIAL = "\\.[](){}*+?^$|";

    /// A line is a regular expression that is tried at every request, one after the other.
    private static final int MOST = 20_000;

    private static final int LONGEST = 2_047;

    @Override
    public String file() {
        return "squid-urls.acl";
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(ValueKind.URL);
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean linesStandAlone() {
        return true;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        for (var entry : list.entries()) {
            var url = asked(entry.value());
            if (Wire.isPlain(url) && url.length() <= LONGEST && url.indexOf('"') < 0) {
                out.add("^").add(literal(url)).add("$").entry();
            } else {
                out.leaveOut(entry.value());
            }
        }
    }

    /// What a browser sends of it.
    private static String asked(NormalValue url) {
        var text = url.text();
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    private static String literal(String text) {
        var literal = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                literal.append('\\');
            }
            literal.append(text.charAt(i));
        }
        return literal.toString();
    }
}
