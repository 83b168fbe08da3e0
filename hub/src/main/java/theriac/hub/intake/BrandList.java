package theriac.hub.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// The brands of the sector, as data: `brands.json` beside this class holds invented ones, an operator gives its
/// own. Immutable.
public final class BrandList {

    private final List<Brand> brands;

    private BrandList(List<Brand> brands) {
        this.brands = List.copyOf(brands);
    }

    /// Reads `[{"name", "words": […], "domains": […]}]`.
    ///
    /// @throws IllegalArgumentException when the text is not such a list: a brand list is configuration, not input
    public static BrandList parse(String json) {
        if (!(Json.read(json) instanceof JsonArray rows)) {
            throw new IllegalArgumentException("A brand list is a JSON array of brands.");
        }
        var brands = new ArrayList<Brand>();
        for (JsonValue row : rows.values()) {
            if (!(row instanceof JsonObject brand)) {
                throw new IllegalArgumentException("A brand is an object with name, words and domains.");
            }
            var name = brand.text("name")
                    .orElseThrow(() -> new IllegalArgumentException("A brand in the brand list has no name."));
            brands.add(new Brand(name, lower(brand, "words"), lower(brand, "domains")));
        }
        return new BrandList(brands);
    }

    /// The list that comes with the hub.
    public static BrandList supplied() {
        return parse(DataFile.text("brands.json"));
    }

    List<Brand> brands() {
        return brands;
    }

    private static List<String> lower(JsonObject object, String name) {
        return object.array(name).map(JsonArray::values).orElse(List.of()).stream()
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).text().toLowerCase(Locale.ROOT))
                .toList();
    }
}
