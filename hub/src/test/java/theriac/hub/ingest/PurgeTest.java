package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// What a feed brought last night, taken back in one decision and given back in another.
class PurgeTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final Viewer ALL = Viewer.system("test");
    private static final JsonObject WHY =
            JsonObject.builder().put("reason", "A bad night.").build();

    private static Organization cert;
    private static Organization hospital;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser second;
    private static RunningHub.Browser member;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        analyst = HUB.person(cert, "analyst");
        second = HUB.person(cert, "second", EnumSet.of(Role.ANALYST));
        member = HUB.person(hospital, "member", EnumSet.of(Role.ANALYST));
    }

    private static Source source(String name) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), name, "stix", Audience.of(Tlp.GREEN, cert.key())));
    }

    private static String upload(Source source, int... numbers) {
        var objects = new StringBuilder();
        for (int number : numbers) {
            objects.append(objects.isEmpty() ? "" : ",").append(IngestFixture.good(number));
        }
        var answer = analyst.write(
                "POST",
                "/api/sources/" + source.id() + "/uploads?name=night",
                "{\"type\":\"bundle\",\"id\":\"bundle--" + UUID.randomUUID() + "\",\"objects\":[" + objects + "]}",
                "application/json");
        return analyst.json(answer).text("id").orElseThrow();
    }

    private static boolean stands(int number) {
        return HUB.part(Store.class)
                .objects()
                .find(ALL, StixId.of(IngestFixture.id(number)))
                .map(o -> !o.summary().revoked())
                .orElse(false);
    }

    private static long claims(String path) {
        return analyst.json(analyst.post(path, WHY)).integer("claims").orElseThrow();
    }

    @Test
    void aDeliveryIsTakenBackAndGivenBackAndWhatOthersSayStands() {
        var feed = source("feed");
        var other = source("other");
        upload(feed, 1);
        var night = upload(feed, 2, 3);
        upload(other, 3);

        assertThat(claims("/api/runs/" + night + "/withdrawal")).isEqualTo(2);
        assertThat(stands(1)).isTrue();
        assertThat(stands(2)).isFalse();
        assertThat(stands(3)).as("another source says so too").isTrue();
        assertThat(claims("/api/runs/" + night + "/withdrawal")).as("twice").isZero();

        assertThat(claims("/api/runs/" + night + "/restoration")).isEqualTo(2);
        assertThat(stands(2)).isTrue();
        assertThat(analyst.post("/api/runs/" + night + "/restoration", WHY).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatWasWithdrawnOneByOneBeforeStaysWithdrawn() {
        var feed = source("feed with a mistake");
        var night = upload(feed, 11, 12);
        analyst.json(analyst.post("/api/objects/" + IngestFixture.id(11) + "/withdrawal", WHY));

        var waiting = analyst.json(analyst.post("/api/sources/" + feed.id() + "/withdrawal", WHY));
        assertThat(stands(12)).as("a second person decides").isTrue();
        var proposal = "/api/proposals/" + waiting.text("id").orElseThrow();
        assertThat(analyst.post(proposal + "/approval", JsonObject.empty()).statusCode())
                .isEqualTo(403);
        second.json(second.post(proposal + "/approval", JsonObject.empty()));
        assertThat(stands(12)).isFalse();
        assertThat(analyst.post("/api/runs/" + night + "/restoration", WHY).statusCode())
                .as("it was the source that was taken back, not this delivery")
                .isEqualTo(409);
        assertThat(claims("/api/sources/" + feed.id() + "/restoration")).isEqualTo(1);
        assertThat(stands(12)).isTrue();
        assertThat(stands(11)).isFalse();
    }

    @Test
    void aMemberTakesBackNobodyElsesWord() {
        var feed = source("feed of the cert");
        var night = upload(feed, 21);
        for (var path : new String[] {"/api/runs/" + night, "/api/sources/" + feed.id()}) {
            assertThat(member.post(path + "/withdrawal", WHY).statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(member.post(path + "/restoration", WHY).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(stands(21)).isTrue();
        assertThat(analyst.post(
                                "/api/runs/" + night + "/withdrawal",
                                JsonObject.builder().put("reason", " ").build())
                        .statusCode())
                .isEqualTo(400);
        assertThat(analyst.post("/api/runs/" + UUID.randomUUID() + "/withdrawal", WHY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aKeptDeliveryCanBeTakenInAgain() {
        var night = upload(source("feed to replay"), 31, 32);
        var again = analyst.json(analyst.post("/api/runs/" + night + "/replay", JsonObject.empty()));
        assertThat(again.text("state")).contains("done");
        assertThat(again.integer("unchanged")).hasValue(2);
        assertThat(again.integer("created")).hasValue(0);
    }
}
