package theriac.hub.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.fetch.Fetcher;
import theriac.hub.intake.Intake;
import theriac.hub.intake.PictureCodes;
import theriac.hub.intake.PictureRoutes;
import theriac.hub.intake.Pictures;
import theriac.hub.intake.ReportMailRoutes;
import theriac.hub.intake.ReportMails;
import theriac.hub.intake.ReportMails.Reporters;
import theriac.hub.mail.Letters;
import theriac.hub.mail.MailDoor;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Dispatcher;
import theriac.hub.scan.VirusScan;

/// How suspicious mails get to the desk.
@Configuration(proxyBeanMethods = false)
class ReportMailWiring {

    @Bean
    ReportMails reportMails(
            Database database,
            Intake intake,
            Accounts accounts,
            Organizations organizations,
            Viewers viewers,
            PictureCodes pictures,
            Letters letters,
            Dispatcher dispatcher,
            VirusScan scan,
            HubConfig config,
            Clock clock) {
        var mails = new ReportMails(
                database,
                intake,
                reporters(accounts, organizations, viewers),
                pictures,
                scan,
                config.mail().map(server -> letters),
                dispatcher::wake,
                config.publicUrl(),
                clock);
        return mails.start();
    }

    @Bean
    ReportMailRoutes reportMailRoutes(ReportMails mails) {
        return new ReportMailRoutes(mails);
    }

    /// Where the hub itself receives mail; off unless a port is set.
    @Bean
    MailDoors mailDoors(ReportMails mails, HubConfig config) {
        var reports = config.reportMail();
        return new MailDoors(reports.listen().map(at -> open(at, reports.address(), mails)));
    }

    /// Pictures of messages are read where the operator has installed a program for it.
    @Bean
    PictureRoutes pictureRoutes(PictureCodes codes) {
        return new PictureRoutes(
                Pictures.installed(Optional.ofNullable(System.getenv("PATH")).orElse("")), codes);
    }

    /// QR codes in pictures need no program of others.
    @Bean
    PictureCodes pictureCodes() {
        return new PictureCodes();
    }

    /// A mailbox that the hub reads; none unless one is set.
    @Bean
    Mailboxes mailboxes(ReportMails mails, Fetcher fetcher, HubConfig config) {
        return new Mailboxes(
                config.reportMail().mailbox().map(mailbox -> new ReportMailbox(mailbox, fetcher, mails).start()));
    }

    /// @param mailbox empty: it reads none
    record Mailboxes(Optional<ReportMailbox> mailbox) implements AutoCloseable {
        @Override
        public void close() {
            mailbox.ifPresent(ReportMailbox::close);
        }
    }

    /// @param door empty: it receives none
    record MailDoors(Optional<MailDoor> door) implements AutoCloseable {
        @Override
        public void close() {
            door.ifPresent(MailDoor::close);
        }
    }

    private static MailDoor open(HubConfig.MailListener at, String recipient, ReportMails mails) {
        var settings = new MailDoor.Settings(
                at.address(), at.port(), recipient, at.keystore().map(file -> tls(file, at.password())));
        try {
            return MailDoor.open(settings, MailDoor.Limits.STANDARD, (sender, mail) -> {
                mails.keep("smtp", sender, mail);
                return Optional.empty();
            });
        } catch (IOException taken) {
            throw Problem.badRequest(
                    "Mail cannot be received on %s port %d (%s): choose another \"report-mail-port\", or let the hub use it."
                            .formatted(at.address().getHostAddress(), at.port(), taken.getMessage()));
        }
    }

    private static SSLContext tls(Path file, String password) {
        try (var in = Files.newInputStream(file)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file of report-mail-keystore cannot be read: " + file, unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The file of report-mail-keystore has no usable key: " + file, unusable);
        }
    }

    /// A person by her own address, or else a member by the address to which its warnings go.
    private static Reporters reporters(Accounts accounts, Organizations organizations, Viewers viewers) {
        return new Reporters() {
            @Override
            public Optional<Reporter> of(String address) {
                if (address.isEmpty()) {
                    return Optional.empty();
                }
                var person =
                        accounts.withMail(address).map(viewers::person).filter(party -> party.may(Permission.REPORT));
                if (person.isPresent()) {
                    return person.map(party -> new Reporter(party, language(party.organization())));
                }
                var members = organizations.members().stream()
                        .filter(o -> o.mail().filter(address::equalsIgnoreCase).isPresent())
                        .toList();
                return members.size() == 1
                        ? Optional.of(new Reporter(
                                viewers.organization(members.getFirst()),
                                members.getFirst().language()))
                        : Optional.empty();
            }

            private String language(long organization) {
                return organizations
                        .find(organization)
                        .map(Organization::language)
                        .orElse("nl");
            }

            @Override
            public Viewer.Party desk() {
                return viewers.organization(organizations
                        .cert()
                        .orElseThrow(() -> Problem.of(
                                Problem.Code.UNAVAILABLE,
                                "The hub has not been set up: there is no CERT to report to.")));
            }

            @Override
            public String certName() {
                return organizations.cert().map(Organization::name).orElse("");
            }
        };
    }
}
