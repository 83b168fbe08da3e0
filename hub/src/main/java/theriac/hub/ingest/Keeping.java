package theriac.hub.ingest;

import java.util.Optional;
import theriac.hub.store.Retention;
import theriac.hub.store.Source;
import theriac.stix.Tlp;

/// How long a source's word is kept: the one retention policy that is about all of this source and nothing else.
/// Policies about parts of it (a type, some labels) are left alone; they stand among the settings.
final class Keeping {

    private final Retention retention;

    Keeping(Retention retention) {
        this.retention = retention;
    }

    /// After how many days what the source said is withdrawn; empty: no policy of its own.
    Optional<Integer> days(Source source) {
        return policy(source).map(Retention.Policy::days);
    }

    /// @param days from 1 to 36,500; empty: it is kept
    void keep(Source source, Optional<Integer> days) {
        var before = policy(source);
        if (days.isPresent() && !days.equals(before.map(Retention.Policy::days))) {
            var name = before.map(Retention.Policy::name)
                    .orElseGet(() ->
                            source.name().substring(0, Math.min(source.name().length(), 100)));
            retention.save(new Retention.Policy(
                    0, name, Retention.Subject.CLAIMS, "", Optional.of(source.key()), Tlp.CLEAR, Tlp.RED, days.get()));
        } else if (days.isEmpty()) {
            before.ifPresent(policy -> retention.delete(policy.key()));
        }
    }

    private Optional<Retention.Policy> policy(Source source) {
        return retention.list().stream()
                .filter(policy -> policy.subject() == Retention.Subject.CLAIMS
                        && policy.source().filter(key -> key == source.key()).isPresent()
                        && policy.type().isEmpty()
                        && policy.from() == Tlp.CLEAR
                        && policy.to() == Tlp.RED)
                .findFirst();
    }
}
