package theriac.hub.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.ingest.MispDoor;
import theriac.hub.sharing.push.MispOutbound;
import theriac.stix.json.Json;
import theriac.stix.json.JsonValue;

/// What is sent to MISP servers goes through the hub's one door to others' servers.
final class MispPosts implements MispOutbound {

    /// The answer to an event is the event as the server has it now, which says what it did not take
    /// over.
    private static final int MOST_BYTES = 32 << 20;

    private final MispDoor door;

    MispPosts(MispDoor door) {
        this.door = door;
    }

    @Override
    public Answer post(URI address, String credential, List<String> allow, JsonValue body) throws Unanswered {
        try (var answer = door.post(address, credential, allow, Json.write(body).getBytes(StandardCharsets.UTF_8))) {
            var text = new String(answer.body().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return new Answer(
                    answer.status(),
                    text,
                    retryAfter(answer.header("Retry-After").orElse("")));
        } catch (FetchFailure failure) {
            throw new Unanswered(failure.sentence(), failure.retryAfter().orElse(Duration.ZERO));
        } catch (IOException broken) {
            throw new Unanswered("The server broke off its answer.", Duration.ZERO);
        }
    }

    /// In seconds; a date is not looked at.
    private static Duration retryAfter(String header) {
        return header.matches("[0-9]{1,5}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration.ZERO;
    }
}
