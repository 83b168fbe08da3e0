package theriac.hub.sharing.push;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;

/// Where the hub sends its collections, as people of the CERT see and change it.
@RestController
public final class DestinationRoutes {

    private final Destinations destinations;
    private final Parties parties;

    public DestinationRoutes(Destinations destinations, Parties parties) {
        this.destinations = destinations;
        this.parties = parties;
    }

    /// See [Destination].
    ///
    /// @param kind `taxii` or `misp`; absent: `taxii`
    /// @param allow networks that are fine although they are not public
    /// @param on whether it is sent at all
    public record DestinationToSave(
            String title,
            Optional<String> kind,
            String address,
            String credential,
            List<String> allow,
            UUID collection,
            UUID organization,
            int everyMinutes,
            boolean on) {}

    /// @param messages of objects that the server did not take, the first few
    public record ReceiptRow(
            String id,
            Instant at,
            boolean pending,
            long successes,
            long failures,
            long pendings,
            List<String> messages) {}

    /// @param place the date in the collection up to which everything was accepted
    public record DestinationRow(
            UUID id,
            String title,
            String kind,
            String address,
            String credential,
            List<String> allow,
            UUID collection,
            UUID organization,
            int everyMinutes,
            boolean on,
            Optional<Instant> place,
            long sent,
            Instant nextAt,
            boolean running,
            Optional<Instant> lastAt,
            Optional<String> problem,
            int failures,
            List<ReceiptRow> receipts) {}

    public record DestinationList(List<DestinationRow> destinations) {}

    @GetMapping("/api/destinations")
    @Requires(Permission.CONFIGURE_SHARING)
    DestinationList destinations(Viewer viewer) {
        return new DestinationList(
                destinations.list(viewer).stream().map(this::row).toList());
    }

    @PostMapping("/api/destinations")
    @Requires(Permission.CONFIGURE_SHARING)
    DestinationRow createDestination(Viewer viewer, @RequestBody DestinationToSave wish) {
        return row(destinations.save(viewer, wanted(UUID.randomUUID(), wish)));
    }

    @PutMapping("/api/destinations/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    DestinationRow changeDestination(Viewer viewer, @PathVariable UUID id, @RequestBody DestinationToSave wish) {
        if (destinations.list(viewer).stream().noneMatch(each -> each.id().equals(id))) {
            throw Problem.notFound("There is no such destination.");
        }
        return row(destinations.save(viewer, wanted(id, wish)));
    }

    @DeleteMapping("/api/destinations/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    void deleteDestination(Viewer viewer, @PathVariable UUID id) {
        destinations.delete(viewer, id);
    }

    /// @param again whether everything is sent once more
    public record HurryToSend(boolean again) {}

    @PostMapping("/api/destinations/{id}/sending")
    @Requires(Permission.CONFIGURE_SHARING)
    DestinationRow hurryDestination(Viewer viewer, @PathVariable UUID id, @RequestBody HurryToSend wish) {
        return row(destinations.hurry(viewer, id, wish.again()));
    }

    private Destination wanted(UUID id, DestinationToSave wish) {
        var organization =
                parties.find(wish.organization()).orElseThrow(() -> Problem.notFound("There is no such organisation."));
        return new Destination(
                0,
                id,
                wish.title().strip(),
                kind(wish),
                Destinations.address(wish.address()),
                wish.credential().strip(),
                wish.allow().stream().map(String::strip).toList(),
                wish.collection(),
                organization.key(),
                Duration.ofMinutes(wish.everyMinutes()),
                wish.on(),
                Optional.empty(),
                0,
                Instant.EPOCH,
                false,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Destination.Kind kind(DestinationToSave wish) {
        return Destination.Kind.of(wish.kind().orElse("taxii"))
                .orElseThrow(() -> Problem.badRequest("A destination is of the kind taxii or misp."));
    }

    private DestinationRow row(Destination each) {
        return new DestinationRow(
                each.id(),
                each.title(),
                each.kind().text(),
                each.address().toString(),
                each.credential(),
                each.allow(),
                each.collection(),
                parties.load(each.organization()).id(),
                (int) each.every().toMinutes(),
                each.on(),
                each.place(),
                each.sent(),
                each.nextAt(),
                each.running(),
                each.lastAt(),
                each.problem(),
                each.failures(),
                destinations.receipts(each).stream()
                        .map(one -> new ReceiptRow(
                                one.id(),
                                one.at(),
                                one.pending(),
                                one.successes(),
                                one.failures(),
                                one.pendings(),
                                one.messages()))
                        .toList());
    }
}
