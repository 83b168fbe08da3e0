package theriac.hub.policy;

import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import theriac.stix.StixObject;
import theriac.stix.Tlp;

/// How far an object's producer lets it go inside this hub, beside its TLP label: the property
/// `x_theriac_reach`, a list of `organization` (the source's own alone), `community` (no further than the
/// organisations of this hub) and `group:<uuid>` (the organisations of that sharing group), all of which
/// hold. Readers write it, for example for the distribution levels of MISP; anybody may send it, for it
/// narrows an audience and never widens one. What is not understood is for the owner alone.
public final class Reach {

    public static final String PROPERTY = "x_theriac_reach";

    private static final String GROUP = "group:";

    private Reach() {}

    /// The audience, narrowed by what the object says.
    ///
    /// @param groups the internal key of a sharing group of this hub
    public static Audience narrow(Audience audience, StixObject object, Function<UUID, OptionalLong> groups) {
        if (!object.json().has(PROPERTY)) {
            return audience;
        }
        var said = object.texts(PROPERTY);
        var narrowed = said.isEmpty() ? owner(audience) : audience;
        for (var limit : said) {
            narrowed = limited(narrowed, limit, groups);
        }
        return narrowed;
    }

    /// The audience's owner alone.
    public static Audience toOwner(Audience audience) {
        return owner(audience);
    }

    private static Audience limited(Audience audience, String limit, Function<UUID, OptionalLong> groups) {
        if (limit.equals("community")) {
            return audience.tlp() == Tlp.CLEAR ? audience.withTlp(Tlp.GREEN) : audience;
        }
        return limit.startsWith(GROUP) ? group(audience, find(limit, groups)) : owner(audience);
    }

    private static OptionalLong find(String limit, Function<UUID, OptionalLong> groups) {
        try {
            return groups.apply(UUID.fromString(limit.substring(GROUP.length())));
        } catch (IllegalArgumentException noUuid) {
            return OptionalLong.empty();
        }
    }

    /// Whom TLP:RED names is not known by organisation: nobody is left until someone is named anew.
    private static Audience owner(Audience audience) {
        return new Audience(
                audience.tlp().strictest(Tlp.AMBER_STRICT),
                audience.owner(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                audience.pap());
    }

    /// The members of the group, where all of them are recipients anyway; the owner alone where that is not
    /// certain.
    private static Audience group(Audience audience, OptionalLong group) {
        boolean open = audience.unlimited() && audience.tlp().compareTo(Tlp.GREEN) <= 0;
        return group.isPresent() && (open || audience.groups().contains(group.getAsLong()))
                ? owner(audience).withGroup(group.getAsLong())
                : owner(audience);
    }
}
