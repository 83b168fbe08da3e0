package theriac.hub.ingest;

import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Wish;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.stix.json.JsonObject;

/// That somebody who is no member of the sector gets what a source leaves unmarked, TLP:AMBER too,
/// by name or in a sharing group, which takes two.
public final class SourceRecipients implements Deed {

    private final Sources sources;
    private final SourceEditRoutes.Parties parties;

    public SourceRecipients(Sources sources, SourceEditRoutes.Parties parties) {
        this.sources = sources;
        this.parties = parties;
    }

    @Override
    public String kind() {
        return "source-recipient";
    }

    @Override
    public Permission permission() {
        return Permission.CONFIGURE_SOURCES;
    }

    @Override
    public void carryOut(Viewer.Party decider, Wish wish) {
        var source = sources.find(decider, UUID.fromString(wish.subject()))
                .orElseThrow(() -> Problem.conflict("There is no such source any more."));
        var audience = wish.what().text("group").isPresent()
                ? source.audience().withGroup(group(wish))
                : source.audience().withOrganization(organization(wish));
        sources.change(
                        source.key(),
                        new NewSource(
                                source.organization(),
                                source.name(),
                                source.kind(),
                                source.settings(),
                                source.reliability(),
                                audience,
                                source.terms(),
                                source.licence()),
                        false)
                .orElseThrow(() -> Problem.conflict("The source could not be changed; look at it again."));
    }

    private long organization(Wish wish) {
        return parties.find(UUID.fromString(wish.what().text("organization").orElseThrow()))
                .orElseThrow(() -> Problem.conflict("There is no such organisation any more."));
    }

    private long group(Wish wish) {
        return parties.group(UUID.fromString(wish.what().text("group").orElseThrow()))
                .orElseThrow(() -> Problem.conflict("There is no such sharing group any more."));
    }

    /// Who would get it and is no member of the sector, or a group that has such members.
    ///
    /// @param name of an organisation; of a group with those members behind it
    record Newcomer(UUID id, boolean isGroup, String name) {}

    Wish wish(Source source, Newcomer who, String reason) {
        var what = JsonObject.builder()
                .put(who.isGroup() ? "group" : "organization", who.id().toString())
                .build();
        return new Wish(
                kind(),
                source.id().toString(),
                source.name(),
                List.of(source.audience().tlp().label(), who.name()),
                what,
                reason);
    }
}
