package theriac.hub.policy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import theriac.stix.Tlp;

/// A text with sections that fewer people may read than the rest (ADR 045). People write a section between two
/// fences, each alone on its line:
///
///     ::: TLP:AMBER
///     Which hospital it was.
///     :::
///
/// What only looks like a fence is a fault and never text: a section that is not seen as one would be read by
/// everybody. There is no place where a fence is not one, a block of code included. Pure.
///
/// @param open the text without its sections, and without a sign that there were any
/// @param sections in the order in which they stand
public record MarkedText(String open, List<Section> sections) {

    /// In one text.
    public static final int MOST = 20;

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern HIDDEN = Pattern.compile("\\p{Cf}");
    /// Signs of other scripts that look like a colon and are not made one by NFKC.
    private static final Pattern COLONS = Pattern.compile("[\u02D0\u02D1\u0589\u05C3\u1361\u205A\u2236\uA789]");

    private static final Pattern LIKE = Pattern.compile(":::|::\\s*tlp");
    private static final Pattern END = Pattern.compile(":{3,}");
    private static final Pattern BEGIN = Pattern.compile(":{3,}[ \\t]*(?i:TLP:)([A-Za-z+]{3,20})");
    private static final int SHOWN = 60;

    public MarkedText {
        sections = List.copyOf(sections);
    }

    /// What stands between two fences.
    ///
    /// @param at how many lines of the open text stand before it
    public record Section(int at, Tlp label, String text) {}

    /// A stretch of the text.
    ///
    /// @param label of a section; empty: open text
    public record Piece(Optional<Tlp> label, String text) {}

    /// What can be wrong with fences.
    public enum Wrong {
        /// A fence without a label that a section can have.
        LABEL,
        /// TLP:RED is for people by name, and a section names none.
        RED,
        /// A section that begins in a section.
        NESTED,
        /// An end without a beginning.
        UNOPENED,
        /// A beginning without an end.
        UNCLOSED,
        /// Nothing between two fences.
        EMPTY,
        /// A line that looks like a fence and is none.
        FORM,
        /// More than [#MOST] sections.
        MANY;

        /// `label`, `red`…
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param line of the text as written, from 1
    /// @param shown that line, cut to 60 characters
    public record Fault(Wrong wrong, int line, String shown) {}

    /// Thrown for the first fault of a text: nothing of it may be used as open text.
    public static final class Unreadable extends IllegalArgumentException {

        private final transient Fault fault;

        private Unreadable(Fault fault) {
            super("Line %d is no good fence: %s.".formatted(fault.line(), fault.wrong()));
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    /// A text without sections.
    public static MarkedText plain(String text) {
        return new MarkedText(text, List.of());
    }

    /// @throws Unreadable when a fence, or what looks like one, is wrong
    public static MarkedText parse(String written) {
        var reader = new Reader(LINES.split(written, -1));
        return reader.read();
    }

    /// Others' words as part of a text that is read for fences: nothing in them is one.
    public static String literal(String text) {
        return LINES.splitAsStream(text)
                .map(line -> isLike(line) ? folded(line).replaceAll(":(?=[:\\s]*:|\\s*(?i:tlp))", ": ") : line)
                .collect(Collectors.joining("\n"));
    }

    /// The whole in its order. Open text that nothing parts is one piece.
    public List<Piece> pieces() {
        var lines = open.split("\n", -1);
        var pieces = new ArrayList<Piece>();
        int from = 0;
        for (var section : sections) {
            int at = Math.clamp(section.at(), from, lines.length);
            add(pieces, lines, from, at);
            pieces.add(new Piece(Optional.of(section.label()), section.text()));
            from = at;
        }
        add(pieces, lines, from, lines.length);
        return List.copyOf(pieces);
    }

    private static void add(List<Piece> pieces, String[] lines, int from, int to) {
        var text = block(Arrays.asList(lines).subList(from, to));
        if (!text.isEmpty()) {
            pieces.add(new Piece(Optional.empty(), text));
        }
    }

    /// As people write it.
    public String written() {
        return pieces().stream()
                .map(piece -> piece.label()
                        .map(label -> "::: %s\n%s\n:::".formatted(label.label(), piece.text()))
                        .orElse(piece.text()))
                .collect(Collectors.joining("\n\n"));
    }

    /// Whether a line looks like a fence, whatever signs and hidden characters it is written with.
    public static boolean isLike(String line) {
        return LIKE.matcher(folded(line).toLowerCase(Locale.ROOT)).find();
    }

    private static String folded(String line) {
        var plain = HIDDEN.matcher(line).replaceAll("");
        return COLONS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKC)).replaceAll(":");
    }

    /// Without empty lines at the beginning and the end.
    private static String block(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        return String.join("\n", lines.subList(from, to)).stripTrailing();
    }

    /// Reads one text.
    private static final class Reader {

        private final String[] lines;
        private final StringBuilder open = new StringBuilder();
        private final List<Section> sections = new ArrayList<>();
        private final List<String> current = new ArrayList<>();
        private Optional<Tlp> inside = Optional.empty();
        private int begun;

        Reader(String[] lines) {
            this.lines = lines;
        }

        MarkedText read() {
            for (int number = 1; number <= lines.length; number++) {
                var line = lines[number - 1];
                if (isLike(line)) {
                    fence(line, number);
                } else {
                    current.add(line);
                }
            }
            if (inside.isPresent()) {
                throw unreadable(Wrong.UNCLOSED, begun);
            }
            close();
            return new MarkedText(open.toString(), sections);
        }

        private void fence(String line, int number) {
            var bare = line.strip();
            if (END.matcher(bare).matches()) {
                end(number);
            } else if (bare.startsWith(":::")) {
                begin(label(bare, number), number);
            } else {
                throw unreadable(Wrong.FORM, number);
            }
        }

        private Tlp label(String fence, int number) {
            var begin = BEGIN.matcher(fence);
            var label = begin.matches() ? Tlp.ofLabel(begin.group(1)) : Optional.<Tlp>empty();
            if (label.isEmpty() || label.get() == Tlp.CLEAR) {
                throw unreadable(Wrong.LABEL, number);
            }
            if (label.get() == Tlp.RED) {
                throw unreadable(Wrong.RED, number);
            }
            return label.get();
        }

        private void begin(Tlp label, int number) {
            if (inside.isPresent()) {
                throw unreadable(Wrong.NESTED, number);
            }
            close();
            inside = Optional.of(label);
            begun = number;
        }

        private void end(int number) {
            var text = block(current);
            if (inside.isEmpty()) {
                throw unreadable(Wrong.UNOPENED, number);
            }
            if (text.isEmpty()) {
                throw unreadable(Wrong.EMPTY, begun);
            }
            if (sections.size() == MOST) {
                throw unreadable(Wrong.MANY, begun);
            }
            int at = open.isEmpty()
                    ? 0
                    : (int) open.chars().filter(sign -> sign == '\n').count() + 1;
            sections.add(new Section(at, inside.get(), text));
            inside = Optional.empty();
            current.clear();
        }

        /// What stood outside of sections so far is open text.
        private void close() {
            var text = block(current);
            if (!text.isEmpty()) {
                open.append(open.isEmpty() ? "" : "\n\n").append(text);
            }
            current.clear();
        }

        private Unreadable unreadable(Wrong wrong, int number) {
            var line = lines[number - 1].strip();
            var shown = line.length() <= SHOWN ? line : line.substring(0, line.offsetByCodePoints(0, SHOWN / 2)) + "…";
            return new Unreadable(new Fault(wrong, number, shown));
        }
    }
}
