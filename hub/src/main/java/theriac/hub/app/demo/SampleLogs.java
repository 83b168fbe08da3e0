package theriac.hub.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Log files of invented hospitals, made from templates so that "yesterday" is yesterday. A template's `{yesterday
/// 14:03:21}` becomes that moment as the format writes it.
final class SampleLogs {

    private static final Pattern MOMENT = Pattern.compile("\\{yesterday ([0-9:]{8})}");
    private static final DateTimeFormatter BIND =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss.SSS", Locale.ENGLISH);
    private static final DateTimeFormatter FIREWALL = DateTimeFormatter.ofPattern("'date='uuuu-MM-dd' time='HH:mm:ss");

    private final Path templates;
    private final LocalDate yesterday;

    SampleLogs(Path templates, Clock clock) {
        this.templates = templates;
        this.yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    }

    /// Writes a hospital's logs of yesterday.
    ///
    /// @param hospital the name of a folder of templates
    /// @return how many lines
    int write(String hospital, Path folder) throws IOException {
        Files.createDirectories(folder);
        int lines = 0;
        try (var found = Files.list(templates.resolve(hospital))) {
            for (var template : found.sorted().toList()) {
                var name = String.valueOf(template.getFileName()).replace(".template", "");
                var text = filled(Files.readString(template), name);
                Files.writeString(folder.resolve(name + "-" + yesterday + ".log"), text);
                lines += (int) text.lines().count();
            }
        }
        return lines;
    }

    private String filled(String template, String kind) {
        return MOMENT.matcher(template).replaceAll(found -> {
            var moment = yesterday.atTime(LocalTime.parse(found.group(1))).atOffset(ZoneOffset.UTC);
            return written(moment, kind);
        });
    }

    private static String written(OffsetDateTime moment, String kind) {
        return switch (kind) {
            case "dns" -> BIND.format(moment);
            case "proxy" -> moment.toEpochSecond() + ".000";
            default -> FIREWALL.format(moment);
        };
    }
}
