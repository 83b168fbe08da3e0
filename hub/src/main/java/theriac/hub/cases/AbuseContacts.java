package theriac.hub.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Where complaints go, from a file of the operator: lines `role,domain,mail`, for example
/// `registry,nl,abuse@registry.example`. A line counts for the domain and everything below it; `*` for everything.
/// Nothing is asked on the internet. Lines that are no contact are left out; an absent file is no contact.
final class AbuseContacts {

    static final String FILE = "abuse-contacts.csv";
    private static final long LARGEST = 10_000_000;

    private final Path file;

    AbuseContacts(Path file) {
        this.file = file;
    }

    /// @param role of [Takedown#ROLES]
    record Contact(String role, String domain, String mail) {}

    /// Contacts for a host, the nearest domain first. Read anew each time: the operator may have changed the file.
    List<Contact> of(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return read().stream()
                .filter(contact -> contact.domain().equals("*")
                        || name.equals(contact.domain())
                        || name.endsWith("." + contact.domain()))
                .sorted(java.util.Comparator.comparingInt(
                                (Contact contact) -> contact.domain().equals("*")
                                        ? 0
                                        : -contact.domain().length())
                        .thenComparing(Contact::mail))
                .limit(20)
                .toList();
    }

    private List<Contact> read() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return List.of();
            }
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells.length == 3 && Takedown.ROLES.contains(cells[0].strip()))
                    .map(cells ->
                            new Contact(cells[0].strip(), cells[1].strip().toLowerCase(Locale.ROOT), cells[2].strip()))
                    .filter(contact -> theriac.hub.mail.MailMessage.isAddress(contact.mail()))
                    .toList();
        } catch (IOException unreadable) {
            org.slf4j.LoggerFactory.getLogger(AbuseContacts.class)
                    .warn("The file {} cannot be read: {}", file, unreadable.getMessage());
            return List.of();
        }
    }
}
