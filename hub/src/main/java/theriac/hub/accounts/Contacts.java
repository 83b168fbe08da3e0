package theriac.hub.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;

/// Whom to reach at an organisation, in the order of escalation. These need no log-in. Thread-safe.
public final class Contacts {

    private static final int MOST = 50;

    private static final Set<String> ROLES =
            Set.of("security", "it", "on-call", "privacy", "medical-devices", "management");

    private final ContactsSql sql;

    public Contacts(JdbcClient jdbc) {
        this.sql = new ContactsSql(jdbc);
    }

    /// @param role `security`, `it`, `on-call`, `privacy`, `medical-devices` or `management`
    /// @param mail empty for none
    /// @param phone empty for none
    /// @param always also at night and in weekends
    /// @param sms whether this one gets short messages of what is urgent, at any hour
    public record Contact(String name, String role, String mail, String phone, boolean always, boolean sms) {

        /// The number as gateways take it, `+31612345678` (E.164); empty when this one gets no short messages.
        public Optional<String> mobile() {
            return sms ? Optional.of("+" + phone.replace("(0)", "").replaceAll("[^0-9]", "")) : Optional.empty();
        }
    }

    /// Numbers of those who get short messages, by internal key of their organisations.
    public Map<Long, List<String>> mobiles(Collection<Long> organizations) {
        return sql.lists(organizations).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().stream()
                                .flatMap(contact -> contact.mobile().stream())
                                .distinct()
                                .toList()));
    }

    public List<Contact> list(Organization organization) {
        return sql.list(organization.key());
    }

    /// Puts these in the place of all that were there. Call inside a transaction.
    ///
    /// @param contacts the first one is called first
    /// @throws Problem when one of them cannot be reached, or there are more than 50
    public void replace(Organization organization, List<Contact> contacts) {
        if (contacts.size() > MOST) {
            throw Problem.badRequest("An organisation has at most %d contacts.".formatted(MOST));
        }
        sql.replace(organization.key(), contacts.stream().map(Contacts::checked).toList());
    }

    private static Contact checked(Contact wish) {
        var name = Entered.text(wish.name(), 100, "A contact needs a name of at most 100 plain characters.");
        if (!ROLES.contains(wish.role())) {
            throw Problem.badRequest(
                    "A contact's role is one of %s.".formatted(String.join(", ", new TreeSet<>(ROLES))));
        }
        var mail = Entered.mail(wish.mail());
        var phone = wish.phone().strip();
        if (!phone.matches("|\\+?[0-9() ./-]{3,30}")) {
            throw Problem.badRequest("A telephone number has digits, spaces and dashes, such as +31 20 555 0100.");
        }
        if (mail.isEmpty() && phone.isEmpty()) {
            throw Problem.badRequest(
                    "%s cannot be reached: give a mail address or a telephone number.".formatted(name));
        }
        var contact = new Contact(name, wish.role(), mail, phone, wish.always(), wish.sms());
        if (wish.sms() && !(phone.startsWith("+") && contact.mobile().orElse("").matches("\\+[0-9]{8,15}"))) {
            throw Problem.badRequest(
                    "Short messages need a number with its country, such as +31 6 1234 5678, for %s.".formatted(name));
        }
        return contact;
    }
}
