package theriac.hub.sharing.push;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import theriac.stix.json.JsonValue;

/// The way to MISP servers; `app` hands it over, with its checks of addresses and the secrets.
public interface MispOutbound {

    /// What a server answered.
    ///
    /// @param body its first 32 MB
    /// @param retryAfter how long it wants to be left alone; zero when it does not say
    record Answer(int status, String body, Duration retryAfter) {}

    /// There is no answer to be had.
    final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Duration retryAfter;

        /// @param sentence for people, without secrets
        public Unanswered(String sentence, Duration retryAfter) {
            super(sentence);
            this.retryAfter = retryAfter;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }

    /// Posts JSON.
    ///
    /// @param credential name of a secret in the vault: a header `Authorization` with a key of that
    ///     server
    /// @param allow networks that are fine although they are not public
    /// @throws theriac.hub.core.Problem when the address or the credential cannot be used
    Answer post(URI address, String credential, List<String> allow, JsonValue body) throws Unanswered;
}
