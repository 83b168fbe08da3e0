package theriac.stix.json;

/// Compact JSON text of a tree.
final class JsonWriter {

    private JsonWriter() {}

    static void write(JsonValue value, StringBuilder out) {
        switch (value) {
            case JsonObject object -> writeObject(object, out);
            case JsonArray array -> writeArray(array, out);
            case JsonString(String text) -> writeString(text, out);
            case JsonNumber(String text) -> out.append(text);
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull _ -> out.append("null");
        }
    }

    private static void writeObject(JsonObject object, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            writeString(object.nameAt(i), out);
            out.append(':');
            write(object.valueAt(i), out);
        }
        out.append('}');
    }

    private static void writeArray(JsonArray array, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (JsonValue value : array.values()) {
            out.append(separator);
            write(value, out);
            separator = ",";
        }
        out.append(']');
    }

    /// Escapes what RFC 8259 §7 demands and nothing more, as RFC 8785 §3.2.2.2 does.
    static void writeString(String text, StringBuilder out) {
        out.append('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, start, i).append(escape(c));
            start = i + 1;
        }
        out.append(text, start, text.length()).append('"');
    }

    /// How a quotation mark, a backslash or a control character below U+0020 is written.
    static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
        };
    }
}
