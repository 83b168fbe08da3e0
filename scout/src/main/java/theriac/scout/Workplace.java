package theriac.scout;

import java.nio.file.Path;
import java.time.Clock;

/// What the commands share: the folder, the configuration, the terminal, the clock.
record Workplace(ScoutHome home, ScoutConfig config, Console console, Clock clock) {

    static Workplace open(Path folder, Console console, Clock clock) {
        return new Workplace(new ScoutHome(folder), ScoutConfig.load(folder), console, clock);
    }

    String hubName() {
        return config.hub().toString();
    }

    HubClient hub() {
        return new HubClient(config.hub(), config.token(), clock);
    }

    ScoutHome.Loaded load() {
        return home.load(hubName(), console);
    }
}
