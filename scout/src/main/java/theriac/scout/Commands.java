package theriac.scout;

import org.jspecify.annotations.Nullable;

/// What picocli leaves open until it has filled a command in.
final class Commands {

    private Commands() {}

    static ScoutCommand parent(@Nullable ScoutCommand scout) {
        if (scout == null) {
            throw new IllegalStateException("picocli fills the parent command in before it calls");
        }
        return scout;
    }
}
