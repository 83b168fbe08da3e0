package theriac.bench.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.bench.TemporaryHub;
import theriac.bench.store.Invented;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.query.Footprint;
import theriac.hub.query.Query;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.net.IpNetwork;

/// What members have and what they saw, invented.
final class Members {

    /// Indicators that every member saw.
    static final int SEEN = 50;

    private static final int DOMAINS = 20;
    private static final int NETWORKS = 5;

    private Members() {}

    /// What a hospital says that it has: of its domains and networks a few are in the store, most are not.
    static Query concerns() {
        var domains = new ArrayList<String>();
        for (int n = 0; n < DOMAINS; n++) {
            domains.add(n == 0 ? "amber.example" : "hospital-%d.example".formatted(n));
        }
        var networks = new ArrayList<IpNetwork>();
        for (int n = 0; n < NETWORKS; n++) {
            networks.add(IpNetwork.parse("10.%d.7.0/28".formatted(n)).orElseThrow());
        }
        return new Query.Concerns(
                new Query.Text(Query.Concerns.US, false), Optional.of(new Footprint(domains, networks, List.of())));
    }

    static List<StixId> seen() {
        var ids = new ArrayList<StixId>();
        for (int n = 0; n < SEEN; n++) {
            ids.add(StixId.of(Invented.id("indicator", n)));
        }
        return ids;
    }

    /// Every member tells one sighting of each.
    static void see(TemporaryHub hub, List<Organization> members) {
        var store = hub.part(Store.class);
        long place = 0;
        for (var member : members) {
            var audience = Audience.undecided(member.key());
            long source = store.sources()
                    .register(new NewSource(member.key(), member.name() + " itself", "member", audience))
                    .key();
            var told = new ArrayList<Candidate>();
            for (var id : seen()) {
                told.add(new Candidate(sighting(place++, id), audience));
            }
            store.claims().claim(new ClaimBatch(source, null, told));
        }
    }

    private static StixObject sighting(long place, StixId of) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"sighting","spec_version":"2.1","id":"%s","created":"2026-11-20T10:00:00.000Z",
                 "modified":"2026-11-20T10:00:00.000Z","last_seen":"2026-11-20T10:00:00Z","count":1,
                 "sighting_of_ref":"%s"}""".formatted(Invented.id("sighting", place), of.text())));
    }
}
