package theriac.hub.publications;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import theriac.hub.core.SmsGateway;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The operator's gateway for short messages, as a service that warnings are posted to: one message to one number, with
/// a reference that stays the same when it is tried again.
record SmsDoor(Deliveries deliveries, ShortMessages messages, SmsGateway gateway) implements PostOutbox.Door {

    @Override
    public String channels() {
        return "sms:%";
    }

    @Override
    public String way() {
        return "sms";
    }

    @Override
    public String service() {
        return "gateway for short messages";
    }

    @Override
    public String remedy() {
        return "See what it says of this number.";
    }

    @Override
    public Optional<Function<Publication, PostOutbox.Message>> open(OutboxSql.Leased delivery) {
        return messages.number(delivery.organization(), delivery.channel())
                .map(number -> publication -> message(number, publication, delivery));
    }

    private PostOutbox.Message message(String number, Publication publication, OutboxSql.Leased delivery) {
        if (!messages.carry(publication)) {
            throw new IllegalStateException("No short message may tell what is " + publication.tlp() + ".");
        }
        var language = deliveries.recipient(delivery).language();
        var edition = publication.edition();
        var title = publication.wording(language).title() + (edition.number() == 0 ? "" : " (" + edition.text() + ")");
        var text = ShortText.of(
                publication.state() == PublicationState.WITHDRAWN,
                deliveries.certName(publication),
                publication.tlp(),
                publication.reference().orElseThrow(),
                title,
                language);
        var body = JsonObject.builder()
                .put("to", number)
                .put("text", text)
                .put("reference", "theriac-" + delivery.id())
                .build();
        return new PostOutbox.Message(
                gateway.address(),
                gateway.token().isEmpty() ? Credential.none() : new Credential.Bearer(gateway.token()),
                AddressRules.allowing(gateway.allowed()),
                Json.write(body).getBytes(StandardCharsets.UTF_8));
    }
}
