package theriac.hub.assets;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// A bill of materials in CycloneDX's JSON (1.2 and later): its subject and its components, nested ones too.
/// What has a CPE is taken by it; programs, systems, devices and platforms without one by their names;
/// libraries, files and the like without one are left out and counted.
final class CycloneDx {

    private static final Set<String> PRODUCTS = Set.of("application", "operating-system", "platform", "container");
    private static final Set<String> DEVICES = Set.of("device", "firmware", "device-driver");

    private CycloneDx() {}

    private record Found(String place, JsonObject component) {}

    static AssetFile read(byte[] file) {
        var document = document(file);
        var lines = new AssetFile.Lines();
        int leftOut = 0;
        var waiting = new ArrayDeque<Found>();
        document.object("metadata")
                .flatMap(metadata -> metadata.object("component"))
                .ifPresent(subject -> waiting.add(new Found("/metadata/component", subject)));
        components("", document, waiting);
        while (!waiting.isEmpty()) {
            var found = waiting.poll();
            if (lines.full()) {
                throw Problem.of(
                        Problem.Code.TOO_LARGE,
                        "The bill of materials has more than %,d products.".formatted(AssetFile.MOST));
            }
            leftOut += take(found, lines) ? 0 : 1;
            components(found.place(), found.component(), waiting);
        }
        return new AssetFile("cyclonedx", lines.lines(), leftOut);
    }

    private static JsonObject document(byte[] file) {
        var parsed = Json.parse(file, JsonLimits.standard()).value();
        if (!(parsed.orElse(null) instanceof JsonObject document)) {
            throw Problem.badRequest("The file is no JSON that can be read whole.");
        }
        if (!document.text("bomFormat").filter("CycloneDX"::equals).isPresent()) {
            throw Problem.badRequest("The JSON is no CycloneDX: it does not say \"bomFormat\": \"CycloneDX\".");
        }
        return document;
    }

    private static void components(String place, JsonObject holder, ArrayDeque<Found> waiting) {
        var list = holder.array("components").map(JsonArray::objects).orElse(List.of());
        for (int n = 0; n < list.size(); n++) {
            waiting.add(new Found(place + "/components/" + n, list.get(n)));
        }
    }

    /// False: it is nobody's product.
    private static boolean take(Found found, AssetFile.Lines lines) {
        var component = found.component();
        var cpe = component.text("cpe").filter(text -> !text.isBlank());
        var type = component.text("type").orElse("");
        if (cpe.isPresent()) {
            lines.add(found.place(), AssetKind.CPE, cpe.get(), note(component, true));
        } else if (PRODUCTS.contains(type)) {
            lines.add(found.place(), AssetKind.PRODUCT, component.text("name").orElse(""), note(component, false));
        } else if (DEVICES.contains(type)) {
            lines.add(found.place(), AssetKind.DEVICE, component.text("name").orElse(""), note(component, false));
        } else {
            return false;
        }
        return true;
    }

    private static String note(JsonObject component, boolean named) {
        var maker = component
                .object("supplier")
                .or(() -> component.object("manufacturer"))
                .flatMap(one -> one.text("name"))
                .or(() -> component.text("publisher"));
        return Stream.of(named ? component.text("name") : Optional.<String>empty(), component.text("version"), maker)
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(", "));
    }
}
