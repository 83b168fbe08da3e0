package theriac.stix.spec;

import java.util.List;

/// A rule of one object over several of its properties; breaking it breaks a MUST.
public sealed interface Rule {

    /// The timestamp `later` is after `earlier`, when both are present.
    record After(String later, String earlier) implements Rule {}

    /// The timestamp `later` is not before `earlier`, when both are present.
    record NotBefore(String later, String earlier) implements Rule {}

    record AtLeastOne(List<String> names) implements Rule {}

    record ExactlyOne(List<String> names) implements Rule {}

    /// `name` may only be there together with `other`.
    record Needs(String name, String other) implements Rule {}

    /// At least one property of the type's own table.
    record AnyOwn() implements Rule {}

    /// While the boolean `name` has this value, `other` must be there.
    record WhenRequires(String name, boolean value, String other) implements Rule {}

    /// While the boolean `name` has this value, `other` must not be there.
    record WhenForbids(String name, boolean value, String other) implements Rule {}

    /// Without `name`, `other` must be there.
    record UnlessRequires(String name, String other) implements Rule {}

    /// The timestamp `name` has no fraction of a second other than zero.
    record WholeSecond(String name) implements Rule {}

    static Rule parse(String text) {
        List<String> words = List.of(text.split(" "));
        List<String> names = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "after" -> new After(names.get(0), names.get(1));
            case "not-before" -> new NotBefore(names.get(0), names.get(1));
            case "at-least-one" -> new AtLeastOne(names);
            case "exactly-one" -> new ExactlyOne(names);
            case "needs" -> new Needs(names.get(0), names.get(1));
            case "whole-second" -> new WholeSecond(names.get(0));
            case "any-own" -> new AnyOwn();
            case "unless" -> new UnlessRequires(names.get(0), names.get(2));
            case "when" -> when(names);
            default -> throw new IllegalArgumentException("There is no rule \"" + text + "\".");
        };
    }

    private static Rule when(List<String> names) {
        String[] condition = names.get(0).split("=");
        boolean value = Boolean.parseBoolean(condition[1]);
        return names.get(1).equals("requires")
                ? new WhenRequires(condition[0], value, names.get(2))
                : new WhenForbids(condition[0], value, names.get(2));
    }
}
