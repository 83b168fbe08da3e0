package theriac.stix.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import theriac.stix.BundleReader;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonParsed;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;

/// The STIX 2.1 language on the command line. Exit code 0: all is well; 1: the data is not (or does not match);
/// 2: wrong use or an unreadable file.
@Command(
        name = "stix",
        mixinStandardHelpOptions = true,
        version = "Theriac stix 0.1.0, STIX 2.1 with Errata 01",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CommandLine.HelpCommand.class,
        description = "Checks, upgrades, names and matches STIX 2.1.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is well", "1:the data is invalid, or does not match", "2:wrong use or an unreadable file"
        })
public final class StixCommand {

    private static final int BAD_DATA = 1;
    private static final int BAD_USE = 2;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    StixCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int code = run(System.in, out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16), false, StandardCharsets.UTF_8);
    }

    /// Runs one command line; for tests and [#main].
    static int run(InputStream in, PrintStream out, PrintStream err, String... args) {
        CommandLine line = new CommandLine(new StixCommand(in, out, err));
        line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((e, _, _) -> {
            err.println(Terminal.safe(sentence(e)));
            return BAD_USE;
        });
        if (args.length == 0) {
            line.usage(out);
            return BAD_USE;
        }
        return line.execute(args);
    }

    /// What kept a command from its work, for a person.
    private static String sentence(Exception e) throws Exception {
        return switch (e) {
            case NoSuchFileException gone -> "There is no file " + gone.getMessage() + ".";
            case IOException unreadable -> unreadable.getMessage() + ": this could not be read.";
            case UncheckedIOException _ -> "The standard input could not be read as UTF-8 text.";
            case CommandLine.ExecutionException wrapped
            when wrapped.getCause() instanceof OutOfMemoryError ->
                "The input needs more memory than the program was given; THERIAC_JAVA_OPTIONS=-Xmx4g gives it more.";
            default -> throw e;
        };
    }

    @Command(description = "Says what STIX 2.1 finds wrong with bundles or objects.", mixinStandardHelpOptions = true)
    int validate(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSON files; none or - is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(names = "--json", description = "One JSON line for each object.") boolean json,
            @Option(names = "--upgrade", description = "Read STIX 2.0 objects as 2.1 first.") boolean upgrade,
            @Option(names = "--advice", description = "Tell also what is recommended and hardly anyone follows.")
                    boolean advice,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: lines of {\"object\"}.") @Nullable
                    Path cases)
            throws IOException {
        Checks checks = new Checks(upgrade, advice);
        if (cases != null) {
            return batch(cases, files, line -> Cases.validate(line, checks));
        }
        boolean valid = true;
        for (Path file : orStandardInput(files)) {
            Listing listing = new Listing(file.toString(), out, json, checks);
            try (InputStream stream = open(file)) {
                BundleReader.read(stream, Cases.LIMITS, listing);
            }
            listing.summary();
            valid &= listing.isValid();
        }
        return valid ? 0 : BAD_DATA;
    }

    @Command(description = "Rewrites STIX 2.0 as a STIX 2.1 bundle.", mixinStandardHelpOptions = true)
    int upgrade(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSON files; none or - is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(names = "--json", description = "One JSON line for each object instead of a bundle.") boolean json)
            throws IOException {
        UpgradeWriter writer = new UpgradeWriter(out, err, json);
        for (Path file : orStandardInput(files)) {
            try (InputStream stream = open(file)) {
                BundleReader.read(stream, Cases.LIMITS, writer);
            }
        }
        writer.end();
        return writer.isComplete() ? 0 : BAD_DATA;
    }

    @Command(description = "Prints the deterministic id of observables.", mixinStandardHelpOptions = true)
    int id(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..*",
                            description = "JSON files of one object, with or without id.")
                    @Nullable
                    List<Path> files,
            @Option(names = "--opencti", description = "The id that OpenCTI gives.") boolean openCti,
            @Option(names = "--json", description = "One JSON line for each file.") boolean json,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: lines of {\"object\"}.") @Nullable
                    Path cases)
            throws IOException {
        if (cases != null) {
            return batch(cases, files, Cases::id);
        }
        int code = 0;
        for (Path file : orStandardInput(files)) {
            try (InputStream stream = open(file)) {
                code = Math.max(code, id(file, stream.readAllBytes(), openCti, json));
            }
        }
        return code;
    }

    private int id(Path file, byte[] bytes, boolean openCti, boolean json) {
        JsonParsed parsed = Json.parse(bytes, Cases.LIMITS);
        JsonObject answer = parsed.value()
                .map(value -> Cases.idOf(value, openCti))
                .orElseGet(() -> Cases.error(parsed.findings().getFirst().message()));
        return print(file, answer, "id", json);
    }

    /// Prints an answer as JSON, or its one member; an error goes to the error stream then.
    private int print(Path file, JsonObject answer, String member, boolean json) {
        Optional<String> wanted = answer.text(member);
        if (json) {
            out.println(Cases.line(answer));
        } else {
            wanted.ifPresentOrElse(
                    text -> out.println(Terminal.safe(text)),
                    () -> say(file, answer.text("error").orElse("")));
        }
        return wanted.isPresent() ? 0 : BAD_DATA;
    }

    private void say(Path file, String sentence) {
        err.println(Terminal.safe(file + ": " + sentence));
    }

    @Command(
            description =
                    "Prints the canonical form (RFC 8785) of JSON documents: bytes to be hashed, without a line end.",
            mixinStandardHelpOptions = true)
    int canonical(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSON files; none or - is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(names = "--json", description = "A line {\"canonical\"} or {\"error\"} for each file.")
                    boolean json,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: a JSON value on each line.") @Nullable
                    Path cases)
            throws IOException {
        if (cases != null) {
            return batch(cases, files, Cases::canonical);
        }
        int code = 0;
        for (Path file : orStandardInput(files)) {
            try (InputStream stream = open(file)) {
                code = Math.max(code, canonical(file, stream.readAllBytes(), json));
            }
        }
        return code;
    }

    private int canonical(Path file, byte[] bytes, boolean json) {
        JsonParsed parsed = Json.parse(bytes, Cases.LIMITS);
        if (parsed.value().isEmpty()) {
            return print(file, Cases.error(parsed.findings().getFirst().message()), "canonical", json);
        }
        try {
            byte[] canonical = Json.canonical(parsed.value().get());
            if (!json) {
                out.writeBytes(canonical); // to be hashed: no byte escaped, none added
                return 0;
            }
            String text = new String(canonical, StandardCharsets.UTF_8);
            return print(file, JsonObject.builder().put("canonical", text).build(), "canonical", true);
        } catch (IllegalArgumentException noCanonicalForm) {
            return print(file, Cases.error(String.valueOf(noCanonicalForm.getMessage())), "canonical", json);
        }
    }

    @Command(description = "Checks patterns and prints them in their plain form.", mixinStandardHelpOptions = true)
    int pattern(
            @Parameters(
                            paramLabel = "PATTERN",
                            arity = "0..*",
                            description = "Patterns; none or - reads lines of standard input.")
                    @Nullable
                    List<String> patterns,
            @Option(names = "--json", description = "One JSON line for each pattern.") boolean json,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: lines of {\"pattern\"}.") @Nullable
                    Path cases)
            throws IOException {
        if (cases != null) {
            return batch(cases, patterns, Cases::pattern);
        }
        List<String> texts = patterns;
        if (texts == null || texts.isEmpty() || texts.equals(List.of("-"))) {
            texts = reader(in).lines().filter(line -> !line.isBlank()).toList();
        }
        int code = 0;
        for (String text : texts) {
            PatternParsed parsed = Pattern.parse(text);
            code = parsed instanceof PatternParsed.Refused ? BAD_DATA : code;
            if (json) {
                out.println(Cases.line(Cases.syntax(text)));
            } else {
                switch (parsed) {
                    case PatternParsed.Parsed(Pattern pattern) -> out.println(Terminal.safe(pattern.print()));
                    case PatternParsed.Refused(var error) -> err.println(Terminal.safe(error.text()));
                }
            }
        }
        return code;
    }

    @Command(description = "Matches a pattern against observed data.", mixinStandardHelpOptions = true)
    int match(
            @Parameters(index = "0", paramLabel = "PATTERN", arity = "0..1", description = "The pattern.") @Nullable
                    String pattern,
            @Parameters(index = "1..*", paramLabel = "FILE", description = "Bundles; none or - is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(
                            names = "--cases",
                            paramLabel = "FILE",
                            description = "Batch: lines of {\"pattern\", \"observations\"}.")
                    @Nullable
                    Path cases,
            @Option(names = "--json", description = "The answer as one JSON line.") boolean json)
            throws IOException {
        if (cases != null) {
            return batch(cases, pattern == null ? files : List.of(pattern), Cases::match);
        }
        if (pattern == null) {
            err.println("Give a pattern, or --cases FILE. See: stix match --help");
            return BAD_USE;
        }
        MatchInput input = new MatchInput(err);
        for (Path file : orStandardInput(files)) {
            try (InputStream stream = open(file)) {
                BundleReader.read(stream, Cases.LIMITS, input);
            }
        }
        return input.match(pattern, out, json);
    }

    private int batch(Path cases, @Nullable List<?> others, Function<byte[], String> answer) throws IOException {
        if (others != null && !others.isEmpty()) {
            err.println("Give either --cases FILE or arguments, not both.");
            return BAD_USE;
        }
        try (InputStream lines = open(cases)) {
            return new Batch(lines, out).run(answer) ? 0 : BAD_USE;
        }
    }

    /// Malformed text is an error here, not a question mark in a pattern.
    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
    }

    private static List<Path> orStandardInput(@Nullable List<Path> files) {
        return files == null || files.isEmpty() ? List.of(Path.of("-")) : files;
    }

    private InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name the files in it");
        }
        return file.toString().equals("-") ? in : Files.newInputStream(file);
    }
}
