package theriac.stix.pattern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Random patterns from a seed: any tree the language has, and small ones for matching.
final class PatternGenerator {

    private static final String[] TEXTS = {
        "",
        "a",
        "it's",
        "back\\slash",
        "\\'",
        "äöü",
        "𝔘nicode",
        "tab\tline\nend",
        "/* no comment */",
        "%_",
        "]",
        "t'x'",
        "\u0000"
    };
    private static final String[] NAMES = {
        "value", "SHA-256", "hashes", "AND", "true", "with space", "x_y", "it's", "1st", "", "ä"
    };
    private static final String[] TYPES = {"file", "ipv4-addr", "x-custom", "a", "_b", "network-traffic"};

    /// How many of the random tries are made, in percent: a run of thousands of mutants has no time for all.
    private static final int PERCENT = Integer.getInteger("theriac.tries.percent", 100);

    private final Random random;

    PatternGenerator(long seed) {
        this.random = new Random(seed);
    }

    /// The tries of a test, or its threshold, at the share of this run.
    static int tries(int all) {
        return (int) ((long) all * PERCENT / 100);
    }

    Pattern anyPattern() {
        return new Pattern(observation(3));
    }

    private ObservationExpression observation(int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(6);
        return switch (choice) {
            case 1 -> new ObservationExpression.And(some(() -> observation(depth - 1)));
            case 2 -> new ObservationExpression.Or(some(() -> observation(depth - 1)));
            case 3 -> new ObservationExpression.FollowedBy(some(() -> observation(depth - 1)));
            case 4 -> new ObservationExpression.Qualified(observation(depth - 1), qualifier());
            default -> new ObservationExpression.Bracket(comparison(3));
        };
    }

