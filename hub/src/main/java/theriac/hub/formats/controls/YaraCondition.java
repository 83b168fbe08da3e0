package theriac.hub.formats.controls;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import theriac.hub.formats.controls.YaraTokens.Broken;
import theriac.hub.formats.controls.YaraTokens.Kind;
import theriac.hub.formats.controls.YaraTokens.Token;

/// Reads a condition of YARA 4 as a compiler does: what it names must be there, and each sign must have what it
/// joins. Multiplications, divisions and shifts are not read, because a compiler refuses those that it can
/// reckon and that fail. For one thread.
final class YaraCondition {

    private static final int DEEPEST = 60;

    private enum Type {
        TRUTH,
        NUMBER,
        TEXT,
        REGEX
    }

    /// How strongly signs bind, the weakest first.
    private static final List<Set<String>> SIGNS = List.of(
            Set.of("or"),
            Set.of("and"),
            Set.of(
                    "==",
                    "!=",
                    "contains",
                    "icontains",
                    "startswith",
                    "istartswith",
                    "endswith",
                    "iendswith",
                    "iequals",
                    "matches"),
            Set.of("<", "<=", ">", ">="),
            Set.of("|"),
            Set.of("^"),
            Set.of("&"),
            Set.of("+", "-"));

    private static final int COMPARED = 3;
    private static final int RECKONED = 5;

    private final YaraTokens tokens;
    private final Set<String> strings;
    private final Set<String> rules;
    private final Set<String> modules;
    private final Set<String> used = new HashSet<>();
    private final Set<String> variables = new HashSet<>();
    private int depth;
    private boolean inLoop;

    /// @param strings names without `$`, those without a name as ""
    /// @param rules whose names may be asked for
    /// @param modules that were imported
    YaraCondition(YaraTokens tokens, Set<String> strings, Set<String> rules, Set<String> modules) {
        this.tokens = tokens;
        this.strings = strings;
        this.rules = rules;
        this.modules = modules;
    }

    /// Reads it to its end; a string that it never asks for would stop a compiler too.
    void read() throws Broken {
        if (expression(0) == Type.REGEX) {
            throw new Broken("an expression alone is no condition");
        }
        for (var string : strings) {
            if (!string.startsWith("_") && !used.contains(string)) {
                throw new Broken("a string is never asked for");
            }
        }
    }

    private Type expression(int weakest) throws Broken {
        if (++depth > DEEPEST) {
            throw new Broken("it is nested too deeply");
        }
        var left = first();
        while (true) {
            var sign = tokens.peek();
            int strength = sign.kind() == Kind.SIGN || sign.kind() == Kind.WORD ? strength(sign.text()) : 0;
            if (strength <= weakest) {
                depth--;
                return left;
            }
            tokens.take();
            left = joined(sign.text(), strength, left, expression(strength));
        }
    }

    /// 0: it joins nothing.
    private static int strength(String sign) {
        for (int n = 0; n < SIGNS.size(); n++) {
            if (SIGNS.get(n).contains(sign)) {
                return n + 1;
            }
        }
        return 0;
    }

    private static Type joined(String sign, int strength, Type left, Type right) throws Broken {
        if (strength < COMPARED) {
            must(left != Type.REGEX && right != Type.REGEX);
            return Type.TRUTH;
        }
        must(left != Type.TRUTH && right != Type.TRUTH && left != Type.REGEX);
        if (strength >= RECKONED) {
            must(left != Type.TEXT && right != Type.TEXT && right != Type.REGEX);
            return Type.NUMBER;
        }
        if (sign.equals("matches")) {
            must(left == Type.TEXT && right == Type.REGEX);
        } else if (Character.isLetter(sign.charAt(0))) {
            must(left == Type.TEXT && right == Type.TEXT);
        } else {
            must(left == right);
        }
        return Type.TRUTH;
    }

    private static void must(boolean holds) throws Broken {
        if (!holds) {
            throw new Broken("a sign joins what it cannot join");
        }
    }

    private Type first() throws Broken {
        var token = tokens.take();
        var type = switch (token.kind()) {
            case NUMBER -> tokens.peek().is("of") ? of() : Type.NUMBER;
            case STRING -> Type.TEXT;
            case REGEX -> YaraStrings.isRegex(token.text()) ? Type.REGEX : broken("an expression");
            case VARIABLE -> variable(token.text());
            case SIGN -> signed(token.text());
            case WORD -> word(token);
            case END -> broken("the end");
        };
        return type;
    }

