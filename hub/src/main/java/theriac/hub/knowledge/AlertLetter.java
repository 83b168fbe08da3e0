package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import theriac.hub.store.ObjectSummary;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;

/// One mail about what saved questions newly chose. A mail is read on many screens: as soon as one of the objects is
/// stricter than TLP:GREEN it names nothing, not even the questions.
///
/// @param named the objects of which the text says something
record AlertLetter(String subject, String text, List<ObjectSummary> named) {

    /// @param news none of them empty
    /// @param hub how people reach the workbench
    static AlertLetter of(List<Alerts.News> news, String language, String hub) {
        boolean dutch = language.equals("nl");
        int count = news.stream().mapToInt(one -> one.items().size()).sum();
        boolean more = news.stream().anyMatch(Alerts.News::more);
        var number = count + (more ? "+" : "");
        var subject = dutch
                ? "Theriac: %s nieuw bij uw bewaarde vragen".formatted(number)
                : "Theriac: %s new for your saved questions".formatted(number);
        boolean open = news.stream()
                .flatMap(one -> one.items().stream())
                .allMatch(item -> item.summary().tlp().compareTo(Tlp.GREEN) <= 0);
        if (!open) {
            return new AlertLetter(subject, (dutch ? """
                    Er zijn nieuwe antwoorden op vragen die u bewaart. Er is vertrouwelijke informatie bij; daarom staat hier niet wat.

                    Log in om ze te zien: %s
                    """ : """
                    There are new answers to questions that you keep. Some of it is confidential and therefore not in this mail.

                    Log in to see them: %s
                    """).formatted(hub), List.of());
        }
        var named = new ArrayList<ObjectSummary>();
        var parts = news.stream().map(one -> part(one, dutch, named)).collect(Collectors.joining("\n"));
        return new AlertLetter(
                subject,
                parts
                        + (dutch
                                        ? "\nAlles bij elkaar, en hoe u wordt ingelicht: %s\n"
                                        : "\nAll of it, and how you are told: %s\n")
                                .formatted(hub),
                List.copyOf(named));
    }

    private static String part(Alerts.News one, boolean dutch, List<ObjectSummary> named) {
        var items = one.items();
        var text = new StringBuilder(
                "%s (%d%s)\n".formatted(line(one.about().name()), items.size(), one.more() ? "+" : ""));
        for (var item : one.named()) {
            var summary = item.summary();
            named.add(summary);
            text.append("- %s, %s, %s\n"
                    .formatted(
                            Defang.defang(
                                    line(summary.named().orElse(summary.id().text()))),
                            summary.type(),
                            summary.tlp().label()));
        }
        if (items.size() > one.named().size() || one.more()) {
            text.append(dutch ? "- en meer\n" : "- and more\n");
        }
        return text.toString();
    }

    /// Others' words stay on one line.
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    }
}
