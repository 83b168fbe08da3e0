package theriac.hub.publications;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import theriac.hub.policy.MarkedText;
import theriac.hub.publications.Section.Part;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;

/// A warning on paper: its label at the head and the foot of each page (TLP 2.0), the words, and every value
/// defanged in a numbered row. What was taken back says only that. Pure.
final class WarningPdf {

    private final String cert;
    private final String language;
    private final ZoneId zone;

    /// @param language `nl` or `en`
    /// @param zone in which moments are told; its name stands beside each
    WarningPdf(String cert, String language, ZoneId zone) {
        this.cert = cert;
        this.language = language.equals("en") ? "en" : "nl";
        this.zone = zone;
    }

    /// The document for one reader.
    ///
    /// @param sections those that this reader may have, of both languages
    byte[] of(Notice notice, List<Section> sections) {
        try (var pages = new PdfPages()) {
            var words = notice.wording(language);
            pages.about(words.title(), cert, language);
            pages.title(words.title());
            pages.facts(String.join("   ·   ", cert, notice.reference(), version(notice), moment(notice.published())));
            if (!notice.severity().together().isEmpty()) {
                pages.facts(RatingText.of(notice.severity(), language));
            }
            if (notice.takenBack().isPresent()) {
                var back = notice.takenBack().get();
                pages.heading(word("withdrawn"));
                pages.text(moment(back.at()));
                pages.text(back.reason());
            } else {
                written(pages, notice, words, sections);
            }
            var told = notice.takenBack().isPresent() ? List.<Section>of() : Section.in(language, sections);
            var label = Section.whole(notice.tlp(), told);
            return pages.finish((page, number, of) -> frame(page, notice, label, number, of));
        } catch (IOException impossible) { // it is written to memory
            throw new UncheckedIOException(impossible);
        }
    }

    private void written(PdfPages pages, Notice notice, Wording words, List<Section> sections) throws IOException {
        var updates = notice.updates().reversed();
        if (!updates.isEmpty()) {
            pages.heading(word("changed"));
            for (var update : updates) {
                var changed = update.changed().text(language);
                pages.text("%s (%s): %s".formatted(update.version(), moment(update.at()), changed));
            }
        }
        pieces(pages, Section.joined(Part.SUMMARY, words, language, sections));
        var advice = Section.joined(Part.ADVICE, words, language, sections);
        if (!advice.pieces().isEmpty()) {
            pages.heading(word("advice"));
            pieces(pages, advice);
        }
        rows(pages, word("values"), notice.standing());
        rows(pages, word("off"), notice.off());
    }

    /// Each section between two lines that say its label.
    private void pieces(PdfPages pages, MarkedText text) throws IOException {
        for (var piece : text.pieces()) {
            if (piece.label().isEmpty()) {
                pages.text(piece.text());
                continue;
            }
            var label = piece.label().get();
            pages.fence(word("section").formatted(label.label()), colour(label));
            pages.text(piece.text());
            pages.fence(word("section-end").formatted(label.label()), colour(label));
        }
    }

    private static void rows(PdfPages pages, String heading, List<NormalValue> values) throws IOException {
        if (!values.isEmpty()) {
            pages.heading(heading);
            pages.rows(values.stream().map(value -> Defang.defang(value.text())).toList());
        }
    }

    private String version(Notice notice) {
        return word("version").formatted(notice.version());
    }

    /// The label (FIRST TLP 2.0 §3: in its colour on black, right-justified, 12 points), the reference and
    /// the page's number.
    ///
    /// @param whole the strictest label of what stands in the document
    private void frame(PdfPages page, Notice notice, Tlp whole, int number, int of) throws IOException {
        page.badge(whole.label(), colour(whole), PdfPages.HEIGHT - 56);
        page.badge(whole.label(), colour(whole), 44);
        page.note(notice.reference() + "   ·   " + word("page").formatted(number, of), 44);
    }

    private static Color colour(Tlp tlp) {
        return switch (tlp) {
            case RED -> new Color(0xFF2B2B);
            case AMBER, AMBER_STRICT -> new Color(0xFFC000);
            case GREEN -> new Color(0x33FF00);
            case CLEAR -> Color.WHITE;
        };
    }

    private String moment(Instant at) {
        return OpenPages.moment(at, language, zone);
    }

    private String word(String section) {
        return Templates.section("pdf." + language + ".txt", section, Map.of());
    }
}
