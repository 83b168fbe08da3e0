package theriac.hub.publications;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;

/// What a publication says in one language. Plain text; lines separated by `\n`. Other controls, and marks that
/// reverse the direction of reading, are taken out: a warning must not deceive.
record Wording(String title, String summary, String advice) {

    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF&&[^\\n\\t]]");
    private static final Pattern TO_WRITE = Pattern.compile("\\[\\[[^\\]\n]{1,400}]]");
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 20_000;

    Wording {
        title = clean(title).replace('\n', ' ').replace('\t', ' ').strip();
        summary = cleaned(summary);
        advice = cleaned(advice);
    }

    /// The sections of a template that was filled in.
    static Wording of(Map<String, String> sections) {
        return new Wording(
                sections.getOrDefault("title", ""),
                sections.getOrDefault("summary", ""),
                sections.getOrDefault("advice", ""));
    }

    /// @throws Problem when a part is too long; drafts may have empty parts
    Wording checked(String language) {
        if (title.length() > LONGEST_TITLE || summary.length() > LONGEST_TEXT || advice.length() > LONGEST_TEXT) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "The text in %s is too long: a title has at most %d characters, summary and advice %,d."
                            .formatted(language, LONGEST_TITLE, LONGEST_TEXT));
        }
        return this;
    }

    /// What a template asks the writer to write stands in `[[…]]`, and goes out to nobody.
    ///
    /// @throws Problem when some is left
    void checkFilledIn(String language) {
        for (var part : List.of(title, summary, advice)) {
            var left = TO_WRITE.matcher(part);
            if (left.find()) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "The text in %s still asks for something to be written: \"%s\". Write it, or take the line out."
                                .formatted(language, left.group()));
            }
        }
    }

    boolean complete() {
        return !title.isEmpty() && !summary.isEmpty() && !advice.isEmpty();
    }

    /// A text of several lines without what could deceive, and without space around it.
    static String cleaned(String text) {
        return clean(text).strip();
    }

    private static String clean(String text) {
        return HIDDEN.matcher(Normalizer.normalize(text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC))
                .replaceAll("");
    }
}
