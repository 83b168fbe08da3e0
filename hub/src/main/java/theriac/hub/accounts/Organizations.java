package theriac.hub.accounts;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonObject;

/// The bodies that take part, their groups and who acts for whom. Thread-safe.
public final class Organizations {

    /// Everyone whom the CERT warns. Members join it when they are created.
    public static final String MEMBERS = "members";

    /// What an organisation can be; see [Organization].
    public static final Set<String> KINDS = Set.of(
            "cert",
            "hospital",
            "gp",
            "mental-care",
            "lab",
            "pharmacy",
            "insurer",
            "supplier",
            "partner",
            "security-firm");

    private final OrganizationsSql sql;
    private final Clock clock;

    public Organizations(OrganizationsSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private static final Set<String> SIZES = Set.of("small", "medium", "large");

    private static final Set<String> LANGUAGES = Set.of("nl", "en");

    /// @param mail empty for none
    /// @param size empty: not known
    public record NewOrganization(String name, String kind, String language, String mail, String size) {

        public NewOrganization(String name, String kind, String language, String mail) {
            this(name, kind, language, mail, "");
        }
    }

    /// Makes an organisation; a member kind joins the group of all members.
    ///
    /// @throws Problem when the kind is unknown, the name is empty, or there is a CERT already
    public Organization create(NewOrganization entered) {
        var wish = checked(entered);
        if (wish.kind().equals("cert") && cert().isPresent()) {
            throw Problem.conflict("This hub has its CERT; choose another kind.");
        }
        var created = sql.insert(UUID.randomUUID(), wish, StixId.random("identity"), clock.instant());
        if (created.isMember()) {
            sql.join(group(MEMBERS), created.key());
        }
        return created;
    }

    /// Gives an organisation another name, kind, size, language or address. Call inside a transaction.
    ///
    /// @throws Problem when there is none, when it would begin or cease to be the CERT, or when it acts for others
    public Organization change(UUID id, NewOrganization entered) {
        var wish = checked(entered);
        var before = load(id);
        if (before.isCert() != wish.kind().equals("cert")) {
            throw Problem.conflict("Which organisation is the CERT stays as it was set up.");
        }
        if (before.kind().equals("security-firm")
                && !wish.kind().equals(before.kind())
                && sql.delegations(Optional.of(before.key())).stream().anyMatch(this::counts)) {
            throw Problem.conflict("%s acts for others as a security firm; end that first.".formatted(before.name()));
        }
        var after = sql.change(before.key(), wish);
        if (after.isMember()) {
            sql.join(group(MEMBERS), after.key());
        } else {
            sql.leave(group(MEMBERS), after.key());
        }
        return after;
    }

    /// From now on its people and its keys are refused and nobody acts for it or by it; its word stays. Sessions end,
    /// keys rest until it is opened again. Call inside a transaction.
    ///
    /// @throws Problem when there is none, or it is the CERT
    public Organization close(UUID id) {
        var organization = load(id);
        if (organization.isCert()) {
            throw Problem.conflict("The CERT runs this hub and cannot be closed.");
        }
        sql.endSessions(organization.key());
        return sql.close(organization.key(), Optional.of(clock.instant()));
    }

    /// It takes part again, with its people, its keys and what others were trusted with in its name.
    public Organization reopen(UUID id) {
        return sql.close(load(id).key(), Optional.empty());
    }

    private Organization load(UUID id) {
        return sql.find(id).orElseThrow(() -> Problem.notFound("There is no such organisation."));
    }

    /// The organisation that a viewer cares for: its own, or for who administers all members any. Absent and forbidden
    /// look alike.
    ///
    /// @param wanted empty: its own
    public Organization administered(Viewer viewer, Optional<UUID> wanted) {
        if (!(viewer instanceof Viewer.Party party)) {
            throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first.");
        }
        var own = find(party.organization()).orElseThrow();
        if (wanted.isEmpty() || wanted.get().equals(own.id())) {
            return own;
        }
        if (!viewer.may(Permission.ADMINISTER_MEMBERS)) {
            throw Problem.notFound("There is no such organisation.");
        }
        return load(wanted.get());
    }

    private static NewOrganization checked(NewOrganization wish) {
        if (!KINDS.contains(wish.kind())) {
            throw Problem.badRequest("An organisation of the kind \"%s\" does not exist; choose one of %s."
                    .formatted(wish.kind(), String.join(", ", new java.util.TreeSet<>(KINDS))));
        }
        if (!wish.size().isEmpty() && !SIZES.contains(wish.size())) {
            throw Problem.badRequest("The size is small, medium or large, or empty when it is not known.");
        }
        if (!LANGUAGES.contains(wish.language())) {
            throw Problem.badRequest("The language is nl or en.");
        }
        var name = Entered.text(wish.name(), 200, "An organisation needs a name of at most 200 plain characters.");
        return new NewOrganization(name, wish.kind(), wish.language(), Entered.mail(wish.mail()), wish.size());
    }

    /// The key of a sharing group, made when it does not exist.
    public long group(String name) {
        return sql.group(UUID.randomUUID(), name);
    }

    /// A sharing group, without its members.
    ///
    /// @param key internal
    public record Group(long key, UUID id, String name) {}

    /// All sharing groups, by name.
    public List<Group> groups() {
        return sql.groups();
    }

    /// Sharing groups by their keys, by name.
    public List<Group> groups(Set<Long> keys) {
        return sql.named(keys);
    }

    /// The key of a sharing group by its public id.
    public OptionalLong findGroup(UUID id) {
        return sql.findGroup(id);
    }

    public void join(long group, Organization organization) {
        sql.join(group, organization.key());
    }

    /// From now on the firm acts for the member: TLP:AMBER of the member may flow to it, AMBER+STRICT may not.
    public void delegate(Organization firm, Organization member, Set<String> purposes) {
        delegate(firm, member, purposes, Optional.empty());
    }

    /// The same until a moment, which ends it at once wherever it counts.
    ///
    /// @param until empty: until it is ended
    public void delegate(Organization firm, Organization member, Set<String> purposes, Optional<Instant> until) {
        if (!firm.kind().equals("security-firm")) {
            throw Problem.badRequest(
                    "Only a security firm can act for a member; %s is a %s.".formatted(firm.name(), firm.kind()));
        }
        if (!member.isMember()) {
            throw Problem.badRequest(
                    "A security firm acts for members; %s is a %s.".formatted(member.name(), member.kind()));
        }
        if (until.isPresent() && !until.get().isAfter(clock.instant())) {
            throw Problem.badRequest("The day until which the firm acts lies in the past.");
        }
        sql.delegate(firm.key(), member.key(), purposes, until);
    }

    /// The firm acts for the member no longer.
    ///
    /// @throws Problem when it does not
    public void endDelegation(Organization firm, Organization member) {
        if (!sql.endDelegation(firm.key(), member.key(), clock.instant())) {
            throw Problem.notFound("%s does not act for %s.".formatted(firm.name(), member.name()));
        }
    }

    /// Who acts for whom.
    ///
    /// @param firm internal key
    /// @param member internal key
    /// @param purposes why: `monitoring` and `incident-response` let TLP:AMBER flow, the others alone do not
    /// @param until empty: until it is ended
    public record Delegation(long firm, long member, Set<String> purposes, Optional<Instant> until) {}

    /// Whether its time has not ended.
    public boolean counts(Delegation delegation) {
        return delegation.until().isEmpty() || delegation.until().get().isAfter(clock.instant());
    }

    /// Who acts for whom, also what has ended.
    ///
    /// @param party internal key of one side; empty: everybody
    public List<Delegation> delegations(Optional<Long> party) {
        return sql.delegations(party);
    }

    /// Every member that takes part, with its key, for whoever plans deliveries; at most 10,000.
    public List<Organization> members() {
        return sql.list().stream()
                .filter(o -> o.isMember() && o.closedAt().isEmpty())
                .toList();
    }

    public List<Organization> all() {
        return sql.list();
    }

    /// What this viewer may know of the others: who cares for members sees all, everyone else only itself and the CERT.
    public List<Organization> list(Viewer viewer) {
        if (viewer.may(Permission.READ_MEMBERS)) {
            return sql.list();
        }
        return switch (viewer) {
            case Viewer.Party party ->
                sql.list().stream()
                        .filter(o -> o.key() == party.organization() || o.isCert())
                        .toList();
            case Viewer.Anonymous a -> List.of();
            case Viewer.System s -> sql.list();
        };
    }

    public Optional<Organization> find(long key) {
        return sql.find(key);
    }

    public Optional<Organization> find(UUID id) {
        return sql.find(id);
    }

    public Optional<Organization> findByName(String name) {
        return sql.list().stream().filter(o -> o.name().equals(name)).findFirst();
    }

    /// The STIX identity that stands for an organisation; the same bytes whenever it is asked, until its
    /// name changes.
    public StixObject identity(Organization organization) {
        var time = StixTimestamp.of(sql.joined(organization.key()).truncatedTo(ChronoUnit.MILLIS))
                .text();
        var json = JsonObject.builder()
                .put("type", "identity")
                .put("spec_version", "2.1")
                .put("id", organization.identity().text())
                .put("created", time)
                .put("modified", time)
                .put("name", organization.name())
                .put("identity_class", "organization");
        if (organization.isMember() || organization.isCert()) {
            json.put("sectors", List.of("healthcare"));
        }
        return StixObject.of(json.build());
    }

    /// The body that runs the hub; empty before the set-up.
    public Optional<Organization> cert() {
        return sql.list().stream().filter(Organization::isCert).findFirst();
    }
}
