package theriac.stix.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import theriac.stix.BundleReader;
import theriac.stix.DeterministicIds;
import theriac.stix.OpenCtiIds;
import theriac.stix.StixId;
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
            if (!(e instanceof IOException)) {
                throw e;
            }
            err.println(Terminal.safe(
                    e instanceof NoSuchFileException
                            ? "There is no file " + e.getMessage() + "."
                            : e.getMessage() + ": this could not be read."));
            return BAD_USE;
        });
        if (args.length == 0) {
            line.usage(out);
            return BAD_USE;
        }
        return line.execute(args);
    }

    @Command(description = "Says what STIX 2.1 finds wrong with bundles or objects.", mixinStandardHelpOptions = true)
    int validate(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSON files; none or - is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(names = "--json", description = "One JSON line for each object.") boolean json,
            @Option(names = "--upgrade", description = "Read STIX 2.0 objects as 2.1 first.") boolean upgrade,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: lines of {\"object\"}.") @Nullable
                    Path cases)
            throws IOException {
        if (cases != null) {
            return batch(cases, Cases::validate);
        }
        boolean valid = true;
        for (Path file : orStandardInput(files)) {
            Listing listing = new Listing(file.toString(), out, json, upgrade);
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
            return batch(cases, Cases::id);
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
        Optional<JsonObject> object = parsed.object()
                .filter(o -> o.text("type")
                        .filter(t -> StixId.isValid(t + "--" + ZERO))
                        .isPresent());
        if (object.isEmpty()) {
            parsed.findings().forEach(f -> say(file, f.message()));
            say(file, "There is no object with a \"type\" here.");
            return BAD_DATA;
        }
        try {
            String id = openCti
                    ? OpenCtiIds.find(object.get()).map(StixId::text).orElse("")
                    : DeterministicIds.sco(object.get()).text();
            out.println(json ? Cases.line(JsonObject.builder().put("id", id).build()) : id);
            return 0;
        } catch (IllegalArgumentException noCanonicalForm) {
            say(file, String.valueOf(noCanonicalForm.getMessage()));
            return BAD_DATA;
        }
    }

    private void say(Path file, String sentence) {
        err.println(Terminal.safe(file + ": " + sentence));
    }

    private static final String ZERO = "00000000-0000-4000-8000-000000000000";

    @Command(
            description =
                    "Prints the canonical form (RFC 8785) of JSON documents: bytes to be hashed, without a line end.",
            mixinStandardHelpOptions = true)
    int canonical(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSON files; none or - is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: a JSON value on each line.") @Nullable
                    Path cases)
            throws IOException {
        if (cases != null) {
            return batch(cases, Cases::canonical);
        }
        int code = 0;
        for (Path file : orStandardInput(files)) {
            try (InputStream stream = open(file)) {
                code = Math.max(code, canonical(file, stream.readAllBytes()));
            }
        }
        return code;
    }

    private int canonical(Path file, byte[] bytes) {
        JsonParsed parsed = Json.parse(bytes, Cases.LIMITS);
        parsed.findings().forEach(f -> say(file, f.message()));
        if (parsed.value().isEmpty()) {
            return BAD_DATA;
        }
        try {
            out.writeBytes(Json.canonical(parsed.value().get()));
            return 0;
        } catch (IllegalArgumentException noCanonicalForm) {
            say(file, String.valueOf(noCanonicalForm.getMessage()));
            return BAD_DATA;
        }
    }

    @Command(description = "Checks patterns and prints them in their plain form.", mixinStandardHelpOptions = true)
    int pattern(
            @Parameters(
                            paramLabel = "PATTERN",
                            arity = "0..*",
                            description = "Patterns; none reads lines of standard input.")
                    @Nullable
                    List<String> patterns,
            @Option(names = "--json", description = "One JSON line for each pattern.") boolean json,
            @Option(names = "--cases", paramLabel = "FILE", description = "Batch: lines of {\"pattern\"}.") @Nullable
                    Path cases)
            throws IOException {
        if (cases != null) {
            return batch(cases, Cases::pattern);
        }
        List<String> texts = patterns;
        if (texts == null || texts.isEmpty()) {
            texts = reader(in).lines().filter(line -> !line.isBlank()).toList();
        }
        int code = 0;
        for (String text : texts) {
            PatternParsed parsed = Pattern.parse(text);
            code = parsed instanceof PatternParsed.Refused ? BAD_DATA : code;
            if (json) {
                JsonObject one = JsonObject.builder().put("pattern", text).build();
                out.println(Cases.pattern(Json.write(one)));
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
            return batch(cases, Cases::match);
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

    private int batch(Path cases, UnaryOperator<String> answer) throws IOException {
        try (BufferedReader lines = reader(open(cases))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    out.println(answer.apply(line));
                }
            }
        }
        return 0;
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
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
