package theriac.hub.store;

import java.time.Instant;
import theriac.hub.query.DecayModel;

/// What is left of the confidence in an object.
///
/// @param score 0 to 100
/// @param from the confidence at the beginning, 0 to 100
/// @param since when it was last said or sighted
/// @param name of the setting that applies
public record Decayed(int score, int from, Instant since, String name, DecayModel model) {

    static Decayed nothing(DecayTable.Rule rule) {
        return new Decayed(0, 0, Instant.EPOCH, rule.name(), rule.model());
    }

    /// Whether it counts as decayed.
    public boolean decayed() {
        return score < model.threshold();
    }
}
