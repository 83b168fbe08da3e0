package theriac.hub.detection;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Position;

/// What TAXII lacks for a scout: who am I, wake me, I recognise everything up to here.
@RestController
public final class ScoutRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Scouts scouts;
    private final Wakes wakes;
    private final Function<Viewer.Party, Profile> profiles;
    private final LongSupplier cert;

    /// @param profiles which collections are an organisation's; `app` knows
    /// @param cert internal key of the body that runs the hub
    public ScoutRoutes(Scouts scouts, Wakes wakes, Function<Viewer.Party, Profile> profiles, LongSupplier cert) {
        this.scouts = scouts;
        this.wakes = wakes;
        this.profiles = profiles;
        this.cert = cert;
    }

    /// @param identity the STIX identity in whose name sightings are sent
    public record ProfileOrganization(String name, String identity) {}

    /// @param apiRoot path of the TAXII API root
    /// @param indicators id of the collection to read
    /// @param sightings id of the collection to write
    public record Profile(ProfileOrganization organization, String apiRoot, UUID indicators, UUID sightings) {}

    /// @param position TAXII timestamp: nothing concerns this scout between what it knows and here, or
    ///     something does and it should ask
    public record Wake(String position) {}

    /// @param position `date_added` of the last object that was taken in
    public record NewReceipt(String position, long indicators, Optional<String> digest) {}

    public record ScoutRow(
            UUID id,
            String name,
            String organization,
            Optional<Instant> position,
            long indicators,
            Optional<Instant> receivedAt,
            Instant seenAt) {}

    public record ScoutList(List<ScoutRow> scouts) {}

    @GetMapping("/api/scout/profile")
    @Requires(Permission.SCOUT)
    Profile profile(Viewer viewer) {
        var party = party(viewer);
        scouts.seen(party);
        return profiles.apply(party);
    }

    @GetMapping("/api/scout/wake")
    @Requires(Permission.SCOUT)
    Wake wake(Viewer viewer, @RequestParam Optional<String> after) throws InterruptedException {
        var party = party(viewer);
        scouts.seen(party);
        long from =
                after.filter(text -> !text.isEmpty()).map(ScoutRoutes::position).orElse(0L);
        long reached = wakes.await(party, from, PATIENCE);
        return new Wake(taxii(Position.at(reached)));
    }

    @PostMapping("/api/scout/receipts")
    @Requires(Permission.SCOUT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receipt(Viewer viewer, @RequestBody NewReceipt receipt) {
        var digest = receipt.digest().filter(d -> d.length() <= 128).orElse("");
        scouts.receipt(
                party(viewer),
                new Scouts.Receipt(
                        Position.at(position(receipt.position())), Math.max(0, receipt.indicators()), digest),
                cert.getAsLong());
    }

    @GetMapping("/api/scouts")
    @Requires(Permission.SIGNED_IN)
    ScoutList scouts(Viewer viewer) {
        return new ScoutList(scouts.list(viewer).stream()
                .map(s -> new ScoutRow(
                        s.id(), s.name(), s.organization(), s.position(), s.indicators(), s.receivedAt(), s.seenAt()))
                .toList());
    }

    private static Viewer.Party party(Viewer viewer) {
        if (viewer instanceof Viewer.Party party) {
            return party;
        }
        throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "A scout needs its token.");
    }

    private static long position(String text) {
        try {
            return Position.of(Instant.parse(text));
        } catch (DateTimeParseException | ArithmeticException notATime) {
            throw Problem.badRequest("\"%s\" is not a position; send the date_added that the hub gave you."
                    .formatted(text.length() > 40 ? text.substring(0, 40) + "…" : text));
        }
    }

    /// TAXII 2.1 §3.4: exactly six digits after the second.
    private static String taxii(Instant moment) {
        return theriac.taxii.TaxiiTimestamp.text(moment);
    }
}
