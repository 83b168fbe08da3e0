package theriac.hub.app;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the describing library what our records say: a component is always there, unless it is an `Optional` or
/// `@Nullable`; then it may be null or absent. The workbench's types are made from this.
final class RecordsInOpenApi implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var raw = TypeFactory.rawClass(type.getType());
        if (raw == OptionalInt.class || raw == OptionalLong.class) {
            return nullable(
                    new Schema<>().types(Set.of("integer")).format(raw == OptionalInt.class ? "int32" : "int64"));
        }
        if (raw == OptionalDouble.class) {
            return nullable(new Schema<>().types(Set.of("number")).format("double"));
        }
        var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema == null) {
            return null;
        }
        if (raw == Optional.class) {
            return nullable(schema);
        }
        if (raw.isRecord()) {
            require(raw, schema, context);
        }
        return schema;
    }

    private static void require(Class<?> record, Schema<?> schema, ModelConverterContext context) {
        var reference = schema.get$ref();
        var model = reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
        if (model == null || model.getProperties() == null) {
            return;
        }
        var properties = model.getProperties();
        var required = new ArrayList<String>();
        for (var component : record.getRecordComponents()) {
            var name = component.getName();
            if (mayBeAbsent(component)) {
                properties.computeIfPresent(name, (n, property) -> nullable(property));
            } else if (properties.containsKey(name)) {
                required.add(name);
            }
        }
        model.setRequired(required.stream().sorted().toList());
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getType().getSimpleName().startsWith("Optional")
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Schema<?> nullable(Schema<?> schema) {
        if (schema.getOneOf() != null) {
            return schema;
        }
        if (schema.get$ref() != null) {
            return new Schema<>().oneOf(List.of(schema, new Schema<>().types(Set.of("null"))));
        }
        var types = new LinkedHashSet<>(schema.getTypes() == null ? Set.<String>of() : schema.getTypes());
        types.add("null");
        return schema.types(types);
    }
}
