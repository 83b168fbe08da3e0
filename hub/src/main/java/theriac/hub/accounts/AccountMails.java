package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.db.Database;
import theriac.hub.mail.MailConnection;
import theriac.hub.mail.MailMessage;
import theriac.hub.mail.MailOutcome;
import theriac.hub.mail.MailUnreachable;
import theriac.hub.mail.Mailer;

/// Sends invitations and links to a new password, from a thread of its own: who asks for one gets
/// the same answer after the same time, whether there is such a person or not. A mail that was
/// taken up when the hub died is sent again; its link is another one. Without a mail server nothing
/// is kept and nothing runs.
public final class AccountMails implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountMails.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int MOST_ATTEMPTS = 50;

    private final AccountMailSql sql;
    private final Database database;
    private final Links links;
    private final Optional<Mailer> mailer;
    private final String publicUrl;
    private final Clock clock;
    private final Thread thread = Thread.ofVirtual().name("account-mails").unstarted(this::loop);

    public AccountMails(Database database, Links links, Optional<Mailer> mailer, String publicUrl, Clock clock) {
        this.sql = new AccountMailSql(database.jdbc());
        this.database = database;
        this.links = links;
        this.mailer = mailer;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /// Begins to send.
    public AccountMails start() {
        if (mailer.isPresent()) {
            thread.start();
        }
        return this;
    }

    /// Somebody forgot a password. Returns alike for every name.
    public void forgotten(String login) {
        var key = Accounts.key(login);
        if (mailer.isPresent() && Accounts.isStorable(key)) {
            sql.ask(key, at(clock.instant()));
        }
    }

    private void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                while (run()) {
                    LOG.debug("A mail to a person was worked on.");
                }
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("Mails to people wait", fault);
                if (!rested()) {
                    return;
                }
            }
        }
    }

    private static boolean rested() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stopping) {
            return false;
        }
    }

    /// Works on one; false when none is due.
    private boolean run() {
        var now = clock.instant();
        var due = sql.lease(at(now), at(now.plus(LEASE)));
        if (due.isEmpty()) {
            return false;
        }
        var wish = due.get();
        var message = database.inTransaction(() -> compose(wish));
        if (message.isEmpty()) {
            sql.end(wish.id());
            return true;
        }
        try (var connection = mailer.orElseThrow().open()) {
            send(wish, message.get(), connection);
        } catch (MailUnreachable outage) {
            LOG.warn("{}", outage.getMessage());
            later(wish);
        }
        return true;
    }

    private void send(AccountMailSql.Due wish, MailMessage message, MailConnection connection) {
        switch (connection.send(message)) {
            case MailOutcome.Sent sent -> sql.end(wish.id());
            case MailOutcome.Later later -> later(wish);
            case MailOutcome.Refused refused -> {
                LOG.warn("A mail to a person was refused for good: {}", refused.reason());
                sql.end(wish.id());
            }
            // A second link does no harm, a mail that never came does.
            case MailOutcome.Unknown unknown -> later(wish);
        }
    }

    private void later(AccountMailSql.Due wish) {
        if (wish.attempts() >= MOST_ATTEMPTS) {
            sql.end(wish.id());
        } else {
            sql.again(wish.id(), at(clock.instant().plus(Duration.ofSeconds(15L << Math.min(wish.attempts(), 6)))));
        }
    }

    /// Empty when there is nobody to write to.
    private Optional<MailMessage> compose(AccountMailSql.Due wish) {
        var id = "account-" + wish.id();
        if (wish.invitation().isPresent()) {
            long invitation = wish.invitation().get();
            return sql.invited(invitation)
                    .flatMap(to -> links.again(invitation).map(secret -> Letters.invitation(id, to, address(secret))));
        }
        var now = clock.instant();
        // One link an hour: nobody is buried in mails by somebody who knows the name.
        return sql.forgetful(
                        wish.login(), at(now), at(now.plus(Links.FOR_PASSWORD).minus(Duration.ofHours(1))))
                .map(to -> Letters.password(id, to, address(links.forPassword(to.key()))));
    }

    /// After the `#`, which browsers send to no server: no log and no referrer learns the secret.
    private String address(String secret) {
        return publicUrl + "/welcome#" + secret;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
