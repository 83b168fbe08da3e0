package theriac.hub.publications;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;

/// Members' chat channels, as a service that warnings are posted to.
record WebhookDoor(Deliveries deliveries, Webhooks webhooks) implements PostOutbox.Door {

    @Override
    public String channels() {
        return "webhook:%";
    }

    @Override
    public String way() {
        return "webhook";
    }

    @Override
    public String service() {
        return "chat service";
    }

    @Override
    public String remedy() {
        return "Enter its webhook anew.";
    }

    @Override
    public Optional<Function<Publication, PostOutbox.Message>> open(OutboxSql.Leased delivery) {
        return webhooks.open(Webhook.key(delivery.channel()))
                .map(opened -> publication -> message(opened, publication, delivery));
    }

    private PostOutbox.Message message(Webhooks.Opened opened, Publication publication, OutboxSql.Leased delivery) {
        var recipient = deliveries.recipient(delivery);
        if (webhooks.of(Set.of(recipient.key()), publication.tlp()).isEmpty()) {
            throw new IllegalStateException("A chat service may not have what is " + publication.tlp() + ".");
        }
        var link = deliveries.publicUrl() + "/publications/" + publication.id();
        var body = WebhookPost.of(
                opened.webhook().shape(), deliveries.certName(publication), publication, recipient.language(), link);
        return new PostOutbox.Message(
                opened.address(),
                Credential.none(),
                AddressRules.allowing(opened.webhook().allowed()),
                body);
    }
}
