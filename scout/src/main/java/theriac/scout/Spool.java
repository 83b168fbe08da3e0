package theriac.scout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.taxii.client.RemoteStatus;

/// Sightings on their way to the hub: on disk before the place in the log moves, gone after the hub took them.
///
/// A batch carries how far its log was read, so that the two are one write: after a crash between them no line is
/// reported as another sighting. For one thread.
final class Spool {

    /// Batches sent, and objects in them.
    ///
    /// @param refused what the hub did not take, with its reason; the batches lie in `spool/refused`
    record Sent(int batches, int objects, List<String> refused) {}

    private final Path folder;
    private final Path reportedFile;
    private final Set<String> reported = new HashSet<>();
    private long last;

    Spool(ScoutHome home) throws IOException {
        this.folder = home.data().resolve("spool");
        this.reportedFile = home.data().resolve("reported");
        Files.createDirectories(folder);
        if (Files.exists(reportedFile)) {
            reported.addAll(Files.readAllLines(reportedFile));
        }
        for (Path batch : waiting()) {
            last = Math.max(last, number(batch));
            objects(batch).forEach(object -> reported.add(object.id().text()));
        }
    }

    /// Batches that wait, oldest first.
    List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path batch) {
        String name = batch.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - ".json".length()));
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }

    /// Keeps a report until it is sent; what was reported before is left out.
    ///
    /// @param tail how far the log was read, when the report comes from a log that is followed
    /// @return sightings that are new
    int put(List<StixObject> objects, Optional<Tail> tail) throws IOException {
        List<StixObject> fresh = objects.stream()
                .filter(object -> !object.type().equals("sighting")
                        || !reported.contains(object.id().text()))
                .toList();
        List<String> sightings = fresh.stream()
                .filter(object -> object.type().equals("sighting"))
                .map(object -> object.id().text())
                .toList();
        if (sightings.isEmpty()) {
            return 0;
        }
        JsonObject.Builder batch = JsonObject.builder();
        tail.ifPresent(place -> batch.put("tail", place.json()));
        batch.put("objects", JsonArray.of(fresh.stream().map(StixObject::json).toList()));
        DurableFiles.write(folder.resolve("%019d.json".formatted(++last)), Json.write(batch.build()));
        for (String id : sightings) {
            DurableFiles.append(reportedFile, id);
        }
        reported.addAll(sightings);
        return sightings.size();
    }

    /// How far logs were read according to the batches that wait.
    List<Tail> tails() throws IOException {
        List<Tail> tails = new ArrayList<>();
        for (Path batch : waiting()) {
            read(batch)
                    .flatMap(json -> json.object("tail"))
                    .flatMap(Tail::parse)
                    .ifPresent(tails::add);
        }
        return tails;
    }

    private static List<StixObject> objects(Path batch) throws IOException {
        return read(batch).flatMap(json -> json.array("objects")).map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(json -> StixObject.find(json).stream())
                .toList();
    }

    private static Optional<JsonObject> read(Path batch) throws IOException {
        return Json.parse(Files.readAllBytes(batch), JsonLimits.standard()).object();
    }

    /// Sends what waits, oldest first; a batch is removed when the hub has taken it, and laid aside for a
    /// person when the hub refused some of it: sending it again would only be refused again.
    ///
    /// @throws HubFailure when the hub took no more; what it took is gone from here, the rest waits
    Sent send(HubClient hub, Profile profile) throws HubFailure, IOException {
        int batches = 0;
        int sent = 0;
        List<String> refused = new ArrayList<>();
        for (Path batch : waiting()) {
            List<StixObject> objects = objects(batch);
            List<String> said = objects.isEmpty() ? List.of() : refused(hub.report(profile, objects));
            if (said.isEmpty()) {
                Files.delete(batch);
            } else {
                Path aside = Files.createDirectories(folder.resolve("refused"));
                Files.move(batch, aside.resolve(batch.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            batches++;
            sent += objects.size() - said.size();
            refused.addAll(said);
        }
        return new Sent(batches, sent, refused);
    }

    private static List<String> refused(List<RemoteStatus> answers) {
        return answers.stream()
                .flatMap(answer -> answer.failed().stream())
                .map(failure -> failure.id() + ": " + failure.message())
                .toList();
    }
}
