package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Delivery;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;

/// A document of which a part is marked more narrowly than the whole is for those who may have all of its
/// parts: it goes out as it was received or not at all, never cut (STIX 2.1 §3.6, §7.2.3).
class MarkedPartsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final List<String> PARTS =
            List.of("description", "external_references", "external_references.[0].url", "labels.[1]");

    private record Document(String id, Tlp part, String selector) {}

    @Test
    void theStrictestPartDecidesForTheWhole() {
        var cert = HUB.organization("Cert", "cert");
        var analyst = HUB.person(cert, "analyst", Set.of(Role.READER, Role.ANALYST));
        var north = HUB.organization("North", "hospital");
        var reader = HUB.person(north, "reader", Set.of(Role.READER));
        var token = HUB.token(north, Scope.TAXII);
        var documents = new ArrayList<Document>();
        for (var label : Tlp.values()) {
            PARTS.forEach(part -> documents.add(new Document("report--" + UUID.randomUUID(), label, part)));
        }
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "documents", "stix", Audience.of(Tlp.GREEN, cert.key())));
        deliver(HUB, source, documents.stream().map(MarkedPartsTest::report).toList());

        var fetched = HUB.ask(token, "/taxii2/hub/collections/intelligence/objects/?limit=1000", "Accept", TAXII)
                .body();
        for (var document : documents) {
            boolean open = document.part() == Tlp.CLEAR || document.part() == Tlp.GREEN;
            var path = "/api/objects/" + document.id();
            assertThat(reader.get(path).statusCode())
                    .as("a member, %s", document)
                    .isEqualTo(open ? 200 : 404);
            assertThat(fetched.contains(document.id()))
                    .as("a member's machine, %s", document)
                    .isEqualTo(open);
            assertThat(analyst.get(path).statusCode())
                    .as("the organisation itself, %s", document)
                    .isEqualTo(document.part() == Tlp.RED ? 404 : 200);
            if (document.part() != Tlp.RED) {
                assertThat(analyst.get(path + "/marking").body())
                        .as("its page, %s", document)
                        .contains("\"parts\":[{\"selector\":\"%s\",\"marking\":\"%s\"}]"
                                .formatted(document.selector(), document.part().label()));
            }
        }
    }

    static Delivery deliver(RunningHub hub, Source source, List<String> objects) {
        var bundle = "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
                .formatted(UUID.randomUUID(), String.join(",", objects));
        var run = hub.part(Ingest.class)
                .take(source, "d.json", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
        assertThat(run.state()).as(run.toString()).isEqualTo("done");
        return run;
    }

    /// For the community as a whole, with one part that is marked otherwise.
    private static String report(Document document) {
        return report(document.id(), document.part().markingId().text(), document.selector());
    }

    static String report(String id, String marking, String selector) {
        return """
                {"type":"report","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","name":"A document","published":"2026-11-01T10:00:00Z",
                 "description":"What only some may read","object_refs":["%s"],"labels":["one","two"],
                 "external_references":[{"source_name":"x","url":"https://x.example/"}],
                 "object_marking_refs":["%s"],
                 "granular_markings":[{"marking_ref":"%s","selectors":["%s"]}]}""".formatted(
                id, "malware--" + UUID.randomUUID(), Tlp.GREEN.markingId().text(), marking, selector);
    }
}
