package theriac.hub.ingest;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.hub.store.Source;

/// A file, or a document of a feed, of a source that has a key (`pgpKey`): signed around its text, or in a file
/// of its own beside it (`.asc`, `.sig`). What is not signed by that key is not read at all.
final class SignedFile {

    private static final int SIGNATURE_BYTES = 1 << 20;
    private static final int HEAD = 1_024;

    private final Fetcher fetcher;
    private final Spool spool;
    private final Clock clock;

    SignedFile(Fetcher fetcher, Spool spool, Clock clock) {
        this.fetcher = fetcher;
        this.spool = spool;
        this.clock = clock;
    }

    /// The file that may be read: the same when the source has no key or the signature stands beside it, else the text
    /// inside the signature.
    ///
    /// @param question that the file was the answer to, without conditions
    /// @throws FetchFailure with a sentence, when it is not signed as it should be
    Spool.Spooled checked(Source source, FetchRequest question, Spool.Spooled file) throws IOException {
        var key = source.settings().text("pgpKey").filter(text -> !text.isBlank());
        if (key.isEmpty()) {
            return file;
        }
        var signed = Signed.by(key.get());
        if (Signed.isAround(file.head(HEAD))) {
            return inside(signed, file);
        }
        var signature = beside(question);
        try (var content = file.open()) {
            signed.check(content, signature, clock.instant());
        }
        return file;
    }

    private Spool.Spooled inside(Signed signed, Spool.Spooled file) throws IOException {
        Spool.Spooled text;
        try (var whole = file.open()) {
            text = spool.keep(Signed.inside(whole));
        }
        try (var content = text.open();
                var whole = file.open()) {
            signed.check(content, whole, clock.instant());
            return text;
        } catch (IOException refused) {
            text.close();
            throw refused;
        }
    }

    private byte[] beside(FetchRequest question) throws IOException {
        Optional<FetchFailure> absent = Optional.empty();
        for (var place : places(question.address())) {
            var request = question.at(place);
            try (var answer = fetcher.fetch(request.with(request.limits().withBytes(SIGNATURE_BYTES)))) {
                return answer.body().readAllBytes();
            } catch (FetchFailure failure) {
                if (failure.status() != 404) {
                    throw failure;
                }
                absent = Optional.of(failure);
            }
        }
        throw absent.map(none -> Signed.refusal(
                        "The file is not signed: there is no .asc or .sig beside it, and no signature around it."))
                .orElseThrow();
    }

    /// Behind the whole name, or in place of `.json`, as MISP has the signatures of its events.
    private static List<URI> places(URI file) {
        var path = file.getRawPath();
        var names = new ArrayList<>(List.of(path + ".asc", path + ".sig"));
        if (path.endsWith(".json")) {
            names.add(path.substring(0, path.length() - ".json".length()) + ".asc");
        }
        var query = file.getRawQuery() == null ? "" : "?" + file.getRawQuery();
        return names.stream()
                .map(name -> URI.create(file.getScheme() + "://" + file.getRawAuthority() + name + query))
                .toList();
    }
}
