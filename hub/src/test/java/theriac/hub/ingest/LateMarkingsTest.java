package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Delivery;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;

/// Marking definitions of a source's own that come late, or from somebody else (ADR 039).
class LateMarkingsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    /// A definition behind more objects than wait in memory counts for all of them before anybody sees one. Another
    /// source's definition with the same id changes nothing.
    @Test
    void aDefinitionAtTheEndCountsForAllThatCameBeforeIt() {
        var owner = HUB.organization("Late", "partner");
        var reader = HUB.person(owner, "late-reader", Set.of(Role.READER));
        var other = HUB.person(HUB.organization("Early", "hospital"), "early-reader", Set.of(Role.READER));
        var store = HUB.part(Store.class);
        var source = store.sources()
                .register(new NewSource(owner.key(), "late", "stix", Audience.of(Tlp.GREEN, owner.key())));
        var marking = "marking-definition--" + UUID.randomUUID();
        var forger = store.sources()
                .register(new NewSource(owner.key(), "forger", "stix", Audience.of(Tlp.GREEN, owner.key())));
        MarkedPartsTest.deliver(HUB, forger, List.of(definition(marking, "TLP:CLEAR")));
        var ids = new ArrayList<String>();
        var objects = new ArrayList<String>();
        for (int n = 0; n < 2_600; n++) {
            ids.add("report--" + UUID.randomUUID());
            objects.add(MarkedPartsTest.report(ids.getLast(), marking, "description"));
        }
        objects.add(definition(marking, "TLP:AMBER+STRICT"));
        var run = MarkedPartsTest.deliver(HUB, source, objects);
        assertThat(run.counts().created()).isEqualTo(2_601);
        assertThat(findings(run)).isEmpty();
        for (int n : List.of(0, 2_499, 2_500, 2_599)) {
            var path = "/api/objects/" + ids.get(n);
            assertThat(other.get(path).statusCode()).as("object %d", n).isEqualTo(404);
            assertThat(reader.get(path).statusCode()).as("object %d", n).isEqualTo(200);
        }
    }

    private static List<String> findings(Delivery run) {
        return HUB.part(Store.class).deliveries().findings(Viewer.system("told"), run.id(), 100).stream()
                .map(told -> told.finding().rule())
                .filter(rule -> rule.startsWith("delivery."))
                .toList();
    }

    /// What it says nobody knows: most are statements, so it hides nothing, and it is told.
    @Test
    void aDefinitionThatNeverComesIsToldAndCountsLaterWhenItWasDelivered() {
        var owner = HUB.organization("Forgetful", "partner");
        var other = HUB.person(HUB.organization("Other", "hospital"), "other-reader", Set.of(Role.READER));
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(owner.key(), "forgetful", "stix", Audience.of(Tlp.GREEN, owner.key())));
        var marking = "marking-definition--" + UUID.randomUUID();
        var before = "report--" + UUID.randomUUID();
        var run = MarkedPartsTest.deliver(HUB, source, List.of(MarkedPartsTest.report(before, marking, "name")));
        assertThat(findings(run)).containsExactly("delivery.marking-unknown");
        assertThat(other.get("/api/objects/" + before).statusCode()).isEqualTo(200);

        MarkedPartsTest.deliver(HUB, source, List.of(definition(marking, "TLP:AMBER")));
        var after = "report--" + UUID.randomUUID();
        run = MarkedPartsTest.deliver(HUB, source, List.of(MarkedPartsTest.report(after, marking, "name")));
        assertThat(findings(run)).isEmpty();
        assertThat(other.get("/api/objects/" + after).statusCode()).isEqualTo(404);
    }

    private static String definition(String id, String name) {
        return """
                {"type":"marking-definition","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "name":"%s","definition_type":"statement","definition":{"statement":"custom"}}""".formatted(id, name);
    }
}
