package theriac.stix.pattern;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kinds of lexical tokens of the pattern language, with the words an error message uses for them.
enum Token {
    LBRACK("'['"),
    RBRACK("']'"),
    LPAREN("'('"),
    RPAREN("')'"),
    COMMA("','"),
    COLON("':'"),
    DOT("'.'"),
    ASTERISK("'*'"),
    EQ("'='"),
    NEQ("'!='"),
    LT("'<'"),
    LE("'<='"),
    GT("'>'"),
    GE("'>='"),
    AND("AND"),
    OR("OR"),
    NOT("NOT"),
    FOLLOWEDBY("FOLLOWEDBY"),
    LIKE("LIKE"),
    MATCHES("MATCHES"),
    ISSUPERSET("ISSUPERSET"),
    ISSUBSET("ISSUBSET"),
    EXISTS("EXISTS"),
    IN("IN"),
    START("START"),
    STOP("STOP"),
    SECONDS("SECONDS"),
    WITHIN("WITHIN"),
    REPEATS("REPEATS"),
    TIMES("TIMES"),
    TRUE("true"),
    FALSE("false"),
    NAME("a name"),
    HYPHENATED_NAME("a name with a hyphen"),
    STRING("a string"),
    BASE64("base64 octets"),
    HEX("hexadecimal octets"),
    TIME("a timestamp"),
    WHOLE("a whole number"),
    NEGATIVE_WHOLE("a negative whole number"),
    DECIMAL("a decimal number"),
    NEGATIVE_DECIMAL("a negative decimal number"),
    END("the end of the pattern");

    private static final Map<String, Token> KEYWORDS = keywords();

    private final String words;

    Token(String words) {
        this.words = words;
    }

    /// How an error message names this kind of token.
    String words() {
        return words;
    }

    /// The keyword token spelt exactly so, or null. Keywords are case-sensitive.
    static @Nullable Token keyword(String word) {
        return KEYWORDS.get(word);
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.containsKey(word);
    }

    private static Map<String, Token> keywords() {
        var map = new HashMap<String, Token>();
        for (Token token : values()) {
            if (token.ordinal() >= AND.ordinal() && token.ordinal() <= FALSE.ordinal()) {
                map.put(token.words, token);
            }
        }
        return map;
    }
}
