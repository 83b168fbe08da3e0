package theriac.hub.app;

import java.util.List;
import java.util.UUID;
import theriac.hub.accounts.Organizations;
import theriac.hub.documents.Documents;
import theriac.hub.intake.Intake;
import theriac.hub.investigations.Investigations;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Publications;
import theriac.hub.situation.Presence;
import theriac.hub.store.Objects;
import theriac.stix.StixId;

/// What people of the CERT can have open, asked of those whose things they are.
record OpenThings(
        Organizations organizations,
        Publications publications,
        Intake intake,
        Investigations investigations,
        Documents documents,
        Objects objects)
        implements Presence.Things {

    /// Before the type of a STIX object, whose id goes on with the UUID.
    private static final String OBJECT = "object-";

    @Override
    public boolean opens(Viewer.Party person, String kind, UUID id) {
        if (organizations
                .cert()
                .filter(cert -> cert.key() == person.organization())
                .isEmpty()) {
            return false;
        }
        return switch (kind) {
            case "publication" -> person.may(Permission.READ_PUBLICATIONS) && publications.holds(person, id);
            case "report" -> person.may(Permission.REPORT) && intake.holds(person, id);
            case "investigation" -> person.may(Permission.INVESTIGATE) && investigations.holds(person, id);
            case "document" -> person.may(Permission.WRITE_REPORTS) && documents.holds(person, id);
            default ->
                kind.startsWith(OBJECT)
                        && person.may(Permission.READ_OBJECTS)
                        && StixId.parse(kind.substring(OBJECT.length()) + "--" + id)
                                .filter(object -> !objects.summaries(person, List.of(object))
                                        .isEmpty())
                                .isPresent();
        };
    }
}
