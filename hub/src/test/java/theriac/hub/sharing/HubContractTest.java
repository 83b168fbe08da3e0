package theriac.hub.sharing;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.taxii.contract.HttpBench;
import theriac.taxii.contract.TaxiiBench;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Manner;
import theriac.taxii.contract.TaxiiBench.Who;
import theriac.taxii.contract.TaxiiServerContract;

/// The whole TAXII contract on the hub: PostgreSQL below, HTTP above. Each test has organisations of its own, so its
/// collections are empty although all tests use the same ids.
class HubContractTest extends TaxiiServerContract {

    private static final int PAGE = 20;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--taxii-page-limit=" + PAGE, "--taxii-largest-post=65536");

    private static int count;

    @BeforeAll
    static void whoRunsTheHub() {
        HUB.organization("Cert", "cert");
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
                        Kind.OPEN, CollectionIds.submissions(member.id()).toString(),
                        Kind.READ_ONLY, CollectionIds.intelligence(member.id()).toString(),
                        Kind.WRITE_ONLY, CollectionIds.sightings(member.id()).toString(),
                        Kind.HIDDEN, CollectionIds.submissions(other.id()).toString()),
                Set.of(Manner.DELETED_BECOMES_REVOKED));
    }
}
