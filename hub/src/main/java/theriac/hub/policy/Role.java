package theriac.hub.policy;

import static theriac.hub.policy.Permission.*;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The one table of who may do what. A role is a set of permissions; people hold several, machines hold scopes.
public enum Role {
    /// Reads what the organisation may have.
    READER(EnumSet.of(SIGNED_IN, READ_OBJECTS, READ_PUBLICATIONS, ACKNOWLEDGE, TAXII, LISTS)),
    /// Reports suspicious messages.
    REPORTER(EnumSet.of(SIGNED_IN, REPORT)),
    /// Triages, connects, drafts.
    ANALYST(EnumSet.of(
            SIGNED_IN,
            READ_OBJECTS,
            READ_SOURCES,
            RUN_SOURCES,
            REPORT,
            TRIAGE_REPORTS,
            LEARN_WHO,
            READ_PUBLICATIONS,
            DRAFT_PUBLICATIONS,
            WITHDRAW_OBJECTS,
            MARK_OBJECTS,
            OVERRIDE_MARKINGS,
            CONNECT_OBJECTS,
            INVESTIGATE,
            WRITE_REPORTS,
            DESCRIBE_ASSETS,
            READ_MEMBERS,
            TAXII,
            LISTS)),
    /// Approves what a colleague drafted.
    REVIEWER(EnumSet.of(SIGNED_IN, READ_PUBLICATIONS, APPROVE_PUBLICATIONS)),
    /// Sends it.
    PUBLISHER(EnumSet.of(SIGNED_IN, READ_PUBLICATIONS, PUBLISH)),
    /// Cares for what comes in: makes sources, tries them out, runs them.
    SOURCE_MANAGER(EnumSet.of(SIGNED_IN, READ_OBJECTS, READ_SOURCES, RUN_SOURCES, CONFIGURE_SOURCES)),
    /// Cares for an organisation's people and keys.
    MEMBER_ADMIN(EnumSet.of(SIGNED_IN, ADMINISTER_PEOPLE, ADMINISTER_TOKENS, DESCRIBE_ASSETS)),
    /// Cares for the hub's members.
    CERT_ADMIN(EnumSet.of(
            SIGNED_IN,
            READ_MEMBERS,
            ADMINISTER_MEMBERS,
            SEE_AS,
            ADMINISTER_PEOPLE,
            ADMINISTER_TOKENS,
            DESCRIBE_ASSETS,
            READ_SOURCES,
            CONFIGURE,
            CONFIGURE_SOURCES,
            CONFIGURE_SHARING,
            ERASE)),
    /// Keeps the hub running: its settings, and whether sources and scouts are well. Reads nobody's intelligence.
    OPERATOR(EnumSet.of(SIGNED_IN, READ_SOURCES, CONFIGURE)),
    /// Reads who did, read and asked what, and nothing else.
    AUDITOR(EnumSet.of(SIGNED_IN, READ_AUDIT));

    /// What the people of a member, a partner or a firm can hold; all others exist at the CERT only.
    private static final Set<String> AT_MEMBERS = Set.of("READER", "REPORTER", "ANALYST", "MEMBER_ADMIN");

    private final Set<Permission> permissions;

    Role(EnumSet<Permission> permissions) {
        permissions.add(OWN_ACCOUNT);
        this.permissions = Set.copyOf(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /// Whether it exists outside the CERT.
    public boolean atMembers() {
        return AT_MEMBERS.contains(name());
    }

    /// As stored and shown: lower case with dashes.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> parse(String text) {
        for (var role : values()) {
            if (role.text().equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
