package theriac.hub.query;

import java.util.Locale;
import java.util.stream.Collectors;
import theriac.hub.query.Query.Edge;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.stix.Tlp;

/// Writes a question so that reading it again gives an equal one. Pure.
public final class QueryPrinter {

    private QueryPrinter() {}

    /// The question in one line; "" for everything.
    public static String print(Query query) {
        return switch (query) {
            case Query.All a -> "";
            case Query.And(var parts) ->
                parts.stream().map(QueryPrinter::grouped).collect(Collectors.joining(" "));
            case Query.Or(var parts) ->
                parts.stream()
                        .map(part -> part instanceof Query.Or ? grouped(part) : print(part))
                        .collect(Collectors.joining(" OR "));
            case Query.Not(var part) -> "NOT " + grouped(part);
            case Query.Anything(var text) -> text(text);
            case Query.Name(var text) -> "name:" + text(text);
            case Query.Label(var text) -> "label:" + text(text);
            case Query.Source(var text) -> "source:" + text(text);
            case Query.Linked(var link, var text) -> lower(link) + ":" + text(text);
            case Query.Type(var type) -> "type:" + (TermParser.nearType(type).isEmpty() ? type : quoted(type));
            case Query.Id(var id) -> "id:" + id;
            case Query.Value(var test) -> "value:" + value(test);
            case Query.Concerns(var whom, var footprint) -> "concerns:" + text(whom);
            case Query.Revoked(var revoked) -> "revoked:" + revoked;
            case Query.Labelled(var from, var to) -> labelled(from, to);
            case Query.Reliable(var from, var to) -> reliable(from, to);
            case Query.Figure(var measure, var from, var to) ->
                lower(measure) + (from == to ? ":" + from : ":[" + from + " TO " + to + "]");
            case Query.During(var moment, var from, var to) ->
                lower(moment) + ":[" + edge(from) + " TO " + edge(to) + "]";
        };
    }

    private static String grouped(Query part) {
        return part instanceof Query.And || part instanceof Query.Or ? "(" + print(part) + ")" : print(part);
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Text text) {
        return bare(text.text()) + (text.prefix() ? "*" : "");
    }

    private static String bare(String text) {
        boolean keyword = text.equals("AND") || text.equals("OR") || text.equals("NOT");
        return !keyword && text.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]*") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String value(ValueTest test) {
        return switch (test) {
            case ValueTest.Exact(var text, var value) -> bare(text);
            case ValueTest.Prefix(var text) -> bare(text) + "*";
            case ValueTest.Suffix(var text) -> "*" + text;
        };
    }

    private static String labelled(Tlp from, Tlp to) {
        if (from == to) {
            return "tlp:" + word(from);
        }
        if (from == Tlp.CLEAR) {
            return "tlp<=" + word(to);
        }
        return to == Tlp.RED ? "tlp>=" + word(from) : "tlp:[" + word(from) + " TO " + word(to) + "]";
    }

    private static String word(Tlp tlp) {
        return tlp.label().substring("TLP:".length()).toLowerCase(Locale.ROOT);
    }

    private static String reliable(char from, char to) {
        if (from == to) {
            return "reliability:" + from;
        }
        return from == 'A' ? "reliability>=" + to : "reliability<=" + from;
    }

    private static String edge(Edge edge) {
        return switch (edge) {
            case Edge.Open o -> "*";
            case Edge.Now n -> "now";
            case Edge.Ago(var count, var unit) -> "" + count + unit;
            case Edge.At(var at) -> at.toString();
            case Edge.Day(var day) -> day.toString();
        };
    }
}
