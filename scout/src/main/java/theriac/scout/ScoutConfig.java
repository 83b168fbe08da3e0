package theriac.scout;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `scout.conf` says: lines of `key = value`, `#` begins a comment.
///
/// @param hub address of the hub (`hub`)
/// @param tokenFile where the machine token stands (`token-file`, default `token` in the home folder)
/// @param watch files to follow, a name may hold `*` and `?` (`watch`, any number of lines)
/// @param zone zone of log times that name none (`zone`, default UTC)
record ScoutConfig(URI hub, Path tokenFile, List<String> watch, ZoneId zone) {

    static final String FILE = "scout.conf";
    private static final List<String> KEYS = List.of("hub", "token-file", "watch", "zone");

    /// @throws ScoutProblem when the file is missing or wrong
    static ScoutConfig load(Path home) {
        Path file = home.resolve(FILE);
        try {
            return parse(home, Files.readAllLines(file));
        } catch (NoSuchFileException missing) {
            throw new ScoutProblem("There is no scout in " + home + ". Set one up with: scout init --home " + home
                    + " --hub https://hub.example --token-file FILE");
        } catch (IOException unreadable) {
            throw new ScoutProblem(
                    "The configuration " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static ScoutConfig parse(Path home, List<String> lines) {
        Optional<URI> hub = Optional.empty();
        Path tokenFile = home.resolve("token");
        List<String> watch = new ArrayList<>();
        ZoneId zone = ZoneOffset.UTC;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = home.resolve(FILE) + ", line " + (i + 1);
            if (equals < 0) {
                throw new ScoutProblem(where + ": \"" + line + "\" is not of the form key = value.");
            }
            String value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip()) {
                case "hub" -> hub = Optional.of(hub(value, where));
                case "token-file" -> tokenFile = home.resolve(value);
                case "watch" -> watch.add(value);
                case "zone" -> zone = zone(value, where);
                case String unknown -> throw unknown(unknown, where);
            }
        }
        URI address =
                hub.orElseThrow(() -> new ScoutProblem(home.resolve(FILE) + " names no hub. Add: hub = https://…"));
        return new ScoutConfig(address, tokenFile, List.copyOf(watch), zone);
    }

    static URI hub(String value, String where) {
        try {
            URI uri = URI.create(value.endsWith("/") ? value : value + "/");
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException noAddress) {
            // said below, together with addresses of other kinds
        }
        throw new ScoutProblem(where + ": \"" + value + "\" is not an address like https://hub.example.");
    }

    private static ZoneId zone(String value, String where) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException unknown) {
            throw new ScoutProblem(where + ": \"" + value + "\" is no time zone. Write one like Europe/Amsterdam.");
        }
    }

    private static ScoutProblem unknown(String key, String where) {
        String near = KEYS.stream()
                .filter(known -> known.startsWith(key.substring(0, Math.min(2, key.length()))))
                .findFirst()
                .map(known -> " Did you mean \"" + known + "\"?")
                .orElse(" The keys are " + String.join(", ", KEYS) + ".");
        return new ScoutProblem(where + ": there is no setting \"" + key + "\"." + near);
    }

    /// The file's text for these settings.
    static String text(URI hub, List<String> watch) {
        StringBuilder text = new StringBuilder("# Theriac scout. Keys: hub, token-file, watch (any number), zone.\n");
        text.append("hub = ").append(hub).append('\n');
        watch.forEach(name -> text.append("watch = ").append(name).append('\n'));
        return text.toString();
    }

    /// @throws ScoutProblem when there is none
    String token() {
        try {
            String token = Files.readString(tokenFile).strip();
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException unreadable) {
            throw new ScoutProblem(
                    "The machine token " + tokenFile + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        throw new ScoutProblem(
                "The machine token " + tokenFile + " is empty. Ask your hub for a token and write it there.");
    }
}
