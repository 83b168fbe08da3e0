package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Position;

/// What is new of saved questions, over HTTP: each person's own.
@RestController
public final class AlertRoutes {

    private final Alerts alerts;

    public AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    /// @param mail `none`, `daily` or `at-once`
    public record AlertWish(String mail) {}

    /// @param upTo as the answer named it that the person looked at
    public record AlertsLooked(String upTo) {}

    /// @param at when it began to be an answer
    public record AlertRow(String id, String type, String name, String tlp, Instant at) {}

    /// @param mail `none`, `daily` or `at-once`
    /// @param fresh how many came since the person looked, as far as she may see them now; of the newest 100
    /// @param more whether there are more than those
    /// @param upTo what this tells of; for [AlertsLooked]
    /// @param newest at most 10, the newest first
    public record QueryAlerts(
            UUID queryId,
            String name,
            String query,
            String mail,
            int fresh,
            boolean more,
            String upTo,
            List<AlertRow> newest) {}

    /// @param canMail whether mails reach this person
    public record AlertList(List<QueryAlerts> queries, boolean canMail) {}

    @GetMapping("/api/alerts")
    @Requires(Permission.READ_OBJECTS)
    AlertList alerts(Viewer viewer) {
        return new AlertList(alerts.news(viewer).stream().map(AlertRoutes::view).toList(), alerts.canMail(viewer));
    }

    @PutMapping("/api/queries/{id}/alerts")
    @Requires(Permission.READ_OBJECTS)
    void tellMe(Viewer viewer, @PathVariable UUID id, @RequestBody AlertWish wish) {
        alerts.watch(viewer, id, wish.mail());
    }

    @DeleteMapping("/api/queries/{id}/alerts")
    @Requires(Permission.READ_OBJECTS)
    void tellMeNoMore(Viewer viewer, @PathVariable UUID id) {
        alerts.stop(viewer, id);
    }

    @PostMapping("/api/queries/{id}/alerts/looked")
    @Requires(Permission.READ_OBJECTS)
    void alertsLooked(Viewer viewer, @PathVariable UUID id, @RequestBody AlertsLooked looked) {
        alerts.looked(viewer, id, looked.upTo());
    }

    private static QueryAlerts view(Alerts.News news) {
        var about = news.about();
        return new QueryAlerts(
                about.query(),
                about.name(),
                about.text(),
                about.mail(),
                news.items().size(),
                news.more(),
                Long.toString(news.told()),
                news.named().stream().map(AlertRoutes::row).toList());
    }

    private static AlertRow row(Alerts.Item item) {
        var summary = item.summary();
        return new AlertRow(
                summary.id().text(),
                summary.type(),
                summary.name(),
                summary.tlp().label(),
                Position.at(item.seq()));
    }
}
