package theriac.hub.query;

import java.util.Optional;
import theriac.hub.query.QueryLexer.Piece;
import theriac.hub.query.QueryLexer.Stop;

/// `[from TO to]`, both inclusive, `*` for no edge; the opening bracket was read already.
record Range(Optional<Piece> from, Optional<Piece> to) {

    Range(QueryLexer lexer, String wanted) {
        this(edge(lexer, wanted), edgeAfterTo(lexer, wanted));
        if (!lexer.take(']')) {
            throw new Stop(lexer.at(), "A range ends with \"]\": [7d TO now].");
        }
    }

    private static Optional<Piece> edgeAfterTo(QueryLexer lexer, String wanted) {
        if (!lexer.takeWord("TO")) {
            throw new Stop(lexer.at(), "Between the edges of a range stands TO: [7d TO now].");
        }
        return edge(lexer, wanted);
    }

    private static Optional<Piece> edge(QueryLexer lexer, String wanted) {
        var piece = lexer.piece(wanted, true);
        return piece.text().equals("*") ? Optional.empty() : Optional.of(piece);
    }
}
