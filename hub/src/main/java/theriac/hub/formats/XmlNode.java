package theriac.hub.formats;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An element of a record in XML, by local names: prefixes differ from writer to writer. Immutable.
///
/// @param attributes by local name; `xsi:type` under that name, since other attributes are called `type` too
/// @param text its own text, without its children's
record XmlNode(String name, Map<String, String> attributes, List<XmlNode> children, String text) {

    /// All children with this name.
    Stream<XmlNode> each(String child) {
        return children.stream().filter(node -> node.name().equals(child));
    }

    /// All elements at the end of a way of names.
    Stream<XmlNode> at(String... way) {
        var found = Stream.of(this);
        for (var step : way) {
            found = found.flatMap(node -> node.each(step));
        }
        return found;
    }

    /// All descendants with this name.
    Stream<XmlNode> anywhere(String wanted) {
        return children.stream()
                .flatMap(node -> Stream.concat(
                        node.name().equals(wanted) ? Stream.of(node) : Stream.empty(), node.anywhere(wanted)));
    }

    /// The first text at the end of a way of names; empty when it is absent or blank.
    Optional<String> textAt(String... way) {
        return at(way).map(node -> node.text().strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).filter(text -> !text.isBlank());
    }

    /// As XML again, for people and for what is kept of a rejected record.
    String write() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((key, value) ->
                out.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
        out.append('>').append(escaped(text));
        children.forEach(child -> child.write(out));
        out.append("</").append(name).append('>');
    }

    private static String escaped(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
