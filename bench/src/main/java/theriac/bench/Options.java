package theriac.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a person may choose on the command line.
///
/// @param json one JSON object instead of a table
/// @param objects how many objects to generate; empty: the benchmark's own number
/// @param data a folder with real input; empty: there is none on this machine
/// @param folder where databases and generated files are put; removed afterwards
/// @param only the one part of the benchmark that is wanted, by its name; empty: all of it
public record Options(boolean json, OptionalInt objects, Optional<Path> data, Path folder, Optional<String> only) {

    private static final Path NEIGHBOUR = Path.of("..", "shared", "data");

    /// A wrong argument, as a sentence for the person who typed it.
    public static final class WrongArgument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongArgument(String sentence) {
            super(sentence);
        }
    }

    /// @throws WrongArgument with a sentence
    static Options of(List<String> arguments) {
        boolean json = false;
        var objects = OptionalInt.empty();
        Optional<Path> data = Files.isDirectory(NEIGHBOUR) ? Optional.of(NEIGHBOUR) : Optional.empty();
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        Optional<String> only = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--json" -> json = true;
                case "--objects" -> objects = OptionalInt.of(number(value(arguments, i++)));
                case "--data" -> data = Optional.of(folder(value(arguments, i++)));
                case "--folder" -> folder = folder(value(arguments, i++));
                case "--only" -> only = Optional.of(value(arguments, i++));
                default ->
                    throw new WrongArgument(
                            "\"" + arguments.get(i)
                                    + "\" is not an option; there are --json, --objects N, --data DIR, --folder DIR and --only PART.");
            }
        }
        return new Options(json, objects, data, folder, only);
    }

    /// Whether a part of the benchmark is wanted.
    public boolean wants(String part) {
        return only.isEmpty() || only.get().equals(part);
    }

    /// ATT&CK as a STIX bundle, when the folder with real input has it.
    public Optional<Path> attack() {
        return data.map(folder -> folder.resolve("knowledge/attack/enterprise-attack-stix20.json.gz"))
                .filter(Files::isRegularFile);
    }

    private static String value(List<String> arguments, int at) {
        if (at + 1 >= arguments.size()) {
            throw new WrongArgument("The option " + arguments.get(at) + " needs a value.");
        }
        return arguments.get(at + 1);
    }

    private static int number(String text) {
        var digits = text.replace("_", "").replace(",", "");
        if (digits.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(digits);
        }
        throw new WrongArgument("\"" + text + "\" is not a number of objects from 1 to 999,999,999.");
    }

    private static Path folder(String text) {
        var path = Path.of(text);
        if (!Files.isDirectory(path)) {
            throw new WrongArgument("There is no folder " + text + ".");
        }
        return path;
    }
}
