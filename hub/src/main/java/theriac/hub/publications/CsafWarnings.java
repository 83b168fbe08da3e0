package theriac.hub.publications;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.formats.CsafAdvisory.Note;
import theriac.hub.formats.CsafAdvisory.Reference;
import theriac.hub.formats.CsafAdvisory.Revision;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;

/// A warning as a CSAF document, in the CERT's language. What was taken back is not said again: the note of
/// the withdrawal stands in its place, and each change is a revision. Pure.
final class CsafWarnings {

    private final Organization cert;
    private final String publicUrl;

    /// @param publicUrl without a slash at the end
    CsafWarnings(Organization cert, String publicUrl) {
        this.cert = cert;
        this.publicUrl = publicUrl;
    }

    CsafAdvisory.Publisher publisher() {
        return new CsafAdvisory.Publisher("coordinator", cert.name(), publicUrl);
    }

    /// @param url where the document is
    CsafAdvisory advisory(Notice notice, String url) {
        return new CsafAdvisory(
                notice.reference(),
                notice.wording(cert.language()).title(),
                cert.language(),
                notice.tlp(),
                publisher(),
                notes(notice),
                List.of(new Reference(true, word("self"), url), new Reference(false, word("page"), page(notice))),
                notice.changes().stream()
                        .map(change -> revision(notice, change))
                        .toList());
    }

    /// Where people read it: with TLP:CLEAR everybody, otherwise who logs in.
    private String page(Notice notice) {
        return notice.tlp() == Tlp.CLEAR
                ? OpenPages.address(publicUrl, notice.reference())
                : publicUrl + "/publications/" + notice.id();
    }

    private List<Note> notes(Notice notice) {
        if (notice.takenBack().isPresent()) {
            var text = sentence("withdrawn-text", "", notice.takenBack().get().reason());
            return List.of(new Note("general", word("withdrawn"), text));
        }
        var notes = new ArrayList<Note>();
        var wording = notice.wording(cert.language());
        notes.add(new Note("summary", word("summary"), wording.summary()));
        notes.add(new Note("general", word("advice"), wording.advice()));
        level(notes, "chance", notice.severity().chance());
        level(notes, "damage", notice.severity().damage());
        var values = notice.standing().stream()
                .map(value -> "- " + Defang.defang(value.text()))
                .collect(Collectors.joining("\n"));
        if (!values.isEmpty()) {
            notes.add(new Note("details", word("values"), values));
        }
        return notes;
    }

    /// In notes of their own, under the names that NCSC-NL gave them.
    private void level(List<Note> notes, String of, String level) {
        if (!level.isEmpty()) {
            notes.add(new Note("general", word(of), word("level-" + level)));
        }
    }

    private Revision revision(Notice notice, Notice.Change change) {
        return new Revision(
                change.at(),
                switch (change.of()) {
                    case WARNING_PUBLISHED -> word("published");
                    case WARNING_UPDATED -> updated(notice, change.update().orElseThrow());
                    case WARNING_WITHDRAWN -> sentence("withdrawn-text", "", change.reason());
                    case VALUE_WITHDRAWN ->
                        sentence(
                                "value-withdrawn",
                                Defang.defang(change.value().orElseThrow().text()),
                                change.reason());
                });
    }

    /// Of a warning that was taken back not even what changed in it is said again.
    private String updated(Notice notice, Notice.Update update) {
        var changed = notice.takenBack().isPresent() ? "" : update.changed().text(cert.language());
        return section("updated", Map.of("version", update.version(), "changed", changed));
    }

    /// A reason that nobody gave leaves its line out, so there is another one for it.
    private String sentence(String name, String value, String reason) {
        return section(reason.isBlank() ? name + "-bare" : name, Map.of("value", value, "reason", reason));
    }

    private String word(String name) {
        return section(name, Map.of());
    }

    private String section(String name, Map<String, String> values) {
        return Templates.section(Templates.csaf(cert.language()), name, values);
    }
}
