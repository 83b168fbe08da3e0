package theriac.hub.formats.controls;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import theriac.hub.formats.controls.YaraTokens.Broken;
import theriac.hub.formats.controls.YaraTokens.Kind;

/// The modules that every YARA 4 is built with, as far as they are read here.
final class YaraModules {

    private YaraModules() {}

    /// What stands in brackets behind a word, [#PLAIN] where there are none: `s` stands for a text, `n` for a number.
    private static final Map<String, String> FIELDS = fields();

    /// Those words that are texts; the others are numbers.
    private static final Set<String> TEXTS = Set.of("pe.imphash");

    private static final String PLAIN = "-";

    private static Map<String, String> fields() {
        var fields = new HashMap<String, String>();
        for (var field : Set.of(
                "is_pe",
                "number_of_sections",
                "entry_point",
                "timestamp",
                "machine",
                "subsystem",
                "characteristics",
                "checksum",
                "image_base",
                "number_of_signatures",
                "number_of_resources",
                "MACHINE_AMD64",
                "MACHINE_I386",
                "DLL",
                "EXECUTABLE_IMAGE",
                "SUBSYSTEM_WINDOWS_GUI",
                "SUBSYSTEM_WINDOWS_CUI")) {
            fields.put("pe." + field, PLAIN);
        }
        for (var call : Set.of("is_dll", "is_32bit", "is_64bit", "imphash", "calculate_checksum")) {
            fields.put("pe." + call, "");
        }
        fields.put("pe.imports", "s s");
        fields.put("pe.exports", "s");
        for (var field : Set.of(
                "type",
                "machine",
                "entry_point",
                "number_of_sections",
                "number_of_segments",
                "ET_EXEC",
                "ET_DYN",
                "EM_X86_64",
                "EM_386",
                "EM_ARM")) {
            fields.put("elf." + field, PLAIN);
        }
        fields.put("math.entropy", "n n");
        fields.put("math.mean", "n n");
        fields.put("time.now", "");
        return Map.copyOf(fields);
    }

    static boolean has(String module) {
        return Set.of("pe", "elf", "math", "time").contains(module);
    }

    /// Reads from the point behind the module's name.
    ///
    /// @return whether it is a text
    static boolean read(String module, YaraTokens tokens) throws Broken {
        tokens.take(".");
        var name = module + "." + tokens.take(Kind.WORD).text();
        var brackets = FIELDS.get(name);
        if (brackets == null) {
            throw new Broken("a word of a module that is not read");
        }
        if (!brackets.equals(PLAIN)) {
            tokens.take("(");
            arguments(brackets, tokens);
            tokens.take(")");
        }
        return TEXTS.contains(name);
    }

    private static void arguments(String brackets, YaraTokens tokens) throws Broken {
        boolean first = true;
        for (var argument : brackets.isEmpty() ? new String[0] : brackets.split(" ")) {
            if (!first) {
                tokens.take(",");
            }
            first = false;
            if (argument.equals("s")) {
                tokens.take(Kind.STRING);
            } else if (!tokens.takeIf("filesize")) {
                tokens.take(Kind.NUMBER);
            }
        }
    }
}
