package theriac.hub.ingest;

import java.time.Duration;
import java.util.Optional;
import theriac.hub.store.Delivery;

/// How asking a source went.
public sealed interface Outcome {

    /// The delivery that came of it; empty when there was nothing new.
    Optional<Delivery> delivery();

    /// There is nothing new.
    record Unchanged() implements Outcome {
        @Override
        public Optional<Delivery> delivery() {
            return Optional.empty();
        }
    }

    /// What was asked for by its name is not there, or not for this hub: that is no failure, and no delivery.
    record Absent() implements Outcome {
        @Override
        public Optional<Delivery> delivery() {
            return Optional.empty();
        }
    }

    /// Something came and was taken in.
    record Taken(Delivery taken) implements Outcome {
        @Override
        public Optional<Delivery> delivery() {
            return Optional.of(taken);
        }
    }

    /// It did not work, or not to the end.
    ///
    /// @param failed with its sentence
    /// @param asked how long the other side wants to be left alone; zero when it did not say
    record Failed(Delivery failed, Duration asked) implements Outcome {
        @Override
        public Optional<Delivery> delivery() {
            return Optional.of(failed);
        }
    }

    /// Whatever became of a delivery.
    static Outcome of(Delivery delivery) {
        return delivery.state().equals("failed") ? new Failed(delivery, Duration.ZERO) : new Taken(delivery);
    }
}
