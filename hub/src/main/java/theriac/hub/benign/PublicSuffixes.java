package theriac.hub.benign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipInputStream;

/// Under which names strangers can register names of their own: `nl` and `co.uk`, and also `github.io` and `vercel.app`
/// (the private section of the public suffix list). Two names that differ at that boundary have different owners.
/// Immutable.
///
/// The rules are those that come with Java; a Java without them knows only that the last label is a suffix.
public final class PublicSuffixes {

    private final Set<String> rules;
    private final Set<String> wildcards;
    private final Set<String> exceptions;

    private PublicSuffixes(Set<String> rules, Set<String> wildcards, Set<String> exceptions) {
        this.rules = rules;
        this.wildcards = wildcards;
        this.exceptions = exceptions;
    }

    /// Lines in the syntax of <https://publicsuffix.org/list/>, as A-labels.
    public static PublicSuffixes of(Iterable<String> lines) {
        var rules = new HashSet<String>();
        var wildcards = new HashSet<String>();
        var exceptions = new HashSet<String>();
        for (var line : lines) {
            var rule = line.strip();
            if (rule.startsWith("!")) {
                exceptions.add(rule.substring(1));
            } else if (rule.startsWith("*.")) {
                wildcards.add(rule.substring(2));
            } else if (!rule.isEmpty() && !rule.startsWith("//")) {
                rules.add(rule);
            }
        }
        return new PublicSuffixes(Set.copyOf(rules), Set.copyOf(wildcards), Set.copyOf(exceptions));
    }

    /// The rules of the running Java.
    public static PublicSuffixes ofJava() {
        var file = Path.of(System.getProperty("java.home"), "lib", "security", "public_suffix_list.dat");
        if (!Files.isReadable(file)) {
            return of(Set.of());
        }
        var lines = new HashSet<String>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            while (zip.getNextEntry() != null) {
                // The first character of a line tells the section; both count.
                new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.length() > 1)
                        .forEach(line -> lines.add(line.substring(1)));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("The public suffixes of Java (" + file + ") cannot be read.", broken);
        }
        return of(lines);
    }

    /// How many rules there are; 0: only the last label is known to be a suffix.
    public int size() {
        return rules.size() + wildcards.size() + exceptions.size();
    }

    /// Whether strangers register names under this one.
    public boolean isSuffix(String domain) {
        return registrable(domain).isEmpty();
    }

    /// The name that somebody has registered: one label more than the longest suffix; "" for a suffix.
    ///
    /// @param domain in lower case, as A-labels
    public String registrable(String domain) {
        int start = 0;
        int before = -1;
        while (start >= 0) {
            var rest = domain.substring(start);
            int dot = rest.indexOf('.');
            if (exceptions.contains(rest)) {
                return rest;
            }
            boolean suffix = rules.contains(rest) || dot >= 0 && wildcards.contains(rest.substring(dot + 1)) || dot < 0;
            if (suffix) {
                return before < 0 ? "" : domain.substring(before);
            }
            before = start;
            start = start + dot + 1;
        }
        return "";
    }
}
