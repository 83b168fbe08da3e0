package theriac.hub.sharing;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.taxii.server.TaxiiCollection;
import theriac.taxii.server.TaxiiCollection.Access;

/// The collections that every organisation has, without anybody making them.
enum OwnCollection {
    /// What it may have of indicators.
    INDICATORS("Indicators for %s", EnumSet.of(Access.READ)),
    /// Everything that it may have.
    INTELLIGENCE("Everything for %s", EnumSet.of(Access.READ)),
    /// What its scouts recognise: in only.
    SIGHTINGS("Sightings of %s", EnumSet.of(Access.WRITE)),
    /// What it tells the hub: its own to send, to read and to take back.
    SUBMISSIONS("Submissions of %s", EnumSet.allOf(Access.class));

    private final String title;
    private final Set<Access> access;

    OwnCollection(String title, Set<Access> access) {
        this.title = title;
        this.access = access;
    }

    String alias() {
        return name().toLowerCase(Locale.ROOT);
    }

    TaxiiCollection of(Parties.Party owner) {
        return of(owner, access);
    }

    /// As somebody sees it who only sends.
    TaxiiCollection writeOnly(Parties.Party owner) {
        return of(owner, EnumSet.of(Access.WRITE));
    }

    private TaxiiCollection of(Parties.Party owner, Set<Access> granted) {
        return new TaxiiCollection(
                CollectionIds.of(owner.id(), alias()),
                title.formatted(owner.name()),
                Optional.empty(),
                Optional.of(alias()),
                granted,
                TaxiiCollection.STIX_21);
    }

    /// Whether somebody who reads nothing may send to it.
    boolean isWrittenBy(Viewer.Party sender) {
        return switch (this) {
            case SIGHTINGS -> sender.may(Permission.TAXII_SIGHTINGS);
            case SUBMISSIONS -> sender.may(Permission.TAXII_SUBMISSIONS);
            case INDICATORS, INTELLIGENCE -> false;
        };
    }

    /// Which one a collection is, as [#of] made it.
    static Optional<OwnCollection> of(TaxiiCollection collection) {
        for (var own : values()) {
            if (collection.alias().filter(own.alias()::equals).isPresent()) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }
}
