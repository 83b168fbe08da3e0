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
                notice.changes().stream().map(this::revision).toList());
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
        var values = notice.values().stream()
                .filter(value -> value.takenBack().isEmpty())
                .map(value -> "- " + Defang.defang(value.value().text()))
                .collect(Collectors.joining("\n"));
        if (!values.isEmpty()) {
            notes.add(new Note("details", word("values"), values));
        }
        return notes;
    }

    private Revision revision(Notice.Change change) {
        return new Revision(
                change.at(),
                switch (change.of()) {
                    case WARNING_PUBLISHED -> word("published");
                    case WARNING_WITHDRAWN -> sentence("withdrawn-text", "", change.reason());
                    case VALUE_WITHDRAWN ->
                        sentence(
                                "value-withdrawn",
                                Defang.defang(change.value().orElseThrow().text()),
                                change.reason());
                });
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
