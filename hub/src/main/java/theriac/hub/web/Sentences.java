package theriac.hub.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the hub says to a person who was refused, in that person's language. The code says
/// everything in English, where it happens; a file of pairs has the same in Dutch, and is held
/// against the sources by a test, so that none is missing. `%s` stands for what differs from case
/// to case: names, figures, or another sentence of the book. Immutable and safe between threads.
public final class Sentences {

    /// What is longer was not written here, and is not searched through.
    private static final int LONGEST = 4_000;

    private final List<Pair> pairs;

    private Sentences(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /// One sentence in both languages.
    ///
    /// @param parts of the English one, between its places
    record Pair(String english, List<String> parts, String dutch) {

        private static Pair of(String english, String dutch) {
            return new Pair(english, List.of(english.split("%s", -1)), dutch);
        }

        /// Without places first, then those that say the most themselves: the more exact one counts.
        private int said() {
            return parts.stream().mapToInt(String::length).sum() - (parts.size() - 1) * LONGEST;
        }

        /// What stands at its places in this sentence; null if it is another sentence.
        private @Nullable List<String> places(String sentence) {
            var first = parts.getFirst();
            if (!sentence.startsWith(first)) {
                return null;
            }
            var places = new ArrayList<String>();
            int at = first.length();
            for (int i = 1; i < parts.size(); i++) {
                boolean last = i == parts.size() - 1;
                var part = parts.get(i);
                int next = last && sentence.endsWith(part)
                        ? sentence.length() - part.length()
                        : part.isEmpty() ? at : sentence.indexOf(part, at);
                if (next < at || last && !sentence.endsWith(part)) {
                    return null;
                }
                places.add(sentence.substring(at, next));
                at = next + part.length();
            }
            return at == sentence.length() ? places : null;
        }
    }

    /// The Dutch book: blocks of two lines, English and Dutch, with an empty line between.
    ///
    /// @throws IllegalStateException when a block has another form: a fault of the build
    public static Sentences dutch() {
        try (var file = Sentences.class.getResourceAsStream("sentences-nl.txt")) {
            if (file == null) {
                throw new IllegalStateException("sentences-nl.txt is missing in the program.");
            }
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Sentences of(String book) {
        var pairs = new ArrayList<Pair>();
        for (var block : book.strip().split("\n\\s*\n")) {
            var lines = block.strip().split("\n");
            if (lines.length != 2) {
                throw new IllegalStateException(
                        "A sentence has two lines, English and Dutch, and this has " + lines.length + ": " + lines[0]);
            }
            pairs.add(Pair.of(lines[0].strip(), lines[1].strip()));
        }
        pairs.sort(Comparator.comparingInt(Pair::said).reversed());
        return new Sentences(List.copyOf(pairs));
    }

    List<Pair> pairs() {
        return pairs;
    }

    /// The sentence in the other language; empty for what stands in no book, such as what a server elsewhere said.
    public Optional<String> translated(String english) {
        if (english.length() > LONGEST) {
            return Optional.empty();
        }
        for (var pair : pairs) {
            var places = pair.places(english);
            if (places != null) {
                return Optional.of(pair.dutch.formatted(places.stream()
                        .map(place -> place.endsWith(".") ? translated(place).orElse(place) : place)
                        .toArray()));
            }
        }
        return Optional.empty();
    }
}
