package theriac.hub.app;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who may have what, written once more from FIRST TLP 2.0 and the house's reading of it, over names of organisations
/// and with nothing of the hub: what the hub does is compared with this.
///
/// @param groups members of each sharing group
/// @param clients for a security firm, the members for which it acts
record ReferencePolicy(Map<String, Set<String>> groups, Map<String, Set<String>> clients) {

    /// @param label of TLP 2.0, without `TLP:`, in lower case
    /// @param people for RED: logins
    record Marking(
            String label, String owner, Set<String> organizations, Set<String> recipientGroups, Set<String> people) {}

    /// @param login empty for a machine
    record Recipient(String organization, String login) {}

    boolean may(Recipient who, Marking marking) {
        boolean limited =
                !marking.organizations().isEmpty() || !marking.recipientGroups().isEmpty();
        var recipients = new TreeSet<>(marking.organizations());
        marking.recipientGroups().forEach(group -> recipients.addAll(groups.getOrDefault(group, Set.of())));
        recipients.add(marking.owner());
        boolean recipient = recipients.contains(who.organization());
        boolean client = recipients.stream()
                .anyMatch(other -> actsFor(who.organization(), other) || actsFor(other, who.organization()));
        return switch (marking.label()) {
            case "clear", "green" -> !limited || recipient || client;
            case "amber" -> recipient || client;
            case "amber+strict" -> recipient;
            case "red" -> !who.login().isEmpty() && marking.people().contains(who.login());
            default -> false;
        };
    }

    private boolean actsFor(String firm, String member) {
        return clients.getOrDefault(firm, Set.of()).contains(member);
    }
}
