package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A chat channel of an organisation that warnings are posted to. Its address is a secret and not
/// in here.
///
/// @param key internal
/// @param organization internal key
/// @param host what people see of the address
/// @param allowed networks that are fine although they are not public
record Webhook(
        long key,
        UUID id,
        long organization,
        String name,
        Shape shape,
        String host,
        List<String> allowed,
        Instant created) {

    private static final String CHANNEL = "webhook:";

    /// How the other side wants it. The words are stored and sent: never change one, only add.
    enum Shape {
        /// A workflow of Microsoft Teams: an adaptive card.
        TEAMS,
        /// An incoming webhook of Slack.
        SLACK,
        /// An incoming webhook of Mattermost.
        MATTERMOST;

        /// As stored and sent: small letters.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Shape> parse(String text) {
            return List.of(values()).stream()
                    .filter(shape -> shape.text().equals(text))
                    .findFirst();
        }
    }

    Webhook {
        allowed = List.copyOf(allowed);
    }

    /// The channel of its deliveries.
    String channel() {
        return CHANNEL + key;
    }

    /// The key in the channel of a delivery.
    static long key(String channel) {
        return Long.parseLong(channel.substring(CHANNEL.length()));
    }
}
