package theriac.hub.core;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.core.HubConfig.MailListener;
import theriac.hub.core.HubConfig.Mailbox;
import theriac.hub.core.HubConfig.ReportMail;

/// The settings of the ways in for suspicious mails.
final class ReportMailSettings {

    private static final int PORTS = 65_535;

    private ReportMailSettings() {}

    /// @param faults gets a sentence for each fault
    static ReportMail of(Map<String, String> values, List<String> faults) {
        var address = HubConfig.text(values, "report-mail-address");
        int port = HubConfig.number(values, "report-mail-port", 0, PORTS, faults);
        var mailbox = HubConfig.text(values, "report-mail-imap");
        if (!address.isEmpty() && !address.matches("[^@\\s<>]{1,64}@[^@\\s<>]{1,255}")) {
            faults.add("The setting \"report-mail-address\" must be one mail address, not \"%s\".".formatted(address));
        }
        if (port > 0 && address.isEmpty()) {
            faults.add(
                    "Mail is received for one address only, and \"report-mail-port\" is set without \"report-mail-address\".");
        }
        var keystore = Optional.of(HubConfig.text(values, "report-mail-keystore"))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
        var listener = port == 0
                ? Optional.<MailListener>empty()
                : listen(values, faults)
                        .map(at -> new MailListener(
                                at, port, keystore, HubConfig.text(values, "report-mail-keystore-password")));
        return new ReportMail(
                address, listener, mailbox.isEmpty() ? Optional.empty() : mailbox(values, mailbox, faults));
    }

    private static Optional<InetAddress> listen(Map<String, String> values, List<String> faults) {
        var text = HubConfig.text(values, "report-mail-listen");
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException noAddress) {
            faults.add("The setting \"report-mail-listen\" is an IP address, not \"%s\".".formatted(text));
            return Optional.empty();
        }
    }

    private static Optional<Mailbox> mailbox(Map<String, String> values, String url, List<String> faults) {
        try {
            var at = URI.create(url);
            if (List.of("imap", "imaps").contains(at.getScheme()) && at.getHost() != null) {
                return Optional.of(new Mailbox(
                        url,
                        HubConfig.text(values, "report-mail-imap-user"),
                        HubConfig.text(values, "report-mail-imap-password")));
            }
        } catch (IllegalArgumentException noUrl) {
            // told below with every other that is none
        }
        faults.add("The setting \"report-mail-imap\" is written imaps://HOST/FOLDER, not \"%s\".".formatted(url));
        return Optional.empty();
    }
}
