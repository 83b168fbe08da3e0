package theriac.hub.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.RequestGuard;
import theriac.hub.audit.AuditCopy;
import theriac.hub.audit.AuditFile;
import theriac.hub.audit.AuditKeeper;
import theriac.hub.audit.AuditRoutes;
import theriac.hub.audit.AuditSyslog;
import theriac.hub.audit.AuditTrail;
import theriac.hub.audit.FirstWeek;
import theriac.hub.audit.FirstWeekRoutes;
import theriac.hub.audit.SeenTrail;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.web.RequestTrail;

/// Who did, read and asked what is written down.
@Configuration(proxyBeanMethods = false)
class AuditWiring {

    @Bean
    AuditTrail auditTrail(Database database) {
        return new AuditTrail(database);
    }

    @Bean
    AuditKeeper auditKeeper(AuditTrail trail, HubConfig config, Clock clock) {
        int days = config.audit().days();
        return new AuditKeeper(
                trail,
                copies(config.audit()),
                days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
                clock);
    }

    private static List<AuditCopy> copies(HubConfig.AuditCopies wanted) {
        var copies = new ArrayList<AuditCopy>();
        if (!wanted.file().isEmpty()) {
            copies.add(new AuditFile(Path.of(wanted.file()), host()));
        }
        if (!wanted.syslog().isEmpty()) {
            copies.add(new AuditSyslog(wanted.syslog(), host()));
        }
        return copies;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    @Bean
    RequestTrail requestTrail(AuditTrail trail, Clock clock) {
        return new RequestTrail(trail, RequestGuard::viewer, clock);
    }

    @Bean
    SeenTrail seenTrail(AuditTrail trail, Clock clock) {
        return new SeenTrail(trail, AuditWiring::address, clock);
    }

    /// Of the request that this thread answers; empty when it answers none.
    private static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked
                ? asked.getRequest().getRemoteAddr()
                : "";
    }

    @Bean
    FirstWeekRoutes firstWeekRoutes(Database database) {
        return new FirstWeekRoutes(new FirstWeek(database));
    }

    @Bean
    AuditRoutes auditRoutes(AuditTrail trail, Organizations organizations) {
        return new AuditRoutes(
                trail,
                key -> organizations.cert().filter(cert -> cert.key() == key).isPresent());
    }
}
