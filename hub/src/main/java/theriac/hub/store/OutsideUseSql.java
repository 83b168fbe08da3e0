package theriac.hub.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.Pap;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements of [OutsideUse].
final class OutsideUseSql {

    private final JdbcClient jdbc;

    OutsideUseSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<NormalValue> forbidden(Collection<NormalValue> values) {
        return new HashSet<>(jdbc.sql("""
                        select u.kind, u.value from unnest(:kinds::text[], :values::text[]) u (kind, value)
                        where exists (
                          select from value_index x
                          join claim c on c.object_key = x.object_key and c.version_key = x.version_key
                          join audience a on a.id = c.audience_id
                          where x.value = u.value and x.kind = u.kind and c.withdrawn_seq is null and a.pap > :green)""")
                .param("kinds", values.stream().map(v -> v.kind().code()).toArray(String[]::new))
                .param("values", values.stream().map(NormalValue::text).toArray(String[]::new))
                .param("green", Pap.GREEN.ordinal())
                .query((row, number) ->
                        new NormalValue(ValueKind.ofCode(row.getString(1)).orElseThrow(), row.getString(2)))
                .list());
    }
}
