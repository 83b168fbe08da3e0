package theriac.hub.publications;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.accounts.Contacts;
import theriac.hub.core.Sha256;
import theriac.hub.core.SmsGateway;
import theriac.stix.Tlp;

/// Who gets a short message of what is urgent: members' contacts that were entered for it, one message to each number.
/// Rows of deliveries bear a digest in place of the number, and who is no contact any more gets nothing. Thread-safe.
public final class ShortMessages {

    private static final String CHANNEL = "sms:";
    private static final int DIGITS = 16;

    private final Optional<SmsGateway> gateway;
    private final Contacts contacts;

    /// @param gateway empty: nobody gets any
    public ShortMessages(Optional<SmsGateway> gateway, Contacts contacts) {
        this.gateway = gateway;
        this.contacts = contacts;
    }

    Optional<SmsGateway> gateway() {
        return gateway;
    }

    /// Whether a warning is urgent enough to wake somebody: an alert, or what has a high chance and a high damage;
    /// never
    /// what is TLP:RED.
    boolean carry(Publication publication) {
        return gateway.isPresent()
                && publication.tlp() != Tlp.RED
                && (publication.kind() == PublicationKind.OPERATIONAL_ALERT
                        || publication.severity().highest());
    }

    /// The channels of these organisations' contacts, by internal key of the organisation.
    Map<Long, List<String>> channels(Collection<Long> organizations) {
        var channels = new HashMap<Long, List<String>>();
        contacts.mobiles(organizations)
                .forEach((organization, numbers) -> channels.put(
                        organization,
                        numbers.stream()
                                .map(number -> channel(organization, number))
                                .toList()));
        return channels;
    }

    /// The number of a channel; empty when it is nobody's any more.
    Optional<String> number(long organization, String channel) {
        return contacts.mobiles(List.of(organization)).getOrDefault(organization, List.of()).stream()
                .filter(number -> channel(organization, number).equals(channel))
                .findFirst();
    }

    private static String channel(long organization, String number) {
        return CHANNEL + Sha256.hex(organization + " " + number).substring(0, DIGITS);
    }
}
