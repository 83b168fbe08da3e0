package theriac.scout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.detect.IndicatorSet;
import theriac.detect.IndicatorSetBuilder;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.taxii.client.PollResult;
import theriac.taxii.client.PollSink;

/// Keeps the set equal to the member's collection at the hub. For one thread; [#set] may be asked by any.
///
/// An outage changes nothing, and an empty answer drops nothing: only a revoked version takes an indicator out.
final class Synchronizer {

    /// What a synchronisation brought.
    ///
    /// @param taken versions of indicators taken in
    /// @param dropped indicators withdrawn
    /// @param silent indicators that are held but cannot be seen in logs
    record Outcome(long taken, long dropped, long silent) {}

    private static final int STORE_EVERY = 200_000; // objects: an interrupted first synchronisation goes on from there

    private final ScoutHome home;
    private final HubClient hub;
    private final Lookback lookback;
    private final Clock clock;
    private volatile ScoutHome.Loaded current;

    Synchronizer(ScoutHome home, HubClient hub, Lookback lookback, Clock clock, ScoutHome.Loaded loaded) {
        this.home = home;
        this.hub = hub;
        this.lookback = lookback;
        this.clock = clock;
        this.current = loaded;
    }

    IndicatorSet set() {
        return current.set();
    }

    ScoutState state() {
        return current.state();
    }

    /// Asks the hub who this scout works for; its earlier answer serves while it is away.
    Profile profile() throws HubFailure, InterruptedException, IOException {
        try {
            Profile told = hub.profile();
            if (!Optional.of(told).equals(state().profile())) {
                keep(state().withProfile(told));
            }
            return told;
        } catch (HubFailure away) {
            return state().profile().orElseThrow(() -> away);
        }
    }

    private void keep(ScoutState state) throws IOException {
        home.save(state);
        current = new ScoutHome.Loaded(state, current.set());
    }

    /// Reads what is new, stores it, then confirms it.
    Outcome sync(Profile profile) throws HubFailure, InterruptedException, IOException {
        Intake intake = new Intake();
        PollResult result;
        try {
            result = hub.indicators(profile, state().position(), intake);
            intake.store();
        } catch (UncheckedIOException disk) {
            throw disk.getCause();
        }
        if (result.failure().isPresent()) {
            throw new HubFailure(
                    result.failure().get().sentence(), result.failure().get());
        }
        keep(state().withSyncedAt(clock.instant()));
        confirm();
        return new Outcome(intake.taken, intake.dropped, intake.silent);
    }

    /// Confirms the position on disk, if the hub does not know it yet.
    void confirm() throws HubFailure, InterruptedException, IOException {
        Optional<Instant> position = state().position();
        if (position.isPresent() && !position.equals(state().confirmed())) {
            hub.confirm(position.get(), set().size(), set().digest());
            keep(state().withConfirmed(position.get()));
        }
    }

    /// Collects a poll. Objects count when the page that brought them came whole.
    private final class Intake implements PollSink {
        private IndicatorSetBuilder builder = current.set().revise();
        private Set<String> changed = new LinkedHashSet<>();
        private Optional<Instant> reached = current.state().position();
        private long pending;
        private long taken;
        private long dropped;
        private long silent;

        @Override
        public void object(StixObject object, List<Finding> findings) {
            if (!object.type().equals("indicator")) {
                return;
            }
            boolean unreadable = !builder.add(object).isEmpty();
            pending++;
            if (object.revoked()) {
                dropped += current.set().find(object.id().text()).isPresent() ? 1 : 0;
            } else {
                taken++;
                silent += unreadable ? 1 : 0;
                changed.add(object.id().text());
            }
        }

        @Override
        public void rejected(byte[] raw, List<Finding> findings) {
            silent++; // no STIX object: nothing to hold; the hub keeps the record of it
        }

        @Override
        public void pageEnd(Optional<Instant> watermark) {
            reached = watermark.isPresent() ? watermark : reached;
            if (pending >= STORE_EVERY) {
                store();
            }
        }

        void store() {
            if (pending == 0 && reached.equals(current.state().position())) {
                return;
            }
            try {
                IndicatorSet set = builder.build();
                synchronized (lookback) { // who sees the ids there must see the set that holds them
                    lookback.add(changed);
                    current = home.store(current, set, reached);
                }
            } catch (IOException disk) {
                throw new UncheckedIOException(disk);
            }
            builder = current.set().revise();
            changed = new LinkedHashSet<>();
            pending = 0;
        }
    }
}
