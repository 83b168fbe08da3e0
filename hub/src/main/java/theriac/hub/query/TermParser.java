package theriac.hub.query;

import java.util.Locale;
import java.util.Optional;
import theriac.hub.query.Query.Anything;
import theriac.hub.query.Query.Figure;
import theriac.hub.query.Query.Labelled;
import theriac.hub.query.Query.Link;
import theriac.hub.query.Query.Linked;
import theriac.hub.query.Query.Measure;
import theriac.hub.query.Query.Reliable;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.hub.query.QueryLexer.Piece;
import theriac.hub.query.QueryLexer.Stop;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.spec.Spec;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Reads what stands behind a field. Used by one [QueryParser].
final class TermParser {

    /// Longest text of one term.
    static final int MAX_TEXT = 300;

    /// A shorter beginning or ending fits too much to be a question.
    static final int MIN_PART = 3;

    private final QueryLexer lexer;
    private final MomentParser moments;

    TermParser(QueryLexer lexer) {
        this.lexer = lexer;
        this.moments = new MomentParser(lexer);
    }

    Query value(Field field, String operator) {
        if (!field.ordered() && !operator.equals(":")) {
            throw new Stop(
                    lexer.at() - operator.length(),
                    "%s cannot be compared with \"%s\"; write %s:…".formatted(field.text(), operator, field.text()));
        }
        return switch (field) {
            case TYPE -> type(piece("a STIX type"));
            case ID -> id(piece("a STIX id"));
            case NAME -> new Query.Name(text(piece("words of a name")));
            case VALUE -> new Query.Value(test(piece("a value")));
            case LABEL -> new Query.Label(text(piece("a label")));
            case SOURCE -> new Query.Source(text(piece("the name of a source")));
            case TECHNIQUE -> new Linked(Link.TECHNIQUE, technique(piece("a technique such as T1566")));
            case ACTOR -> new Linked(Link.ACTOR, text(piece("the name of an actor")));
            case MALWARE -> new Linked(Link.MALWARE, text(piece("the name of malware")));
            case CONCERNS -> new Query.Concerns(text(piece("us, or the name of an organisation")), Optional.empty());
            case REVOKED -> revoked(piece("true or false"));
            case TLP -> tlp(operator);
            case RELIABILITY -> reliability(operator);
            case CONFIDENCE -> figure(Measure.CONFIDENCE, operator);
            case SCORE -> figure(Measure.SCORE, operator);
            case SOURCES -> figure(Measure.SOURCES, operator);
            case CREATED -> moments.during(Query.Moment.CREATED, operator);
            case MODIFIED -> moments.during(Query.Moment.MODIFIED, operator);
            case ADDED -> moments.during(Query.Moment.ADDED, operator);
            case SEEN -> moments.during(Query.Moment.SEEN, operator);
        };
    }

    private Piece piece(String wanted) {
        return lexer.piece(wanted, false);
    }

    Query anything(Piece piece) {
        return new Anything(text(piece));
    }

    /// A text with an optional star at its end.
    private Text text(Piece piece) {
        boolean star = piece.quoted() ? lexer.takeStar() : piece.text().endsWith("*");
        var text =
                star && !piece.quoted() ? piece.text().substring(0, piece.text().length() - 1) : piece.text();
        if (text.length() > MAX_TEXT) {
            throw new Stop(piece.at(), "One text has at most %d characters.".formatted(MAX_TEXT));
        }
        if (!piece.quoted() && text.contains("*")) {
            throw new Stop(
                    piece.at() + text.indexOf('*'),
                    "A * stands at the end of a text only (emot*); for the ending of a name write value:*.example.");
        }
        var words = Words.split(text);
        if (words.isEmpty()) {
            throw new Stop(piece.at(), "There is no letter and no digit to look for.");
        }
        if (star && words.getLast().length() < MIN_PART) {
            throw new Stop(
                    piece.at(),
                    "Before a * at least %d letters or digits are needed: less would fit nearly everything."
                            .formatted(MIN_PART));
        }
        return new Text(text, star);
    }

    private Text technique(Piece piece) {
        var number = Values.normalize(ValueKind.TECHNIQUE, piece.text())
                .orElseThrow(() -> new Stop(piece.at(), "A technique looks like T1566 or T1566.001."));
        return new Text(number.text(), false);
    }

    private Query type(Piece piece) {
        var type = piece.text();
        if (!type.matches("[a-z0-9-]{3,250}")) {
            throw new Stop(piece.at(), "A STIX type consists of small letters, digits and dashes, such as indicator.");
        }
        if (!piece.quoted()) {
            nearType(type).ifPresent(near -> {
                throw new Stop(
                        piece.at(),
                        "There is no type \"%s\"; did you mean %s? (For a custom type of that name: type:\"%s\")"
                                .formatted(type, near, type));
            });
        }
        return new Query.Type(type);
    }

    /// The standard type that a type that is none resembles.
    static Optional<String> nearType(String type) {
        if (Spec.V21.type(type).isPresent()) {
            return Optional.empty();
        }
        return Spec.V21.tables().stream()
                .map(spec -> spec.name())
                .filter(name -> Spec.V21.type(name).isPresent() && Nearness.close(name, type))
                .findFirst();
    }

    private static Query id(Piece piece) {
        return StixId.parse(piece.text())
                .<Query>map(id -> new Query.Id(id.text()))
                .orElseThrow(() -> new Stop(piece.at(), "A STIX id looks like indicator--uuid."));
    }

