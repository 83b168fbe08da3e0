package theriac.hub.publications;

import java.util.List;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// What a warning was made of, and how far that lets it go: nobody gets the warning who may not have the
/// advisory of others in it, and its label is no wider than theirs.
///
/// @param name what it was called when the warning was made of it
/// @param audiences internal keys: of the advisory and of each part that was used
record Origin(StixId object, String name, List<Long> audiences) {

    Origin {
        audiences = List.copyOf(audiences);
    }

    /// Whom all parts reach. Pure.
    ///
    /// @param name of the origin, for sentences; "" when there is none
    record Limit(String name, List<Audience> audiences) {

        static final Limit NONE = new Limit("", List.of());

        /// The widest label that a warning made of it may bear. What is CLEAR for named recipients only is
        /// not for everybody.
        Tlp widest() {
            return audiences.stream().map(Limit::label).reduce(Tlp.CLEAR, Tlp::strictest);
        }

        private static Tlp label(Audience audience) {
            return audience.tlp() == Tlp.CLEAR && !audience.unlimited() ? Tlp.GREEN : audience.tlp();
        }

        /// Whether whoever may read the label may have it: no recipient is named anywhere.
        boolean open() {
            return audiences.stream()
                    .allMatch(audience -> audience.unlimited() && audience.tlp().compareTo(Tlp.GREEN) <= 0);
        }

        boolean reaches(Viewer viewer) {
            return audiences.stream().allMatch(audience -> Visibility.allows(viewer, audience));
        }

        /// @throws Problem when the label is wider than what it was made of allows
        void check(Tlp label) {
            if (label.compareTo(widest()) < 0) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "It was made of \"%s\", which is %s, so %s would let more people read it than its source wants. Choose %s or a stricter label, or ask the source."
                                .formatted(name, widest().label(), label.label(), widest().label()));
            }
        }
    }
}
