package theriac.hub.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.testing.TestDatabase;
import theriac.stix.value.Values;

class WarningListFolderTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void listsOfAFolderAreLoadedOnceForEachVersionAndAWrongFileStopsNothing(@TempDir Path folder) throws IOException {
        var lists = new WarningLists(DATABASE.database(), Clock.systemUTC());
        var loading = new WarningListFolder(folder, lists);
        Files.createDirectories(folder.resolve("Our-Sites"));
        Files.writeString(folder.resolve("Our-Sites/list.json"), list("1", "bank.example"));
        Files.writeString(folder.resolve("partners.json"), list("1", "partner.example"));
        Files.writeString(folder.resolve("broken.json"), "{\"name\":");
        Files.writeString(folder.resolve("README.md"), "words");
        assertThat(loading.load()).isEqualTo(new WarningListFolder.Loaded(2, 0, 1));
        assertThat(lists.list().stream().map(WarningLists.Kept::id)).containsExactlyInAnyOrder("our-sites", "partners");
        assertThat(lists.find(List.of(Values.recognize("www.bank.example").orElseThrow())))
                .hasSize(1);

        lists.use("partners", WarningLists.Use.TELL);
        assertThat(loading.load()).isEqualTo(new WarningListFolder.Loaded(0, 2, 1));
        Files.writeString(folder.resolve("partners.json"), list("2", "partner.example"));
        assertThat(loading.load()).isEqualTo(new WarningListFolder.Loaded(1, 1, 1));
        assertThat(lists.list())
                .filteredOn(kept -> kept.id().equals("partners"))
                .allMatch(kept ->
                        kept.use() == WarningLists.Use.TELL && kept.version().equals("2"));
        assertThat(new WarningListFolder(folder.resolve("absent"), lists).load())
                .isEqualTo(new WarningListFolder.Loaded(0, 0, 0));
    }

    /// What lies beyond them would brake nothing.
    @Test
    void moreListsThanAreReadAreRefused(@TempDir Path folder) throws IOException {
        for (var name : List.of("a", "b", "c", "d")) {
            Files.writeString(folder.resolve(name + ".json"), list("1", name + ".example"));
        }
        var lists = new WarningLists(DATABASE.database(), Clock.systemUTC(), 3);
        var loading = new WarningListFolder(folder, lists);
        assertThat(loading.load()).isEqualTo(new WarningListFolder.Loaded(3, 0, 1));
        Files.writeString(folder.resolve("c.json"), list("2", "c.example"));
        assertThat(loading.load()).as("a next version is no more").isEqualTo(new WarningListFolder.Loaded(1, 2, 1));
    }

    private static String list(String version, String entry) {
        return """
                {"name":"%s","version":"%s","type":"hostname","matching_attributes":["domain"],"list":["%s"]}""".formatted(entry, version, entry);
    }
}
