package theriac.hub.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.value.Values;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// The lists that the MISP project publishes, all of them.
class PublishedListsTest {

    private static final int ENTRIES = 528_910;
    private static final long MOST_MEGABYTES = 64;

    @Test
    void allListsAreComparedAndWhatIsNotIsCounted() {
        var rows = new TreeMap<String, String>();
        int[] entries = {0};
        var builder = CompiledLists.builder(PublicSuffixes.ofJava());
        eachList((name, list) -> {
            int unread = builder.add(list, true);
            entries[0] += list.entries().size();
            rows.put(
                    name,
                    "%s | %s | %d | %d"
                            .formatted(name, list.type().text(), list.entries().size(), unread));
        });
        assertThat(entries[0]).isEqualTo(ENTRIES);
        Golden.check("warning-lists.txt", "list | type | entries | not compared\n" + String.join("\n", rows.values()));
        var lists = builder.build();
        Map.of(
                        "8.8.8.8", "List of known IPv4 public DNS resolvers",
                        "maps.google.be", "List of known google domains",
                        "abuse@example.org", "Common contact e-mail addresses",
                        "+12125550123", "Unattributed phone number.",
                        "d41d8cd98f00b204e9800998ecf8427e", "List of known hashes for empty files",
                        "https://bit.ly/3xAmple", "List of known URL Shorteners domains")
                .forEach((value, list) -> assertThat(
                                lists.find(Values.recognize(value).orElseThrow()))
                        .as(value)
                        .anyMatch(on -> on.list().equals(list)));
        assertThat(lists.find(Values.recognize("https://bit.ly/3xAmple").orElseThrow()))
                .as("a page of strangers on a listed host")
                .noneMatch(Listing::stops);
    }

    /// What is there with the lists, less what is there once they are gone. The bound is loose, because a virtual
    /// machine tells its memory roughly.
    @Test
    void halfAMillionEntriesTakeTensOfMegabytes() {
        var held = new AtomicReference<>(all());
        int size = held.get().size();
        long with = used();
        assertThat(held.getAndSet(null)).isNotNull();
        long taken = with - used() >> 20;
        System.out.printf("%,d distinct entries of warning lists take %d MB%n", size, taken);
        assertThat(taken).as("megabytes").isBetween(1L, MOST_MEGABYTES);
        assertThat(size).isGreaterThan(300_000);
    }

    private static CompiledLists all() {
        var builder = CompiledLists.builder(PublicSuffixes.ofJava());
        eachList((name, list) -> builder.add(list, true));
        return builder.build();
    }

    private static long used() {
        for (int n = 0; n < 3; n++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void eachList(BiConsumer<String, WarningList> sink) {
        try (InputStream file = Vectors.open(Vectors.path("warninglists/misp-warninglists.tar.gz"));
                var tar = new TarArchiveInputStream(new BufferedInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith("/list.json")) {
                    var json = Json.parse(tar.readAllBytes(), JsonLimits.standard());
                    sink.accept(
                            entry.getName().split("/")[1],
                            WarningList.parse(json.object().orElseThrow()));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("The archive of warning lists cannot be read.", broken);
        }
    }
}
