package theriac.hub.app;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import theriac.hub.accounts.Organizations;
import theriac.hub.assets.Holders;
import theriac.hub.benign.PublicSuffixes;
import theriac.hub.benign.WarningLists;
import theriac.hub.intake.NameRules;
import theriac.hub.store.OutsideUse;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// What members, lists and sources say of a name before anybody outside is asked about it.
final class HubNames implements NameRules {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*[:\\[\\]].*");

    /// Names that are never in the public tree (RFC 6761, RFC 6762, RFC 7686, RFC 8375) or that houses use.
    private static final Set<String> INSIDE = Set.of(
            "local",
            "localhost",
            "internal",
            "intranet",
            "lan",
            "corp",
            "home",
            "private",
            "invalid",
            "onion",
            "alt",
            "arpa");

    private final PublicSuffixes suffixes;
    private final Organizations organizations;
    private final Holders holders;
    private final WarningLists lists;
    private final OutsideUse outside;

    HubNames(
            PublicSuffixes suffixes,
            Organizations organizations,
            Holders holders,
            WarningLists lists,
            OutsideUse outside) {
        this.suffixes = suffixes;
        this.organizations = organizations;
        this.holders = holders;
        this.lists = lists;
        this.outside = outside;
    }

    @Override
    public String registrable(String host) {
        return ADDRESS.matcher(host).matches() ? "" : suffixes.registrable(host);
    }

    @Override
    public Optional<String> withheld(String domain) {
        if (domain.indexOf('.') < 0 || INSIDE.contains(domain.substring(domain.lastIndexOf('.') + 1))) {
            return Optional.of("internal");
        }
        if (own(domain)) {
            return Optional.of("own");
        }
        var value = new NormalValue(ValueKind.DOMAIN, domain);
        return Whole.listed(lists, List.of(value)).isEmpty() ? Optional.empty() : Optional.of("listed");
    }

    @Override
    public Set<NormalValue> marked(Collection<NormalValue> values) {
        return outside.forbidden(values);
    }

    private boolean own(String domain) {
        return holders.holdsBelow(domain)
                || organizations.members().stream()
                        .flatMap(each -> each.mail().stream())
                        .map(mail -> suffixes.registrable(
                                mail.substring(mail.lastIndexOf('@') + 1).toLowerCase(java.util.Locale.ROOT)))
                        .anyMatch(domain::equals);
    }
}
