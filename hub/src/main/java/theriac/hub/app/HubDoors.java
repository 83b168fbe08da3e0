package theriac.hub.app;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.accounts.Door;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.BlockLists;
import theriac.hub.sharing.Exports;
import theriac.hub.sharing.HubCollections;
import theriac.hub.sharing.Parties;
import theriac.taxii.server.TaxiiCollection;

/// The collections, lists and export profiles of an organisation, each of which can be all that a key opens.
record HubDoors(HubCollections collections, Exports exports, Parties parties) implements Door.Doors {

    @Override
    public List<Door> of(Organization organization) {
        var seen = parties.viewer(organization.key());
        var machine = new Viewer.Party(
                seen.name(),
                0,
                seen.organization(),
                seen.groups(),
                seen.circle(),
                seen.circleGroups(),
                Set.of(Permission.TAXII));
        var root = collections.apiRoots(machine).getFirst();
        return Stream.of(
                        collections.collections(machine, root).stream()
                                .filter(each -> each.access().contains(TaxiiCollection.Access.READ))
                                .map(each -> new Door(
                                        HubCollections.ROOT + "collections/" + each.id() + "/",
                                        Door.COLLECTION,
                                        each.title())),
                        Stream.of(BlockLists.Kind.values())
                                .map(kind -> new Door("/lists/" + kind.file(), Door.LIST, kind.file())),
                        exports.profiles(organization.key()).stream()
                                .map(profile ->
                                        new Door("/exports/" + profile.id() + "/", Door.EXPORT, profile.name())))
                .flatMap(each -> each)
                .toList();
    }
}
