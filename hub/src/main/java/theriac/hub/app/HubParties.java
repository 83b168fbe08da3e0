package theriac.hub.app;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;

/// Organisations and sharing groups as sharing needs them.
final class HubParties implements Parties {

    private final Organizations organizations;
    private final Viewers viewers;
    private volatile long cert;

    HubParties(Organizations organizations, Viewers viewers) {
        this.organizations = organizations;
        this.viewers = viewers;
    }

    @Override
    public Party load(long key) {
        return party(organizations.find(key).orElseThrow());
    }

    @Override
    public Viewer.Party viewer(long key) {
        return viewers.organization(organizations.find(key).orElseThrow());
    }

    @Override
    public Optional<Party> find(UUID id) {
        return organizations.find(id).map(this::party);
    }

    private Party party(Organization organization) {
        return new Party(organization.key(), organization.id(), organization.name(), organization.identity());
    }

    @Override
    public List<Party> known(Viewer viewer) {
        return organizations.list(viewer).stream().map(this::party).toList();
    }

    @Override
    public boolean isHere(UUID identity) {
        return organizations.all().stream()
                .anyMatch(organization -> organization.identity().uuid().equals(identity));
    }

    @Override
    public List<Group> groups() {
        return organizations.groups().stream().map(this::group).toList();
    }

    private Group group(Organizations.Group group) {
        return new Group(group.key(), group.id(), group.name());
    }

    @Override
    public List<Group> groups(Viewer.Party viewer) {
        return organizations.groups(viewer.groups()).stream().map(this::group).toList();
    }

    /// Which organisation it is never changes once there is one, and every receipt asks.
    @Override
    public long cert() {
        if (cert == 0) {
            cert = organizations.cert().map(Organization::key).orElseThrow();
        }
        return cert;
    }
}
