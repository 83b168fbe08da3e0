package theriac.hub.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import theriac.hub.core.HubConfig.MailSigning;

/// The settings of signatures under mails. Which kinds of mail there are is looked at by whoever writes them.
final class MailSigningSettings {

    private static final Set<String> FORMS = Set.of("none", "pgp", "smime");

    private MailSigningSettings() {}

    /// @param faults gets a sentence for each fault
    static MailSigning of(Map<String, String> values, List<String> faults) {
        var keystore = file(values, "smime-keystore");
        var password = file(values, "smime-keystore-password-file");
        if (keystore.isPresent() && password.isEmpty()) {
            faults.add(
                    "\"smime-keystore\" is set without \"smime-keystore-password-file\": write the file's password into a file that the hub alone reads, and name it there.");
        }
        var forms = new TreeMap<String, String>();
        for (var part : HubConfig.text(values, "mail-signatures").split(",")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            var form = part.substring(equals + 1).strip();
            if (equals < 0 || !FORMS.contains(form)) {
                faults.add(
                        "The setting \"mail-signatures\" is written KIND=none, KIND=pgp or KIND=smime, with commas between, not \"%s\"."
                                .formatted(part.strip()));
            } else {
                forms.put(part.substring(0, equals).strip(), form);
            }
        }
        if (forms.containsValue("smime") && keystore.isEmpty()) {
            faults.add("\"mail-signatures\" asks for S/MIME, but no \"smime-keystore\" is set.");
        }
        return new MailSigning(keystore, password, forms);
    }

    private static Optional<Path> file(Map<String, String> values, String name) {
        return Optional.of(HubConfig.text(values, name))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }
}
