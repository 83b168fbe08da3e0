package theriac.hub.policy;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// The last door (law 3). It knows nothing of how an answer was made: it gets the recipient and, for every item on its
/// way
/// out, the audience under which the item would leave, and it refuses the whole answer when one item may not go. A
/// refusal is
/// a bug of the path that made the answer, so it is an exception and is logged; the recipient learns nothing but
/// "unavailable".
public final class EgressGate {

    private final java.util.function.Consumer<Refusal> onRefusal;

    /// @param onRefusal told of every refusal (audit, alarm); called on the answering thread
    public EgressGate(java.util.function.Consumer<Refusal> onRefusal) {
        this.onRefusal = onRefusal;
    }

    /// What was stopped.
    ///
    /// @param channel the way out: `taxii`, `list`, `mail`, `api`…
    /// @param item what would have left (an id, never content)
    public record Refusal(String channel, Viewer recipient, String item) {}

    /// Thrown when something would have left that may not.
    public static final class EgressRefused extends RuntimeException {
        EgressRefused(Refusal refusal) {
            super("The egress gate stopped an answer on the channel " + refusal.channel()
                    + ": an item was not for its recipient. Nothing was sent; the audit log names the item.");
        }
    }

    /// Lets the items pass if every one of them may go to the recipient.
    ///
    /// @param audiences for an item, the audiences of the claims that carry it; one that allows is enough; none
    /// refuses
    public <T> List<T> pass(
            String channel,
            Viewer recipient,
            Collection<T> items,
            Function<T, String> id,
            Function<T, ? extends Collection<Audience>> audiences) {
        for (T item : items) {
            if (recipient instanceof Viewer.System || !allowed(recipient, audiences.apply(item))) {
                var refusal = new Refusal(channel, recipient, id.apply(item));
                onRefusal.accept(refusal);
                throw new EgressRefused(refusal);
            }
        }
        return List.copyOf(items);
    }

    private static boolean allowed(Viewer recipient, Collection<Audience> audiences) {
        return audiences.stream().anyMatch(audience -> Visibility.allows(recipient, audience));
    }
}
