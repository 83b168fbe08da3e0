package theriac.hub.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import theriac.stix.Tlp;

/// The last door (law 3). It knows nothing of how an answer was made: it gets the recipient and, for every
/// item on its way out, the audience under which the item would leave, and it refuses the whole answer when
/// one item may not go. A refusal is a bug of the path that made the answer, so it is an exception and is
/// logged; the recipient learns nothing but "unavailable".
public final class EgressGate {

    private final Consumer<Refusal> onRefusal;
    private final Departures departures;

    /// @param onRefusal told of every refusal (audit, alarm); called on the answering thread
    /// @param departures told of what left and is not for everybody
    public EgressGate(Consumer<Refusal> onRefusal, Departures departures) {
        this.onRefusal = onRefusal;
        this.departures = departures;
    }

    /// Hears of each answer that left, once for all its items.
    @FunctionalInterface
    public interface Departures {

        /// @param channel the way out
        /// @param ids of what is TLP:AMBER or stricter under every rule that lets the recipient have it;
        ///     often none
        void left(String channel, Viewer recipient, List<String> ids);
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

    /// Lets the items pass if every one of them may go to the recipient, to be read and passed on.
    ///
    /// @param audiences for an item, the audiences of the claims that carry it; one that allows is enough; none
    /// refuses
    public <T> List<T> pass(
            String channel,
            Viewer recipient,
            Collection<T> items,
            Function<T, String> id,
            Function<T, ? extends Collection<Audience>> audiences) {
        return pass(channel, recipient, Use.READ, items, id, audiences);
    }

    /// Lets the items pass if every one of them may go to the recipient and be used so.
    ///
    /// @param audiences for an item, the audiences of the claims that carry it; one that allows is
    ///     enough; none refuses
    public <T> List<T> pass(
            String channel,
            Viewer recipient,
            Use use,
            Collection<T> items,
            Function<T, String> id,
            Function<T, ? extends Collection<Audience>> audiences) {
        var limited = new ArrayList<String>();
        for (T item : items) {
            var allowing = recipient instanceof Viewer.System
                    ? Optional.<Tlp>empty()
                    : mildest(recipient, use, audiences.apply(item));
            if (allowing.isEmpty()) {
                var refusal = new Refusal(channel, recipient, id.apply(item));
                onRefusal.accept(refusal);
                throw new EgressRefused(refusal);
            }
            if (allowing.get().compareTo(Tlp.AMBER) >= 0) {
                limited.add(id.apply(item));
            }
        }
        departures.left(channel, recipient, limited);
        return List.copyOf(items);
    }

    /// The mildest label under which the recipient may have an item; empty: under none.
    private static Optional<Tlp> mildest(Viewer recipient, Use use, Collection<Audience> audiences) {
        @Nullable Tlp mildest = null;
        for (var audience : audiences) {
            if ((mildest == null || audience.tlp().compareTo(mildest) < 0)
                    && Visibility.allows(recipient, use, audience)) {
                mildest = audience.tlp();
            }
        }
        return Optional.ofNullable(mildest);
    }
}