    private ValueTest test(Piece piece) {
        var text = piece.text();
        if (text.length() > MAX_TEXT) {
            throw new Stop(piece.at(), "One text has at most %d characters.".formatted(MAX_TEXT));
        }
        boolean star = piece.quoted() ? lexer.takeStar() : text.endsWith("*");
        if (!piece.quoted() && (text.startsWith("*.") || text.startsWith("*@"))) {
            var suffix = Defang.refang(text.substring(1)).toLowerCase(Locale.ROOT);
            return new ValueTest.Suffix(whole(piece, suffix, "ending"));
        }
        if (star) {
            var prefix = piece.quoted() ? text : text.substring(0, text.length() - 1);
            return new ValueTest.Prefix(whole(piece, Defang.refang(prefix), "beginning"));
        }
        if (!piece.quoted() && text.contains("*")) {
            throw new Stop(
                    piece.at() + text.indexOf('*'),
                    "A * stands at the end (value:evil*) or before a dot or an at sign at the beginning"
                            + " (value:*.example); anything else would read every value.");
        }
        if (text.isBlank()) {
            throw new Stop(piece.at(), "There is no value to look for.");
        }
        return new ValueTest.Exact(
                text, Values.recognize(text).orElseGet(() -> new NormalValue(ValueKind.OTHER, text.strip())));
    }

    private static String whole(Piece piece, String part, String what) {
        if (part.contains("*")) {
            throw new Stop(piece.at(), "One * is enough: at the beginning of a value or at its end.");
        }
        if (part.length() < MIN_PART) {
            throw new Stop(
                    piece.at(),
                    "The %s of a value needs at least %d characters: less would read nearly every value."
                            .formatted(what, MIN_PART));
        }
        return part;
    }

    private static Query revoked(Piece piece) {
        return switch (piece.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> new Query.Revoked(true);
            case "false", "no" -> new Query.Revoked(false);
            default -> throw new Stop(piece.at(), "Write revoked:true or revoked:false.");
        };
    }

    private Query tlp(String operator) {
        int here = lexer.at();
        if (operator.equals(":") && lexer.take('[')) {
            var range = new Range(lexer, "a label such as green");
            return new Labelled(
                    range.from().map(TermParser::label).orElse(Tlp.CLEAR),
                    range.to().map(TermParser::label).orElse(Tlp.RED));
        }
        int place = label(piece("a label such as green")).ordinal();
        int from = switch (operator) {
            case "<", "<=" -> 0;
            case ">" -> place + 1;
            default -> place;
        };
        int to = switch (operator) {
            case ">", ">=" -> Tlp.RED.ordinal();
            case "<" -> place - 1;
            default -> place;
        };
        if (from > Tlp.RED.ordinal() || to < 0) {
            throw new Stop(here, "There is no such label: CLEAR is the first and RED the last.");
        }
        return new Labelled(Tlp.values()[from], Tlp.values()[to]);
    }

    private static Tlp label(Piece piece) {
        return Tlp.ofLabel(piece.text())
                .orElseThrow(() ->
                        new Stop(piece.at(), "The labels are clear, green, amber, amber+strict and red (TLP 2.0)."));
    }

    /// `>=B` means B or better, so A and B; F (cannot be judged) is neither better nor worse.
    private Query reliability(String operator) {
        var piece = piece("a letter from A to F");
        var letter = piece.text().toUpperCase(Locale.ROOT);
        if (!letter.matches("[A-F]")) {
            throw new Stop(piece.at(), "Reliability is a letter from A (completely reliable) to F (cannot be judged).");
        }
        char c = letter.charAt(0);
        if (c == 'F' && !operator.equals(":")) {
            throw new Stop(
                    piece.at(),
                    "F means that nobody can judge: it is neither better nor worse. Write" + " reliability:F.");
        }
        if (operator.equals(">") && c == 'A' || operator.equals("<") && c == 'E') {
            throw new Stop(piece.at(), "Nothing is better than A or worse than E.");
        }
        return switch (operator) {
            case ">=" -> new Reliable('A', c);
            case ">" -> new Reliable('A', (char) (c - 1));
            case "<=" -> new Reliable(c, 'E');
            case "<" -> new Reliable((char) (c + 1), 'E');
            default -> new Reliable(c, c);
        };
    }

    private Query figure(Measure measure, String operator) {
        int here = lexer.at();
        var wanted = "a number from 0 to %,d".formatted(measure.most());
        int from = 0;
        int to = measure.most();
        if (operator.equals(":") && lexer.take('[')) {
            var range = new Range(lexer, wanted);
            from = range.from().map(p -> number(p, measure)).orElse(0);
            to = range.to().map(p -> number(p, measure)).orElse(measure.most());
        } else {
            int number = number(piece(wanted), measure);
            from = operator.equals(">=") || operator.equals(":") ? number : operator.equals(">") ? number + 1 : 0;
            to = operator.equals("<=") || operator.equals(":") ? number : operator.equals("<") ? number - 1 : to;
        }
        if (from > to) {
            throw new Stop(
                    here,
                    "This fits nothing: %s goes from 0 to %,d, the smaller number first."
                            .formatted(measure.name().toLowerCase(Locale.ROOT), measure.most()));
        }
        return new Figure(measure, from, to);
    }

    private static int number(Piece piece, Measure measure) {
        if (!piece.text().matches("\\d{1,7}") || Integer.parseInt(piece.text()) > measure.most()) {
            throw new Stop(piece.at(), "A whole number from 0 to %,d is expected here.".formatted(measure.most()));
        }
        return Integer.parseInt(piece.text());
    }
}
