package theriac.hub.sharing.misp;

import java.util.List;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;

/// The way into the hub for what is written over MISP's interface: the one pipeline by which everything comes
/// in, as the word of the caller's organisation; `app` hands it over. Thread-safe.
public interface EventIntake {

    /// What became of an event.
    ///
    /// @param rejected how many of its elements could not be used
    /// @param why sentences about them, the first few
    record Taken(long rejected, List<String> why) {

        public Taken {
            why = List.copyOf(why);
        }
    }

    /// Stores an event; when this returns, it is durable.
    ///
    /// @param event without the `Event` around it
    /// @param published whether it goes to those whom its distribution and labels name; otherwise it stays
    ///     with the organisation
    Taken take(Viewer.Party caller, JsonObject event, boolean published);

    /// Takes back what the organisation said about these objects over this interface; when this returns, it
    /// is durable.
    void takeBack(Viewer.Party caller, List<StixId> ids);

    /// Internal keys of the sources that stand for what this organisation writes.
    List<Long> sources(Viewer.Party caller);

    /// Those of them through which something was written already: who only reads makes none.
    List<Long> known(Viewer.Party caller);
}
