package theriac.hub.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import theriac.hub.query.Query.All;
import theriac.hub.query.Query.And;
import theriac.hub.query.Query.Not;
import theriac.hub.query.Query.Or;
import theriac.hub.query.QueryLexer.Stop;

/// Reads questions:
///
/// ```
/// question   = [ either ]
/// either     = all { "OR" all }
/// all        = one { [ "AND" ] one }
/// one        = ( "NOT" | "-" ) one | "(" either ")" | field operator ( value | "(" either ")" ) | text
/// ```
///
/// `docs/query-language.md` says it for people. Pure; linear in the length of the question.
public final class QueryParser {

    /// Longest question.
    public static final int MAX_CHARS = 4_000;

    private static final int MAX_TERMS = 100;
    private static final int MAX_DEPTH = 20;
    private static final String TERM = "a word, a text in quotation marks, or a field such as type:indicator";

    private final QueryLexer lexer;
    private final TermParser terms;
    private int count;
    private int depth;

    private QueryParser(String text) {
        this.lexer = new QueryLexer(text);
        this.terms = new TermParser(lexer);
    }

    /// @param text as a person typed it; blank: everything
    public static QueryParsed parse(String text) {
        if (text.length() > MAX_CHARS) {
            return new QueryParsed.Fault(
                    MAX_CHARS, "A question has at most %,d characters; this one is longer.".formatted(MAX_CHARS));
        }
        try {
            return new QueryParsed.Understood(new QueryParser(text).question());
        } catch (Stop stop) {
            return new QueryParsed.Fault(stop.at, String.valueOf(stop.getMessage()));
        }
    }

    private Query question() {
        if (lexer.ended()) {
            return new All();
        }
        var query = either(null);
        if (!lexer.ended()) {
            throw new Stop(
                    lexer.at(),
                    lexer.peek() == ')'
                            ? "This parenthesis closes nothing: take it away, or open one before."
                            : "Here \"AND\", \"OR\" or the end of the question is expected.");
        }
        return query;
    }

    private Query either(@Nullable Field field) {
        var parts = new ArrayList<Query>();
        do {
            var part = all(field);
            if (part instanceof Or(var inner)) {
                parts.addAll(inner);
            } else {
                parts.add(part);
            }
        } while (lexer.takeWord("OR"));
        return parts.size() == 1 ? parts.getFirst() : new Or(parts);
    }

    private Query all(@Nullable Field field) {
        var parts = new ArrayList<Query>();
        do {
            var part = one(field);
            if (part instanceof And(var inner)) {
                parts.addAll(inner);
            } else {
                parts.add(part);
            }
        } while (continues());
        return parts.size() == 1 ? parts.getFirst() : new And(parts);
    }

    /// Whether another part of a conjunction follows.
    private boolean continues() {
        if (lexer.takeWord("AND")) {
            return true;
        }
        if (lexer.ended() || lexer.peek() == ')') {
            return false;
        }
        int here = lexer.at();
        boolean or = lexer.takeWord("OR");
        lexer.back(here);
        return !or;
    }

    private Query one(@Nullable Field field) {
        if (lexer.takeWord("NOT") || lexer.take('-')) {
            return deeper(() -> {
                var part = one(field);
                return part instanceof Not(var inner) ? inner : new Not(part);
            });
        }
        if (lexer.peek() == '(') {
            return group(field);
        }
        if (++count > MAX_TERMS) {
            throw new Stop(lexer.at(), "A question has at most %d terms; this is one more.".formatted(MAX_TERMS));
        }
        if (field != null) {
            return terms.value(field, ":");
        }
        noKeyword();
        int here = lexer.at();
        var name = lexer.field();
        if (name == null) {
            return terms.anything(lexer.piece(TERM, false));
        }
        var named = Field.of(name).orElseThrow(() -> new Stop(here, Field.unknown(name)));
        var operator = lexer.operator();
        return operator.equals(":") && lexer.peek() == '(' ? group(named) : terms.value(named, operator);
    }

    private Query group(@Nullable Field field) {
        int open = lexer.at();
        lexer.take('(');
        var query = deeper(() -> either(field));
        if (!lexer.take(')')) {
            throw new Stop(open, "This parenthesis is never closed: put a \")\" where the group ends.");
        }
        return query;
    }

    private void noKeyword() {
        for (var word : List.of("AND", "OR")) {
            int here = lexer.at();
            if (lexer.takeWord(word)) {
                throw new Stop(
                        here,
                        "\"%s\" needs something before it; to look for the word itself, put it in quotation marks."
                                .formatted(word));
            }
        }
    }

    private Query deeper(Supplier<Query> inner) {
        if (++depth > MAX_DEPTH) {
            throw new Stop(lexer.at(), "Groups can stand at most %d deep in each other.".formatted(MAX_DEPTH));
        }
        var query = inner.get();
        depth--;
        return query;
    }
}
