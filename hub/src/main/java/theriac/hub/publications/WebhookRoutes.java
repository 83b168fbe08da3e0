package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Chat channels of members, over HTTP.
@RestController
public final class WebhookRoutes {

    private final Webhooks webhooks;
    private final Organizations organizations;

    public WebhookRoutes(Webhooks webhooks, Organizations organizations) {
        this.webhooks = webhooks;
        this.organizations = organizations;
    }

    /// @param organization whose channel it is
    /// @param shape `teams`, `slack` or `mattermost`
    /// @param address a secret: it is sealed and never shown again
    /// @param allow networks that are fine although they are not public, as `10.1.2.0/24`
    public record WebhookToSave(
            UUID organization,
            @Nullable String name,
            @Nullable String shape,
            @Nullable String address,
            Optional<List<String>> allow) {}

    /// @param host what is shown of the address
    public record WebhookRow(
            UUID id,
            UUID organizationId,
            String organization,
            String name,
            String shape,
            String host,
            List<String> allow,
            Instant createdAt) {}

    public record WebhookList(List<WebhookRow> webhooks) {}

    @GetMapping("/api/webhooks")
    @Requires(Permission.CONFIGURE_SHARING)
    WebhookList webhooks() {
        return new WebhookList(
                webhooks.list().stream().flatMap(each -> row(each).stream()).toList());
    }

    @PostMapping("/api/webhooks")
    @Requires(value = Permission.CONFIGURE_SHARING, confirmed = true)
    WebhookList createWebhook(Viewer viewer, @RequestBody WebhookToSave wish) {
        webhooks.add(
                PublicationRoutes.party(viewer),
                wish.organization(),
                text(wish.name()),
                text(wish.shape()),
                text(wish.address()),
                wish.allow().orElse(List.of()));
        return webhooks();
    }

    @DeleteMapping("/api/webhooks/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    WebhookList endWebhook(@PathVariable UUID id) {
        webhooks.end(id);
        return webhooks();
    }

    private Optional<WebhookRow> row(Webhook webhook) {
        return organizations
                .find(webhook.organization())
                .map((Organization owner) -> new WebhookRow(
                        webhook.id(),
                        owner.id(),
                        owner.name(),
                        webhook.name(),
                        webhook.shape().text(),
                        webhook.host(),
                        webhook.allowed(),
                        webhook.created()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