    private <T> List<T> some(Supplier<T> part) {
        var parts = new ArrayList<T>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            parts.add(part.get());
        }
        return parts;
    }

    private Qualifier qualifier() {
        return switch (random.nextInt(3)) {
            case 0 -> new Qualifier.Repeats(random.nextInt(10));
            case 1 -> new Qualifier.Within(BigDecimal.valueOf(random.nextInt(1000), random.nextInt(3)));
            default -> new Qualifier.StartStop(time(), time());
        };
    }

    private ComparisonExpression comparison(int depth) {
        boolean negated = random.nextBoolean();
        return switch (depth == 0 ? 2 + random.nextInt(4) : random.nextInt(6)) {
            case 0 -> new ComparisonExpression.And(some(() -> comparison(depth - 1)));
            case 1 -> new ComparisonExpression.Or(some(() -> comparison(depth - 1)));
            case 2 -> new ComparisonExpression.Existence(path(), negated);
            case 3 -> {
                var set = new ArrayList<Constant>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    set.add(constant());
                }
                yield new ComparisonExpression.Membership(path(), negated, set);
            }
            default -> leaf(negated);
        };
    }

    private ComparisonExpression leaf(boolean negated) {
        ComparisonOperator[] operators = ComparisonOperator.values();
        while (true) {
            ComparisonOperator operator = operators[random.nextInt(operators.length)];
            Constant constant = operator.takesStringOnly() ? new Constant.Text(text()) : constant();
            boolean legal =
                    operator != ComparisonOperator.IN && !(operator.orders() && constant instanceof Constant.Truth);
            if (legal) {
                return new ComparisonExpression.Comparison(path(), negated, operator, constant);
            }
        }
    }

    private ObjectPath path() {
        var steps = new ArrayList<ObjectPath.Step>();
        steps.add(new ObjectPath.Step.Property(pick(NAMES)));
        for (int i = random.nextInt(3); i > 0; i--) {
            steps.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new ObjectPath.Step.Property(pick(NAMES));
                        case 1 -> new ObjectPath.Step.Index(random.nextInt(7) - 2);
                        default -> new ObjectPath.Step.AnyItem();
                    });
        }
        return new ObjectPath(pick(TYPES), steps);
    }

    private Constant constant() {
        return switch (random.nextInt(7)) {
            case 0 -> new Constant.Whole(new BigInteger(1 + random.nextInt(90), random).subtract(BigInteger.TEN));
            case 1 ->
                new Constant.Decimal(
                        new BigDecimal(BigInteger.valueOf(random.nextInt(20001) - 10000), random.nextInt(6)));
            case 2 -> new Constant.Truth(random.nextBoolean());
            case 3 -> new Constant.HexOctets(HexFormat.of().formatHex(octets()));
            case 4 -> new Constant.Base64Octets(Base64.getEncoder().encodeToString(octets()));
            case 5 -> time();
            default -> new Constant.Text(text());
        };
    }

    private byte[] octets() {
        var octets = new byte[random.nextInt(5)];
        random.nextBytes(octets);
        return octets;
    }

    private Constant.Time time() {
        String fraction = random.nextBoolean() ? "" : "." + "1234567890123".substring(0, 1 + random.nextInt(13));
        return new Constant.Time("20%02d-%02d-%02dT%02d:%02d:%02d%sZ"
                .formatted(
                        random.nextInt(100),
                        1 + random.nextInt(12),
                        1 + random.nextInt(31),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(61),
                        fraction));
    }

    private String text() {
        return pick(TEXTS) + pick(TEXTS);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    /// A pattern over objects of type `x` with the number `v` from 0 to 2 and the optional list `w`.
    Pattern smallPattern() {
        return new Pattern(small(2));
    }

    private ObservationExpression small(int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(8);
        return switch (choice) {
            case 1, 2 -> new ObservationExpression.And(two(() -> small(depth - 1)));
            case 3 -> new ObservationExpression.Or(two(() -> small(depth - 1)));
            case 4 -> new ObservationExpression.FollowedBy(two(() -> small(depth - 1)));
            case 5, 6 -> new ObservationExpression.Qualified(small(depth - 1), smallQualifier());
            default -> new ObservationExpression.Bracket(smallComparison(1));
        };
    }

    private <T> List<T> two(Supplier<T> part) {
        return List.of(part.get(), part.get());
    }

    private Qualifier smallQualifier() {
        return switch (random.nextInt(3)) {
            case 0 -> new Qualifier.Repeats(1 + random.nextInt(3));
            case 1 ->
                new Qualifier.Within(BigDecimal.valueOf(1 + random.nextInt(6)).divide(BigDecimal.TWO));
            default -> {
                int start = random.nextInt(4);
                yield new Qualifier.StartStop(second(start), second(start + random.nextInt(4)));
            }
        };
    }

    static Constant.Time second(int second) {
        return new Constant.Time("2026-01-01T00:00:0" + second + "Z");
    }

    private ComparisonExpression smallComparison(int depth) {
        var path = ObjectPath.of("x", "v");
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
            case 0 ->
                new ComparisonExpression.Comparison(
                        path, random.nextBoolean(), pickOperator(), new Constant.Whole(random.nextInt(3)));
            case 1 ->
                new ComparisonExpression.Comparison(
                        path,
                        false,
                        pickOperator(),
                        new Constant.Decimal(
                                BigDecimal.valueOf(random.nextInt(3)).setScale(1)));
            case 2 ->
                new ComparisonExpression.Membership(
                        path,
                        random.nextBoolean(),
                        List.of(new Constant.Whole(random.nextInt(3)), new Constant.Whole(random.nextInt(3))));
            case 3 ->
                new ComparisonExpression.Existence(
                        random.nextBoolean() ? path : ObjectPath.of("x", "w"), random.nextBoolean());
            case 4 -> new ComparisonExpression.And(two(() -> smallComparison(depth - 1)));
            default -> new ComparisonExpression.Or(two(() -> smallComparison(depth - 1)));
        };
    }

    private ComparisonOperator pickOperator() {
        ComparisonOperator[] numeric = {
            ComparisonOperator.EQUAL,
            ComparisonOperator.EQUAL,
            ComparisonOperator.NOT_EQUAL,
            ComparisonOperator.LESS,
            ComparisonOperator.GREATER_OR_EQUAL
        };
        return numeric[random.nextInt(numeric.length)];
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
