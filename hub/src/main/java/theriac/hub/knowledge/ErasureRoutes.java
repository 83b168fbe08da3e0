package theriac.hub.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Erasure;
import theriac.hub.store.ErasureRecord;
import theriac.hub.store.LegalHolds;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.value.Values;

/// Erasing personal values, with proof, and holding what must not be erased.
@RestController
public final class ErasureRoutes {

    private final Store store;

    public ErasureRoutes(Store store) {
        this.store = store;
    }

    /// @param value a mail address, telephone number or IBAN in any spelling
    /// @param reason is kept, so it must not hold the value
    public record ErasureRequest(String value, String reason) {}

    public record ErasureList(List<ErasureRecord> erasures) {}

    /// @param object STIX id; either this or the source
    public record HoldRequest(Optional<String> object, Optional<UUID> source, String reason) {}

    public record HoldList(List<LegalHolds.Hold> holds) {}

    /// Erases a value everywhere; answers when it is done, which takes as long as reading everything that is
    /// kept.
    @PostMapping("/api/erasures")
    @Requires(value = Permission.ERASE, confirmed = true)
    ErasureRecord erase(Viewer viewer, @RequestBody ErasureRequest request) {
        var value = Values.recognize(request.value())
                .filter(Erasure::personal)
                .orElseThrow(() -> Problem.badRequest(
                        "Only mail addresses, telephone numbers and IBANs can be erased, and this is none of them."));
        reason(request.reason());
        try {
            return store.erasure().erase(name(viewer), value, request.reason());
        } catch (Erasure.Held held) {
            throw Problem.conflict(String.valueOf(held.getMessage()));
        } catch (IllegalArgumentException revealing) {
            throw Problem.badRequest(String.valueOf(revealing.getMessage()));
        }
    }

    @GetMapping("/api/erasures")
    @Requires(Permission.ERASE)
    ErasureList erasures() {
        return new ErasureList(store.erasure().list(1_000));
    }

    @GetMapping("/api/holds")
    @Requires(Permission.ERASE)
    HoldList holds() {
        return new HoldList(store.holds().list(1_000));
    }

    @PostMapping("/api/holds")
    @Requires(Permission.ERASE)
    HoldList hold(Viewer viewer, @RequestBody HoldRequest request) {
        reason(request.reason());
        if (request.object().isPresent() == request.source().isPresent()) {
            throw Problem.badRequest("A hold is on an object or on a source: name one of the two.");
        }
        request.object()
                .ifPresent(id -> store.holds()
                        .holdObject(
                                StixId.parse(id)
                                        .orElseThrow(() -> Problem.badRequest("A STIX id looks like type--uuid.")),
                                request.reason(),
                                name(viewer)));
        request.source()
                .ifPresent(id -> store.holds()
                        .holdSource(
                                store.sources()
                                        .find(viewer, id)
                                        .orElseThrow(() ->
                                                Problem.notFound("There is no such source, or it is not for you."))
                                        .key(),
                                request.reason(),
                                name(viewer)));
        return holds();
    }

    @DeleteMapping("/api/holds/{id}")
    @Requires(Permission.ERASE)
    void lift(@PathVariable UUID id) {
        if (!store.holds().lift(id)) {
            throw Problem.notFound("There is no such hold, or it was lifted already.");
        }
    }

    private static void reason(String reason) {
        if (reason.isBlank() || reason.length() > 2_000) {
            throw Problem.badRequest("Say why, in at most 2,000 characters: it is kept as proof.");
        }
    }

    private static String name(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Party party -> party.name();
            case Viewer.System system -> "system: " + system.reason();
            case Viewer.Anonymous a -> throw Problem.notAllowed("Nobody erases without a name.");
        };
    }
}
