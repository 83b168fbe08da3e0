package theriac.hub.store;

import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.hub.query.DecayModel;

/// How confidence fades, per type, kind of value and source: settings, read with each question. Safe between threads.
public final class DecayModels {

    private final DecaySql sql;

    DecayModels(Database database) {
        this.sql = new DecaySql(database);
    }

    /// A setting.
    ///
    /// @param key internal; 0 for one that is not stored yet
    /// @param name for people
    /// @param type STIX type; "": all
    /// @param kind code of a kind of value that the object holds, such as `phone`; "": any
    /// @param source internal key of a source; empty: all
    public record Setting(long key, String name, String type, String kind, Optional<Long> source, DecayModel model) {}

    /// All settings, the most special first: of several that fit a claim, the first counts.
    public List<Setting> list() {
        return sql.rules().stream().map(DecayModels::setting).toList();
    }

    /// Adds a setting, or changes the one for the same type, kind and source.
    public Setting save(Setting setting) {
        return setting(sql.save(rule(setting)));
    }

    /// @return false when there was none
    public boolean delete(long key) {
        return sql.delete(key);
    }

    DecayTable table() {
        return new DecayTable(sql.rules());
    }

    private static Setting setting(DecayTable.Rule rule) {
        return new Setting(
                rule.key(),
                rule.name(),
                rule.type(),
                rule.kind(),
                rule.source() == 0 ? Optional.empty() : Optional.of(rule.source()),
                rule.model());
    }

    private static DecayTable.Rule rule(Setting setting) {
        return new DecayTable.Rule(
                setting.key(),
                setting.name(),
                setting.type(),
                setting.kind(),
                setting.source().orElse(0L),
                setting.model());
    }
}
