package theriac.hub.sharing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;
import theriac.taxii.contract.HttpBench;
import theriac.taxii.contract.TaxiiBench;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Manner;
import theriac.taxii.contract.TaxiiBench.Who;
import theriac.taxii.contract.TaxiiServerContract;

/// The whole TAXII contract on a collection that the CERT made and to which its readers post. Each test has a
/// collection and organisations of its own.
class PostedContractTest extends TaxiiServerContract {

    private static final int PAGE = 20;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--taxii-page-limit=" + PAGE, "--taxii-largest-post=65536");

    private static int count;
    private static RunningHub.Browser maker;

    @BeforeAll
    static void whoRunsTheHub() {
        maker = HUB.person(HUB.organization("Cert", "cert"), "maker");
    }

    @Override
    protected TaxiiBench open() {
        count++;
        Organization member = HUB.organization("Member " + count, "hospital");
        Organization other = HUB.organization("Other " + count, "hospital");
        return HttpBench.at(
                HUB.uri(""),
                HubCollections.ROOT,
                PAGE,
                Map.of(
                        Who.MEMBER, "Bearer " + HUB.token(member, Scope.TAXII),
                        Who.OTHER, "Bearer " + HUB.token(other, Scope.TAXII)),
                Map.of(
                        Kind.OPEN, make("Open " + count, "readers", member, other),
                        Kind.READ_ONLY, make("Closed " + count, "nobody", member, other),
                        Kind.WRITE_ONLY, CollectionIds.sightings(member.id()).toString(),
                        Kind.HIDDEN, make("Hidden " + count, "readers", other)),
                Set.of(Manner.DELETED_BECOMES_REVOKED, Manner.REVOKED_FOR_HOLDERS_ONLY));
    }

    private static String make(String title, String posting, Organization... readers) {
        var body = JsonObject.builder()
                .put("title", title)
                .put("description", "")
                .put("picked", true)
                .put("posting", posting)
                .put("query", "")
                .put(
                        "organizations",
                        List.of(readers).stream()
                                .map(reader -> reader.id().toString())
                                .toList())
                .put("groups", List.of())
                .put("ended", false)
                .build();
        return maker.json(maker.post("/api/collections", body)).text("id").orElseThrow();
    }
}
