package theriac.taxii.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.taxii.MediaType;
import theriac.taxii.contract.DirectCalls;
import theriac.taxii.contract.Objects;
import theriac.taxii.contract.Reply;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.server.TaxiiCollection.Access;
import theriac.testkit.FixedClock;

/// `match[spec_version]` on a collection that holds STIX 2.0 and 2.1 (TAXII 2.1 §3.4.1; trap T18).
class SpecVersionsTest {

    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final Clock clock = FixedClock.at("2026-04-20T09:00:00Z");
    private final ApiRoot root = ApiRoot.of("/r/", "R", 1 << 20);
    private final InMemoryCollections store = new InMemoryCollections("S", clock)
            .add(root)
            .add(
                    root,
                    new TaxiiCollection(
                            ID,
                            "Both",
                            Optional.empty(),
                            Optional.empty(),
                            EnumSet.allOf(Access.class),
                            List.of(MediaType.stix("2.0"), MediaType.stix("2.1"))));
    private final TaxiiServer<String> server = new TaxiiServer<>(store, TaxiiSettings.standard(), clock);

    private void put(String json) {
        store.put(ID, StixObject.of((JsonObject) Json.read(json), json));
    }

    private Reply get(String rest) {
        return DirectCalls.send(
                server,
                "me",
                "GET",
                "/r/collections/" + ID + "/" + rest,
                Map.of("accept", MediaType.TAXII_21),
                new byte[0],
                Length.DECLARED);
    }

    private static String v20(int number, int version) {
        return Objects.indicator(number, version).replace("\"spec_version\":\"2.1\",", "");
    }

    @Test
    void t18_withoutTheFilterOnlyTheNewestSpecVersionOfEachObjectComes() {
        put(v20(1, 9));
        put(Objects.indicator(1, 1));
        put(v20(2, 0));
        assertThat(get("objects/").modified()).containsExactly(Objects.modified(1), Objects.modified(0));
    }

    @Test
    void t18_theFilterChoosesBeforeTheVersionIsPicked() {
        put(v20(1, 9));
        put(Objects.indicator(1, 1));
        assertThat(get("objects/?match[spec_version]=2.0").modified()).containsExactly(Objects.modified(9));
        assertThat(get("objects/?match[spec_version]=2.1").modified()).containsExactly(Objects.modified(1));
        assertThat(get("objects/?match[spec_version]=2.0,2.1").modified()).containsExactly(Objects.modified(9));
        assertThat(get("objects/?match[spec_version]=2.0,2.1&match[version]=all")
                        .ids())
                .hasSize(2);
        assertThat(get("objects/?match[spec_version]=3.0").text()).isEqualTo("{}");
    }

    @Test
    void t19_theManifestNamesTheMediaTypeOfEachVersion() {
        put(v20(1, 0));
        put(Objects.indicator(1, 1));
        assertThat(get("manifest/?match[spec_version]=2.0,2.1&match[version]=all")
                        .list("objects"))
                .extracting(record -> record.text("media_type").orElseThrow())
                .containsExactly("application/stix+json;version=2.0", "application/stix+json;version=2.1");
    }

    @Test
    void t21_versionsTakeTheSpecVersionFilter() {
        put(v20(1, 0));
        put(Objects.indicator(1, 1));
        String versions = "objects/" + Objects.indicatorId(1) + "/versions/";
        assertThat(get(versions).texts("versions")).containsExactly(Objects.modified(1));
        assertThat(get(versions + "?match[spec_version]=2.0").texts("versions")).containsExactly(Objects.modified(0));
    }
}
