package theriac.hub.policy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.stix.Markings;
import theriac.stix.Pap;
import theriac.stix.StixObject;

/// What somebody wants to do with a thing that she may see. The Permissible Actions Protocol says for a claim
/// what may be done, beside the label that says who may see it; a claim without a PAP label leaves it to the
/// recipient.
public enum Use {
    /// Reading it, looking for it in one's own logs, passing it on with its marking: PAP does not forbid
    /// that.
    READ,
    /// Loading it into a control that blocks, which the other side can notice: PAP:GREEN or CLEAR.
    BLOCK;

    private static final String LABEL = "PAP:";

    /// Whether a claim that bears this label may be used so.
    public boolean permits(Optional<Pap> pap) {
        return switch (this) {
            case READ -> true;
            case BLOCK -> pap.isEmpty() || pap.get().compareTo(Pap.GREEN) <= 0;
        };
    }

    /// The same rule over a row of the table `audience`.
    String sql(String alias) {
        return switch (this) {
            case READ -> "true";
            case BLOCK -> "(%1$s.pap is null or %1$s.pap <= %2$d)".formatted(alias, Pap.GREEN.ordinal());
        };
    }

    /// What an object says of its use: by its markings and by labels such as `PAP:AMBER`, as MISP's tags have
    /// them. The strictest counts; empty: it says nothing.
    public static Optional<Pap> said(StixObject object) {
        var labels = object.texts("labels").stream()
                .filter(label -> label.regionMatches(true, 0, LABEL, 0, LABEL.length()))
                .flatMap(label -> Pap.ofLabel(label).stream());
        return Stream.concat(Markings.pap(object).stream(), labels).reduce(Pap::strictest);
    }

    /// The audience, with what the object says of its use and other markings on it say.
    ///
    /// @param others what marking definitions say that have no ids of their own in the common list
    public static Audience said(Audience audience, StixObject object, Set<Pap> others) {
        var said = Stream.of(said(object).stream(), others.stream(), audience.pap().stream())
                .flatMap(each -> each)
                .reduce(Pap::strictest);
        return said.equals(audience.pap()) ? audience : audience.withPap(said);
    }
}
