package theriac.hub.app.demo;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.ingest.Plans;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Position;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Step 2: intelligence comes in, over TAXII and from files, and the scouts of the hospitals take it in.
final class FeedsArrive implements Step {

    private static final String TERMS =
            "Free for the protection of care organisations. Not for resale. Name Poolster Intelligence as the source.";

    @Override
    public String title() {
        return "Intelligence comes in";
    }

    @Override
    public void play(Stage stage, Terminal terminal) throws IOException {
        var deliveries = new Deliveries(stage.as(Cast.ANNA));
        var cast = stage.cast();
        var taxii = source(
                stage,
                cast.partner(),
                "Poolster over TAXII 2.1",
                "taxii",
                'B',
                JsonObject.builder()
                        .put("url", stage.partner().collection().toString())
                        .put("credential", Stage.PARTNER)
                        .put("allow", List.of("127.0.0.1"))
                        .build());
        stage.hub().part(Plans.class).save(taxii.key(), "taxii", Optional.empty());
        deliveries.poll(taxii);
        for (var file : List.of("list.csv", "defanged.txt", "misp-event.json")) {
            var kind = file.endsWith(".csv") ? "csv" : file.endsWith(".txt") ? "text" : "misp";
            var name = switch (kind) {
                case "csv" -> "Poolster: weekly list";
                case "text" -> "Sector-CERT: notes of an investigation";
                default -> "Sector-CERT: MISP events";
            };
            var owner = kind.equals("csv") ? cast.partner() : cast.cert();
            var source = source(stage, owner, name, kind, 'B', JsonObject.empty());
            deliveries.upload(source, file, BodyPublishers.ofFile(stage.sample(file)));
        }
        deliveries.show(terminal);
        terminal.aside("The partner's terms stay with every object: \"" + TERMS + "\"");
        if (stage.options().data().isPresent()) {
            new RealData(stage, terminal).load(stage.options().data().get());
        }
        scouts(stage, terminal);
    }

    /// For the members; what the partner marks otherwise keeps its own label.
    static Source source(
            Stage stage, Organization owner, String name, String kind, char reliability, JsonObject settings) {
        var members = stage.hub().part(Organizations.class).group(Organizations.MEMBERS);
        var audience = Audience.of(Tlp.AMBER, owner.key())
                .withOrganization(stage.cast().cert().key())
                .withGroup(members);
        return stage.hub()
                .part(Store.class)
                .sources()
                .register(new NewSource(
                        owner.key(),
                        name,
                        kind,
                        settings,
                        reliability,
                        audience,
                        owner.key() == stage.cast().partner().key() ? TERMS : ""));
    }

    private static void scouts(Stage stage, Terminal terminal) throws IOException {
        int lines = stage.startScouts();
        var viewer = Viewer.system("demo: how far scouts must have read");
        var last = Position.at(stage.hub()
                .part(Store.class)
                .changes()
                .active(viewer, Set.of("indicator"), change -> {})
                .seq());
        stage.await("the scouts have taken in what is known", () -> confirmed(stage, last.toString()));
        var held = new TreeSet<Long>();
        stage.as(Cast.ANNA)
                .get("/api/scouts")
                .array("scouts")
                .orElseThrow()
                .objects()
                .forEach(scout -> held.add(scout.integer("indicators").orElse(0)));
        terminal.blank();
        terminal.good("Three scouts, one per hospital, hold %s indicators each and read %,d lines of yesterday's logs."
                .formatted(
                        held.size() == 1 ? "%,d".formatted(held.first()) : "up to %,d".formatted(held.last()), lines));
    }

    private static boolean confirmed(Stage stage, String position) {
        var scouts = stage.as(Cast.ANNA)
                .get("/api/scouts")
                .array("scouts")
                .orElseThrow()
                .objects();
        var needed = java.time.Instant.parse(position);
        return scouts.size() >= stage.cast().hospitals().size()
                && scouts.stream()
                        .allMatch(s -> s.text("position")
                                .map(java.time.Instant::parse)
                                .map(at -> !at.isBefore(needed))
                                .orElse(false));
    }
}
