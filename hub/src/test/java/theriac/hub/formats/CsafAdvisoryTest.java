package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Vectors;

/// The rules of CSAF 2.0 that a writer must obey by itself.
class CsafAdvisoryTest {

    @Test
    void filesAreNamedAsTheVectorsOfOasisSay() {
        for (var kind : List.of("valid", "invalid")) {
            var files = Vectors.files("conformance/csaf/csaf_2.0/test/filenames/data/" + kind);
            assertThat(files).hasSize(3);
            for (var file : files) {
                assertThat(CsafAdvisory.fileName(id(file))
                                .equals(file.getFileName().toString()))
                        .as("%s: %s for %s", kind, file.getFileName(), id(file))
                        .isEqualTo(kind.equals("valid"));
            }
        }
    }

    private static String id(Path file) {
        return ((JsonObject) Json.read(Vectors.text(file)))
                .object("document")
                .flatMap(document -> document.object("tracking"))
                .flatMap(tracking -> tracking.text("id"))
                .orElseThrow();
    }

    @Test
    void aLabelOfTheFirstProtocolNeverLetsMorePeopleRead() {
        assertThat(List.of(Tlp.values()).stream().map(CsafAdvisory::label))
                .containsExactly("WHITE", "GREEN", "AMBER", "AMBER", "RED");
    }

    @Test
    void withoutAReferenceToSomethingElseItIsNone() {
        var publisher = new CsafAdvisory.Publisher("coordinator", "Cert", "https://hub.example");
        var notes = List.of(new CsafAdvisory.Note("summary", "Summary", "Text"));
        var self = List.of(new CsafAdvisory.Reference(true, "This", "https://hub.example/a.json"));
        var revisions = List.of(new CsafAdvisory.Revision(Instant.EPOCH, "First."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsafAdvisory("A", "T", "en", Tlp.CLEAR, publisher, notes, self, revisions))
                .withMessageContaining("reference to something else");
    }
}
