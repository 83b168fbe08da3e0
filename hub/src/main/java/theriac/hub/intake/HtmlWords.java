package theriac.hub.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a mail's page, and where its links lead: what is shown is often not where they go. No
/// reader of pages: only what an analyst and the extraction need. Pure; one pass, so that no text takes
/// longer than its length.
final class HtmlWords {

    /// Of a tag, so much is looked at.
    private static final int LONGEST_TAG = 4_000;

    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title");
    private static final Set<String> BREAKS = Set.of("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Pattern NAME = Pattern.compile("^<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})");
    private static final Pattern LEADS =
            Pattern.compile("(?i)\\s(?:href|action|src)\\s{0,5}=\\s{0,5}[\"']?([^\"'\\s>]{1,2000})");
    private static final Pattern NUMBERED = Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));");

    private final String html;
    private final String lower;
    private final StringBuilder words = new StringBuilder();

    private HtmlWords(String html) {
        this.html = html;
        // Same length: only letters of ASCII matter, and a tag's name has no other.
        this.lower = html.toLowerCase(Locale.ROOT).length() == html.length() ? html.toLowerCase(Locale.ROOT) : html;
    }

    static String of(String html) {
        var reader = new HtmlWords(html);
        reader.read();
        return plain(reader.words.toString());
    }

    private void read() {
        int at = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            int close = open < 0 ? -1 : html.indexOf('>', open);
            if (close < 0) {
                words.append(html, at, html.length());
                return;
            }
            words.append(html, at, open);
            at = tag(open, close);
        }
    }

    /// @return where what is seen goes on
    private int tag(int open, int close) {
        if (html.startsWith("<!--", open)) {
            int end = html.indexOf("-->", open);
            return end < 0 ? html.length() : end + 3;
        }
        var tag = html.substring(open, Math.min(close, open + LONGEST_TAG));
        var name = NAME.matcher(tag);
        if (!name.find()) {
            words.append(html, open, open + 1); // a lone sign in a text
            return open + 1;
        }
        var called = name.group(2).toLowerCase(Locale.ROOT);
        if (name.group(1).isEmpty() && UNSEEN.contains(called)) {
            int end = lower.indexOf("</" + called, close);
            int behind = end < 0 ? -1 : html.indexOf('>', end);
            return behind < 0 ? html.length() : behind + 1;
        }
        var leads = LEADS.matcher(tag);
        if (leads.find()) {
            words.append(' ').append(leads.group(1)).append(' ');
        }
        words.append(BREAKS.contains(called) ? '\n' : ' ');
        return close + 1;
    }

    private static String plain(String text) {
        var seen = NUMBERED.matcher(text).replaceAll(match -> {
            int point =
                    match.group(1) == null ? Integer.parseInt(match.group(2)) : Integer.parseInt(match.group(1), 16);
            return Character.isValidCodePoint(point) && point > 0
                    ? Matcher.quoteReplacement(Character.toString(point))
                    : " ";
        });
        seen = seen.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
        return seen.replaceAll("[ \\t\\u00A0]+", " ")
                .replaceAll(" ?\n ?", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
