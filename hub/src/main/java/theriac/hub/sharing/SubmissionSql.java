package theriac.hub.sharing;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.taxii.server.SubmissionStatus;

/// Statements over `submission`: what TAXII 2.1 §4.3 calls a status, kept for the submitter.
final class SubmissionSql {

    private final JdbcClient jdbc;

    SubmissionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long organization, SubmissionStatus status) {
        jdbc.sql("""
                        insert into submission (id, organization_id, requested_at, successes, failures)
                        values (:id, :organization, :at, :successes::jsonb, :failures::jsonb)""")
                .param("id", status.id())
                .param("organization", organization)
                .param("at", status.requestedAt().atOffset(ZoneOffset.UTC))
                .param("successes", json(status.successes()))
                .param("failures", json(status.failures()))
                .update();
    }

    Optional<SubmissionStatus> find(long organization, UUID id) {
        return jdbc.sql("""
                        select id, requested_at, successes, failures from submission
                        where id = :id and organization_id = :organization""")
                .param("id", id)
                .param("organization", organization)
                .query((row, number) -> new SubmissionStatus(
                        row.getObject("id", UUID.class),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        details(row.getString("successes")),
                        details(row.getString("failures")),
                        List.of()))
                .optional();
    }

    private static String json(List<SubmissionStatus.Detail> details) {
        var objects = new ArrayList<JsonObject>();
        details.forEach(detail -> objects.add(JsonObject.builder()
                .put("id", detail.id().replace("\0", ""))
                .put("version", detail.version())
                .put("message", detail.message())
                .build()));
        return Json.write(JsonArray.of(objects));
    }

    private static List<SubmissionStatus.Detail> details(String json) {
        return ((JsonArray) Json.read(json))
                .objects().stream()
                        .map(detail -> new SubmissionStatus.Detail(
                                detail.text("id").orElse(""),
                                detail.text("version").orElse(""),
                                detail.text("message").orElse("")))
                        .toList();
    }
}