    private static Type broken(String what) throws Broken {
        throw new Broken(what + " is not expected");
    }

    private Type signed(String sign) throws Broken {
        must(sign.equals("("));
        var type = expression(0);
        tokens.take(")");
        return type;
    }

    private Type of() throws Broken {
        tokens.take("of");
        set();
        if (tokens.peek().is("in")) {
            tokens.take();
            range();
        }
        return Type.TRUTH;
    }

    /// `them`, or strings in brackets.
    private void set() throws Broken {
        if (tokens.takeIf("them")) {
            must(!strings.isEmpty());
            used.addAll(strings);
            return;
        }
        tokens.take("(");
        do {
            var name = tokens.take(Kind.VARIABLE).text();
            must(name.charAt(0) == '$');
            use(name.substring(1));
        } while (tokens.takeIf(","));
        tokens.take(")");
    }

    private void use(String name) throws Broken {
        if (name.endsWith("*")) {
            var prefix = name.substring(0, name.length() - 1);
            var some =
                    strings.stream().filter(string -> string.startsWith(prefix)).toList();
            must(!some.isEmpty());
            used.addAll(some);
        } else if (name.isEmpty()) {
            must(inLoop);
        } else {
            must(strings.contains(name));
            used.add(name);
        }
    }

    private Type variable(String text) throws Broken {
        must(!text.endsWith("*"));
        use(text.substring(1));
        switch (text.charAt(0)) {
            case '$' -> {
                if (tokens.takeIf("at")) {
                    number(expression(COMPARED + 1));
                } else if (tokens.takeIf("in")) {
                    range();
                }
                return Type.TRUTH;
            }
            case '#' -> {
                if (tokens.takeIf("in")) {
                    range();
                }
                return Type.NUMBER;
            }
            default -> {
                if (tokens.takeIf("[")) {
                    number(expression(0));
                    tokens.take("]");
                }
                return Type.NUMBER;
            }
        }
    }

    private static void number(Type type) throws Broken {
        must(type == Type.NUMBER);
    }

    private void range() throws Broken {
        tokens.take("(");
        var from = tokens.peek();
        number(expression(0));
        tokens.take("..");
        var to = tokens.peek();
        number(expression(0));
        tokens.take(")");
        // A range from a larger number to a smaller one is refused; a sum is not reckoned here.
        must(from.kind() == Kind.NUMBER && to.kind() == Kind.NUMBER ? isUp(from.text(), to.text()) : to.is("filesize"));
    }

    private static boolean isUp(String from, String to) {
        return from.matches("[0-9]{1,9}") && to.matches("[0-9]{1,9}") && Long.parseLong(from) <= Long.parseLong(to);
    }

    private Type word(Token word) throws Broken {
        return switch (word.text()) {
            case "true", "false" -> Type.TRUTH;
            case "filesize" -> Type.NUMBER;
            case "not", "defined" -> {
                expression(2);
                yield Type.TRUTH;
            }
            case "all", "any", "none" -> of();
            case "for" -> loop();
            case "uint8",
                    "uint16",
                    "uint32",
                    "uint8be",
                    "uint16be",
                    "uint32be",
                    "int8",
                    "int16",
                    "int32",
                    "int8be",
                    "int16be",
                    "int32be" -> {
                tokens.take("(");
                number(expression(0));
                tokens.take(")");
                yield Type.NUMBER;
            }
            default -> named(word.text());
        };
    }

    private Type named(String name) throws Broken {
        if (modules.contains(name) && tokens.peek().is(".")) {
            return YaraModules.read(name, tokens) ? Type.TEXT : Type.NUMBER;
        }
        if (variables.contains(name)) {
            return Type.NUMBER;
        }
        return rules.contains(name) ? Type.TRUTH : broken(name);
    }

    /// `for any of them : ( … )`, `for all i in (1..3) : ( … )`; what goes over lists of modules is not read.
    private Type loop() throws Broken {
        if (!tokens.takeIf("any") && !tokens.takeIf("all") && !tokens.takeIf("none")) {
            must(tokens.take().kind() == Kind.NUMBER);
        }
        boolean before = inLoop;
        String name = "";
        if (tokens.takeIf("of")) {
            set();
            inLoop = true;
        } else {
            name = tokens.takeName().text();
            must(variables.add(name));
            tokens.take("in");
            range();
        }
        tokens.take(":");
        tokens.take("(");
        must(expression(0) != Type.REGEX);
        tokens.take(")");
        inLoop = before;
        variables.remove(name);
        return Type.TRUTH;
    }
}
