package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// Rules of Suricata or Snort, one a line (a line may go on after `\`). Each becomes an indicator whose pattern
/// is the rule as it stands. A rule without `sid` or without its closing bracket is rejected alone: one such
/// rule makes a sensor refuse the file. Rules that are switched off by `#` are counted.
public final class NetworkRules implements Format {

    private static final Pattern RULE = Pattern.compile(
            "(?:alert|drop|reject|rejectsrc|rejectdst|rejectboth|pass|log|block|sdrop|react|rewrite)\\s.*");
    private static final Pattern OPTION = Pattern.compile(
            "(?<![A-Za-z_])(sid|rev|gid|msg|classtype|reference|metadata)\\s*:\\s*((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^;\"\\\\]|\\\\.)*+);");
    private static final Pattern DAY = Pattern.compile("(created_at|updated_at) ([0-9]{4})_([0-9]{2})_([0-9]{2})");
    private static final int LONGEST = 1 << 20;

    private final String language;

    /// @param language `suricata` or `snort`, the pattern type
    NetworkRules(String language) {
        this.language = language;
    }

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var lines = new TextLines(input, LONGEST);
        long off = 0;
        var open = new StringBuilder();
        String place = "";
        for (var line = lines.next(); line != null; line = lines.next()) {
            var text = line.text().strip();
            if (open.isEmpty()) {
                place = TextList.pointer(line);
                off += text.startsWith("#")
                                && RULE.matcher(text.replaceFirst("^[#\\s]+", ""))
                                        .matches()
                        ? 1
                        : 0;
            }
            if (text.isEmpty() || open.isEmpty() && text.startsWith("#")) {
                continue;
            }
            if (text.endsWith("\\") && !line.cut() && open.length() < LONGEST) {
                open.append(text, 0, text.length() - 1).append(' ');
                continue;
            }
            one(open + text, place, line.cut(), settings, telling);
            open.setLength(0);
        }
        if (!open.isEmpty()) {
            one(open.toString(), place, true, settings, telling);
        }
        if (telling.isSilent()) {
            telling.remark(TextList.nothing("rules"));
        }
        if (off > 0) {
            telling.remark(Finding.info(
                    "rules.off", "", "%d rules are switched off by \"#\" and were left out.".formatted(off)));
        }
    }

    private void one(String text, String place, boolean cut, FormatSettings settings, Telling telling) {
        var rule = cut ? Optional.<StixObject>empty() : indicator(text, settings);
        rule.ifPresentOrElse(
                indicator -> telling.say(place, indicator),
                () -> telling.reject(
                        place, text, "rules.line", "This is no whole %s rule with a \"sid\".".formatted(language)));
    }

    private Optional<StixObject> indicator(String text, FormatSettings settings) {
        if (!RULE.matcher(text).matches() || !text.endsWith(")") || text.indexOf('(') < 0) {
            return Optional.empty();
        }
        String sid = "";
        String rev = "";
        String message = "";
        String kind = "";
        var links = new ArrayList<String>();
        var moments = new ArrayList<Instant>();
        var options = OPTION.matcher(text);
        while (options.find()) {
            var said = options.group(2).strip();
            switch (options.group(1)) {
                case "sid" -> sid = said;
                case "rev" -> rev = said;
                case "msg" -> message = said.replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1");
                case "classtype" -> kind = said;
                case "reference" -> links.add(said);
                case "metadata" -> {
                    var day = DAY.matcher(said);
                    while (day.find()) {
                        Moments.parse("%s-%s-%s".formatted(day.group(2), day.group(3), day.group(4)))
                                .ifPresent(moments::add);
                    }
                }
                default -> {}
            }
        }
        if (!sid.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        moments.sort(Instant::compareTo);
        var created = moments.isEmpty() ? settings.undated() : moments.getFirst();
        var draft = Draft.of(
                        Draft.id("indicator", settings.author(), language + "|" + sid),
                        settings.author(),
                        created,
                        moments.isEmpty() ? created : moments.getLast())
                .put("name", message.isBlank() ? "sid " + sid : message)
                .put("indicator_types", List.of("malicious-activity"))
                .put("pattern", text)
                .put("pattern_type", language)
                .put("valid_from", created)
                .put("x_rule_rev", rev)
                .put("x_rule_class", kind)
                .externalId(language + "-sid", sid);
        links.stream()
                .filter(link -> link.startsWith("url,"))
                .forEach(link -> draft.link(
                        language, "https://" + link.substring(4).strip().replaceFirst("^https?://", "")));
        return Optional.of(draft.build());
    }
}
