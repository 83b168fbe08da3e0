package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Plain text, one value a line, perhaps defanged, perhaps followed by words. Comments begin with `#`, `;`, `//`
/// or `!`; lines of a hosts file (`0.0.0.0 evil.example`), of name servers' configurations (`local-zone:
/// "evil.example" always_nxdomain`) and `address:port` are understood. Any other line without a value is
/// rejected alone.
public final class TextList implements Format {

    private static final Pattern HOSTS = Pattern.compile("(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1|::1?)\\s+(\\S+).*");
    /// Lists in the configuration of bind, unbound and dnsmasq, and in a tracking protection list.
    private static final Pattern CONFIGURED = Pattern.compile(
            "(?:zone\\s+\"|local-zone:\\s*\"|(?:address|server|local)=/|-d\\s+)([^\"/\\s]+)(?:[\"/\\s].*)?");
    private static final Pattern WITH_PORT = Pattern.compile("(.+?):([0-9]{1,5})");

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var lines = new TextLines(input);
        int index = 0;
        for (var line = lines.next(); line != null; line = lines.next()) {
            var text = line.text().strip();
            if (line.number() <= 3 && isWebPage(text)) {
                sink.rejected(index, pointer(line), line.raw(), List.of(webPage(line)));
                return;
            }
            if (!text.isEmpty() && !isComment(text)) {
                one(line, text, index++, settings, sink);
            }
        }
        if (index == 0) {
            sink.finding(nothing("list"));
        }
    }

    private static void one(TextLines.Line line, String text, int index, FormatSettings settings, BundleSink sink) {
        var indicator = line.cut()
                ? Optional.<theriac.stix.StixObject>empty()
                : listed(text).flatMap(v -> v.indicator(settings));
        if (indicator.isPresent()) {
            sink.object(index, pointer(line), indicator.get(), List.of());
            return;
        }
        var why = line.cut()
                ? "The line has more than %d bytes; no value is that long.".formatted(TextLines.LONGEST)
                : "No address, domain, URL, hash or mail address was recognised in this line.";
        sink.rejected(index, pointer(line), line.raw(), List.of(Finding.error("list.line", pointer(line), why)));
    }

    static Optional<ListedValue> listed(String text) {
        var hosts = HOSTS.matcher(text);
        if (hosts.matches()) {
            return value(hosts.group(1)).map(ListedValue::plain);
        }
        var configured = CONFIGURED.matcher(text);
        if (configured.matches()) {
            return value(configured.group(1)).map(ListedValue::plain);
        }
        int end = firstBlank(text);
        var words = text.substring(end).strip();
        return value(text.substring(0, end))
                .map(value -> new ListedValue(value, Optional.empty(), words, List.of(), Optional.empty()))
                .or(() -> fromColumns(text));
    }

    /// Text laid out as columns between bars: the first column with a value counts.
    private static Optional<ListedValue> fromColumns(String text) {
        return text.indexOf('|') < 0
                ? Optional.empty()
                : Arrays.stream(text.split("\\|", 20))
                        .flatMap(column -> value(column.strip()).stream())
                        .findFirst()
                        .map(value -> new ListedValue(value, Optional.empty(), text, List.of(), Optional.empty()));
    }

    /// A value, also where a port follows an address or a name: the indicator is then the address or the name.
    static Optional<NormalValue> value(String text) {
        var direct = Values.recognize(text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
                .filter(TextList::isUseful);
        if (direct.isPresent()) {
            return direct;
        }
        var port = WITH_PORT.matcher(text);
        return port.matches() ? Values.recognize(port.group(1)).filter(TextList::isUseful) : Optional.empty();
    }

    private static boolean isUseful(NormalValue value) {
        return value.kind() != ValueKind.OTHER;
    }

    private static int firstBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i)) || text.charAt(i) == ',') {
                return i;
            }
        }
        return text.length();
    }

    static boolean isComment(String text) {
        return text.startsWith("#") || text.startsWith(";") || text.startsWith("//") || text.startsWith("!");
    }

    static boolean isWebPage(String text) {
        var start = text.substring(0, Math.min(text.length(), 100)).toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }

    /// For a delivery without a record: a list that is suddenly empty is worth a word.
    static Finding nothing(String kind) {
        return Finding.warning(kind + ".empty", "", "There is no entry here: nothing, or only comments.");
    }

    static Finding webPage(TextLines.Line line) {
        return Finding.error(
                "list.web-page",
                pointer(line),
                "This is a web page, not a list: the address may have moved or ask for a log-in. Nothing was read.");
    }

    static String pointer(TextLines.Line line) {
        return "line " + line.number();
    }
}
