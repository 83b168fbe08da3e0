package theriac.hub.formats.controls;

import java.util.Optional;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// A file that some control loads. Implementations are pure and have no state.
public interface ControlFormat {

    /// The file's name, which also names the format.
    String file();

    String mediaType();

    /// The kinds of values that it can carry.
    Set<ValueKind> kinds();

    /// Whether whoever loads it may block with it: what must not be noticed by the other side (PAP:AMBER,
    /// PAP:RED) is left out then. Files that are only read, passed on or matched with logs say no.
    default boolean blocks() {
        return true;
    }

    /// How many entries its consumer takes; further ones would be cut off, newest first or at random.
    int most();

    /// Whether it writes indicators whole, see [ControlEntry#json].
    default boolean wholeObjects() {
        return false;
    }

    /// The language of detection rules that it collects, as `pattern_type` has it; empty: it carries values.
    /// The value of an entry is the id of its indicator then.
    default Optional<String> rules() {
        return Optional.empty();
    }

    /// Whether each line is an entry by itself and means the same in any order, so that a difference of lines is a
    /// difference of what is blocked.
    default boolean linesStandAlone() {
        return false;
    }

    /// Writes the whole file. Values in a form that the consumer cannot carry are left out and counted.
    void write(ControlList list, ControlText out);
}
