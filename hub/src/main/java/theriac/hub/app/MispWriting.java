package theriac.hub.app;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.misp.EventIntake;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Events that an organisation writes over MISP's interface, as deliveries of two sources of its own: one for
/// what it published, whose unmarked parts are for itself and the CERT, and one for what it did not, which
/// keeps everything with the organisation whatever its marking. So publishing is telling again, in the same
/// versions.
final class MispWriting implements EventIntake {

    private static final int TOLD = 5;

    /// More than the remarks that are kept of a delivery, which may stand before all that was left out.
    private static final int LOOKED_AT = 2_000;

    private final Store store;
    private final Ingest ingest;
    private final Organizations organizations;

    MispWriting(Store store, Ingest ingest, Organizations organizations) {
        this.store = store;
        this.ingest = ingest;
        this.organizations = organizations;
    }

    @Override
    public Taken take(Viewer.Party caller, JsonObject event, boolean published) {
        var source = source(caller, published);
        var text = Json.write(JsonObject.builder().put("Event", event).build());
        var delivery = ingest.take(
                source,
                event.text("uuid").orElse("event") + ".json",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        if (!delivery.state().equals("done")) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, delivery.problem().orElse("The event could not be stored."));
        }
        if (delivery.counts().read() == delivery.counts().rejected()) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "Nothing of the event could be read, so nothing was stored.");
        }
        long rejected = delivery.counts().rejected();
        return new Taken(rejected, rejected == 0 ? List.of() : why(caller, delivery.id()));
    }

    private List<String> why(Viewer.Party caller, UUID delivery) {
        return store.deliveries().findings(caller, delivery, LOOKED_AT).stream()
                .filter(told -> told.raw() != null)
                .limit(TOLD)
                .map(told -> told.finding().message())
                .toList();
    }

    @Override
    public void takeBack(Viewer.Party caller, List<StixId> ids) {
        for (long source : sources(caller)) {
            store.claims().withdraw(caller, ids, source, "Deleted over MISP's interface");
        }
    }

    @Override
    public List<Long> sources(Viewer.Party caller) {
        return List.of(source(caller, true).key(), source(caller, false).key());
    }

    @Override
    public List<Long> known(Viewer.Party caller) {
        var own = organizations.find(caller.organization()).orElseThrow();
        var names = List.of(name(own, true), name(own, false));
        return store.sources().list(caller).stream()
                .filter(source -> source.organization() == own.key() && names.contains(source.name()))
                .map(Source::key)
                .toList();
    }

    private static String name(Organization own, boolean published) {
        return (published ? "Events of %s over MISP" : "Unpublished events of %s over MISP").formatted(own.name());
    }

    private Source source(Viewer.Party caller, boolean published) {
        var own = organizations.find(caller.organization()).orElseThrow();
        var audience = Audience.of(Tlp.AMBER_STRICT, own.key());
        var name = name(own, published);
        var settings = published
                ? JsonObject.empty()
                : JsonObject.builder().put("reach", "organization").build();
        var cert = organizations.cert().orElseThrow().key();
        var source = store.sources()
                .register(new NewSource(
                        own.key(),
                        name,
                        "misp",
                        settings,
                        'F',
                        published ? audience.withOrganization(cert) : audience,
                        ""));
        if (source.organization() != own.key()) {
            throw Problem.conflict(
                    "Another organisation has a source that is called \"%s\": rename it.".formatted(name));
        }
        return source;
    }
}
