package theriac.hub.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Retention;
import theriac.hub.store.Store;
import theriac.stix.Tlp;

/// How long things are kept, as settings over HTTP.
@RestController
public final class RetentionRoutes {

    private static final String TAKEN = "claims, raw for the bytes of deliveries, or ledger";

    private final Store store;

    public RetentionRoutes(Store store) {
        this.store = store;
    }

    /// @param key 0 for a new one
    /// @param subject `claims` (withdrawn, and everyone who fetched them is told), `raw` (the bytes of
    ///     deliveries) or `ledger` (months of what happened)
    /// @param type STIX type; "": all
    /// @param source absent: all
    /// @param from the widest label that it covers, as shown: `TLP:CLEAR`
    /// @param to the narrowest label that it covers
    /// @param days after so many days
    /// @param due how much it would take away now, at most 1,001
    public record RetentionPolicy(
            long key,
            String name,
            String subject,
            String type,
            Optional<UUID> source,
            String from,
            String to,
            int days,
            long due) {}

    public record RetentionPolicies(List<RetentionPolicy> policies) {}

    @GetMapping("/api/settings/retention")
    @Requires(Permission.CONFIGURE)
    RetentionPolicies retentionPolicies() {
        return new RetentionPolicies(
                store.retention().list().stream().map(this::shown).toList());
    }

    /// Adds a policy, or changes the one for the same things. It is applied within the hour, not at once.
    @PutMapping("/api/settings/retention")
    @Requires(Permission.CONFIGURE)
    RetentionPolicies saveRetention(Viewer viewer, @RequestBody RetentionPolicy policy) {
        if (policy.name().isBlank() || policy.name().length() > 100) {
            throw Problem.badRequest("A policy has a name of 1 to 100 characters.");
        }
        var source = policy.source()
                .map(id -> store.sources()
                        .find(viewer, id)
                        .orElseThrow(() -> Problem.notFound("There is no such source, or it is not for you."))
                        .key());
        try {
            store.retention()
                    .save(new Retention.Policy(
                            0,
                            policy.name(),
                            subject(policy.subject()),
                            policy.type(),
                            source,
                            label(policy.from()),
                            label(policy.to()),
                            policy.days()));
        } catch (IllegalArgumentException impossible) {
            throw Problem.badRequest(String.valueOf(impossible.getMessage()));
        }
        return retentionPolicies();
    }

    @DeleteMapping("/api/settings/retention/{key}")
    @Requires(Permission.CONFIGURE)
    void deleteRetention(@PathVariable long key) {
        if (!store.retention().delete(key)) {
            throw Problem.notFound("There is no such policy.");
        }
    }

    private static Retention.Subject subject(String text) {
        return switch (text) {
            case "claims" -> Retention.Subject.CLAIMS;
            case "raw" -> Retention.Subject.RAW;
            case "ledger" -> Retention.Subject.LEDGER;
            default -> throw Problem.badRequest("A policy is about " + TAKEN + ".");
        };
    }

    private static Tlp label(String text) {
        return Tlp.ofLabel(text)
                .orElseThrow(() -> Problem.badRequest("The labels are those of TLP 2.0, such as TLP:GREEN."));
    }

    private RetentionPolicy shown(Retention.Policy policy) {
        return new RetentionPolicy(
                policy.key(),
                policy.name(),
                policy.subject().name().toLowerCase(Locale.ROOT),
                policy.type(),
                policy.source().map(key -> store.sources().load(key).id()),
                policy.from().label(),
                policy.to().label(),
                policy.days(),
                store.retention().preview(policy));
    }
}
