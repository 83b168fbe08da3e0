package theriac.hub.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import theriac.stix.Pap;
import theriac.stix.Tlp;

/// Viewers and audiences by chance, of all kinds, for tests that compare policy in Java with policy in SQL.
public final class RandomPolicy {

    private static final int GROUPS = 4;
    private static final int PEOPLE = 5;

    private final Random random;
    private final List<Long> organizations;

    /// @param organizations internal keys
    public RandomPolicy(Random random, List<Long> organizations) {
        this.random = random;
        this.organizations = List.copyOf(organizations);
    }

    public Audience audience() {
        return audience(organizations.get(random.nextInt(organizations.size())));
    }

    public Audience audience(long owner) {
        return new Audience(
                Tlp.values()[random.nextInt(Tlp.values().length)],
                owner,
                new TreeSet<>(some(organizations)),
                new TreeSet<>(some(numbers(GROUPS))),
                new TreeSet<>(some(numbers(PEOPLE))),
                Optional.of(random.nextInt(8))
                        .filter(n -> n < Pap.values().length)
                        .map(n -> Pap.values()[n]));
    }

    /// Anybody: nobody, the hub, people and machines, and people who look through others' eyes.
    public Viewer viewer() {
        return switch (random.nextInt(12)) {
            case 0 -> Viewer.anonymous();
            case 1 -> Viewer.system("property test");
            case 2, 3 -> party().seenThroughBy(party());
            default -> party();
        };
    }

    /// A person, or a machine: then without an account.
    public Viewer.Party party() {
        return party(organizations.get(random.nextInt(organizations.size())));
    }

    public Viewer.Party party(long own) {
        var circle = new TreeSet<>(some(organizations));
        circle.add(own);
        var groups = Set.copyOf(some(numbers(GROUPS)));
        var circleGroups = new TreeSet<>(some(numbers(GROUPS)));
        circleGroups.addAll(groups);
        return new Viewer.Party("someone", random.nextInt(PEOPLE + 1), own, groups, circle, circleGroups, Set.of());
    }

    private static List<Long> numbers(int count) {
        var numbers = new ArrayList<Long>();
        for (long i = 1; i <= count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    /// Often nothing, sometimes much.
    private Collection<Long> some(List<Long> from) {
        int share = random.nextInt(4);
        return from.stream().filter(n -> random.nextInt(4) < share - 1).toList();
    }
}
