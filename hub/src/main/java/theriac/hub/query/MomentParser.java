package theriac.hub.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import theriac.hub.query.Query.During;
import theriac.hub.query.Query.Edge;
import theriac.hub.query.QueryLexer.Piece;
import theriac.hub.query.QueryLexer.Stop;

/// Reads moments and spans: `now`, `7d`, `2026-11-25`, `2026-11-25T08:00:00Z`. Used by one [TermParser].
final class MomentParser {

    private static final String WANTED = "a moment such as 7d, 2026-11-25 or now";
    private static final int MAX_COUNT = 10_000;

    private final QueryLexer lexer;

    MomentParser(QueryLexer lexer) {
        this.lexer = lexer;
    }

    Query during(Query.Moment moment, String operator) {
        if (operator.equals(":") && lexer.take('[')) {
            var range = new Range(lexer, WANTED);
            return new During(
                    moment,
                    range.from().map(MomentParser::edge).orElse(new Edge.Open()),
                    range.to().map(MomentParser::edge).orElse(new Edge.Open()));
        }
        var edge = edge(lexer.piece(WANTED, false));
        var open = new Edge.Open();
        return switch (operator) {
            case ">=" -> new During(moment, edge, open);
            case "<=" -> new During(moment, open, edge);
            case ">" -> new During(moment, moved(edge, 1), open);
            case "<" -> new During(moment, open, moved(edge, -1));
            default -> new During(moment, edge, edge instanceof Edge.Ago ? new Edge.Now() : edge);
        };
    }

    /// The nearest edge behind or before: a microsecond, or a day. A moment that moves with the clock stays.
    private static Edge moved(Edge edge, int by) {
        return switch (edge) {
            case Edge.At(var at) -> new Edge.At(at.plus(by, ChronoUnit.MICROS));
            case Edge.Day(var day) -> new Edge.Day(day.plusDays(by));
            case Edge.Ago ago -> ago;
            case Edge.Now now -> now;
            case Edge.Open open -> open;
        };
    }

    private static Edge edge(Piece piece) {
        var text = piece.text();
        if (text.toLowerCase(Locale.ROOT).equals("now")) {
            return new Edge.Now();
        }
        if (text.matches("\\d{1,5}[mhdw]")) {
            int count = Integer.parseInt(text.substring(0, text.length() - 1));
            if (count > MAX_COUNT) {
                throw new Stop(piece.at(), "At most %,d of a unit; for longer ago write a date.".formatted(MAX_COUNT));
            }
            return new Edge.Ago(count, text.charAt(text.length() - 1));
        }
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return new Edge.Day(LocalDate.parse(text));
            }
            if (text.matches("\\d{4}-.*")) {
                Instant at = OffsetDateTime.parse(text).toInstant();
                return new Edge.At(at.truncatedTo(ChronoUnit.MICROS));
            }
        } catch (DateTimeException noSuchDay) {
            throw new Stop(piece.at(), "There is no such moment; dates look like 2026-11-25 or 2026-11-25T08:00:00Z.");
        }
        throw new Stop(
                piece.at(),
                "A moment is expected: now, so many minutes, hours, days or weeks ago (30m, 24h, 7d, 2w), or a date such"
                        + " as 2026-11-25.");
    }
}
