package theriac.hub.accounts;

import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Wish;
import theriac.stix.json.JsonObject;

/// What takes two among the things that are done to organisations: that one is closed, and that a partner or a
/// firm joins a sharing group and gets what the group was told (TLP:AMBER too).
public final class MemberDeeds {

    private static final String CLOSING = "organization-closing";
    private static final String JOINING = "group-joining";

    private final Organizations organizations;
    private final SharingGroups groups;
    private final Tokens tokens;
    private final Database database;

    public MemberDeeds(Organizations organizations, SharingGroups groups, Tokens tokens, Database database) {
        this.organizations = organizations;
        this.groups = groups;
        this.tokens = tokens;
        this.database = database;
    }

    public List<Deed> all() {
        return List.of(
                deed(CLOSING, (decider, wish) -> organizations.close(UUID.fromString(wish.subject()))),
                deed(JOINING, (decider, wish) -> join(wish)));
    }

    private void join(Wish wish) {
        var organization = organizations
                .find(UUID.fromString(wish.what().text("organization").orElseThrow()))
                .filter(found -> found.closedAt().isEmpty())
                .orElseThrow(() -> Problem.conflict("That organisation takes part no longer."));
        groups.join(UUID.fromString(wish.subject()), organization);
    }

    /// What both of them end with: keys see the new state at once.
    private Deed deed(String kind, BiConsumer<Viewer.Party, Wish> work) {
        return new Deed() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Permission permission() {
                return Permission.ADMINISTER_MEMBERS;
            }

            @Override
            public void carryOut(Viewer.Party decider, Wish wish) {
                database.inTransaction(() -> work.accept(decider, wish));
                tokens.forgetSeen();
            }
        };
    }

    /// @throws Problem when there is none, it is the CERT, or it is closed already
    static Wish closing(Organizations organizations, UUID id, String reason) {
        var organization = organizations.find(id).orElseThrow(() -> Problem.notFound("There is no such organisation."));
        if (organization.isCert()) {
            throw Problem.conflict("The CERT runs this hub and cannot be closed.");
        }
        if (organization.closedAt().isPresent()) {
            throw Problem.conflict("%s is closed already.".formatted(organization.name()));
        }
        return new Wish(CLOSING, id.toString(), organization.name(), List.of(), JsonObject.empty(), reason);
    }

    static Wish joining(UUID group, String name, Organization organization, String reason) {
        var what = JsonObject.builder()
                .put("organization", organization.id().toString())
                .build();
        return new Wish(JOINING, group.toString(), name, List.of(organization.name()), what, reason);
    }
}
