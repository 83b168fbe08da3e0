package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.value.Extracted;
import theriac.stix.value.Extraction;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Text for people with values in it: a report, a note, a page in Markdown or AsciiDoc, a name server's
/// configuration. Each value that is found, defanged or not, becomes an indicator with its line as the
/// description. A link that can be clicked is a reference and no indicator, unless the setting `links` is true;
/// the host of a link never becomes one. Lines without a value are counted.
public final class ProseText implements Format {

    private static final int LONGEST_LINE = 4_000;

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        boolean links = settings.options().bool("links").orElse(false);
        var lines = new TextLines(input);
        long empty = 0;
        long left = 0;
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.cut()) {
                telling.reject(
                        TextList.pointer(line),
                        line.raw(),
                        "prose.line",
                        "The line has more than %d bytes.".formatted(TextLines.LONGEST));
                continue;
            }
            var place = TextList.pointer(line);
            var found = found(line.text(), links);
            left += found.left();
            empty += found.values().isEmpty() && !line.text().isBlank() ? 1 : 0;
            for (var value : found.values()) {
                new ListedValue(value, Optional.empty(), shortened(line.text()), List.of(), Optional.empty())
                        .indicator(settings)
                        .ifPresent(indicator -> telling.say(place, indicator));
            }
        }
        if (telling.isSilent()) {
            telling.remark(TextList.nothing("prose"));
        }
        if (empty > 0) {
            telling.remark(Finding.info("prose.lines", "", "%d lines name no value.".formatted(empty)));
        }
        if (left > 0) {
            telling.remark(Finding.info(
                    "prose.links",
                    "",
                    "%d links that can be clicked were taken for references; the setting \"links\" makes them indicators."
                            .formatted(left)));
        }
    }

    private record Found(LinkedHashSet<NormalValue> values, int left) {}

    private static Found found(String text, boolean links) {
        var values = new LinkedHashSet<NormalValue>();
        int left = 0;
        int linkEnd = -1;
        for (Extracted one : Extraction.find(text)) {
            boolean inside = one.start() < linkEnd;
            if (one.value().kind() == ValueKind.URL && !inside) {
                linkEnd = one.end();
                boolean clickable =
                        one.asWritten().startsWith("http://") || one.asWritten().startsWith("https://");
                if (clickable && !links && !one.asWritten().contains("[")) {
                    left++;
                    continue;
                }
            } else if (one.value().kind() == ValueKind.EMAIL && !inside) {
                linkEnd = one.end();
            } else if (inside) {
                continue;
            }
            values.add(one.value());
        }
        return new Found(values, left);
    }

    private static String shortened(String line) {
        var plain = line.strip();
        return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) : plain;
    }
}
