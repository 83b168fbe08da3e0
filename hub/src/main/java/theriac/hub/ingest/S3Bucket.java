package theriac.hub.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;
import theriac.hub.fetch.AwsSignature;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchFailure.Kind;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.hub.store.Source;

/// A bucket of S3 or of a store that speaks its language: `https://s3.example.org/bucket/prefix?region=eu-west-1`. The
/// bucket's list is asked page by page (ListObjectsV2); objects whose ETag or date changed are taken in, oldest first.
/// With a credential (access key id and secret) each question is signed; the secret never travels. Without one the
/// bucket must be public. An object that is gone was not thereby wrong, and stays.
final class S3Bucket implements Way {

    private static final int MOST_PAGES = 200;
    private static final long PAGE_BYTES = 16L << 20;
    private static final String USUAL_REGION = "us-east-1";
    private static final Pattern HOST =
            Pattern.compile("s3[.-](?:dualstack\\.)?([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?");

    private final Access access;
    private final Fetcher fetcher;
    private final Parts parts;
    private final Clock clock;

    S3Bucket(Access access, Fetcher fetcher, Parts parts, Clock clock) {
        this.access = access;
        this.fetcher = fetcher;
        this.parts = parts;
        this.clock = clock;
    }

    /// Where the bucket is.
    ///
    /// @param root of the server, without a path
    record Bucket(URI root, String name, String prefix, String region) {

        /// @throws Problem when the address names no bucket
        static Bucket of(URI address) {
            var path = Optional.ofNullable(address.getPath()).orElse("").replaceFirst("^/+", "");
            var parts = path.split("/", 2);
            if (!parts[0].matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}")) {
                throw Problem.badRequest(
                        "The address of a bucket names it in its path: https://s3.example.org/bucket/prefix.");
            }
            var root = URI.create(address.getScheme() + "://" + address.getRawAuthority());
            return new Bucket(root, parts[0], parts.length > 1 ? parts[1] : "", region(address));
        }

        /// The region that a signature is for: as the address says, else as the host's name says, else the one that
        /// stores of other makers have.
        private static String region(URI address) {
            var said = Pattern.compile("(?:^|&)region=([A-Za-z0-9-]{1,40})")
                    .matcher(Optional.ofNullable(address.getRawQuery()).orElse(""));
            if (said.find()) {
                return said.group(1);
            }
            var host = HOST.matcher(address.getHost());
            return host.matches() ? host.group(1) : USUAL_REGION;
        }

        URI page(String token) {
            var query = "encoding-type=url&list-type=2&max-keys=1000&prefix=" + AwsSignature.encoded(prefix, false)
                    + (token.isEmpty() ? "" : "&continuation-token=" + AwsSignature.encoded(token, false));
            return URI.create(root + "/" + name + "?" + query);
        }

        URI object(String key) {
            return URI.create(root + "/" + name + "/" + AwsSignature.encoded(key, true));
        }
    }

    @Override
    public Outcome ask(Source source) throws IOException {
        var address = access.address(source);
        var bucket = Bucket.of(address);
        var base = FetchRequest.of(bucket.root(), Access.rules(source), access.limits());
        var signing = signing(access.credential(source, address), bucket);
        return parts.take(source, base, list(base, bucket, signing), signing);
    }

    private UnaryOperator<FetchRequest> signing(Credential credential, Bucket bucket) {
        return switch (credential) {
            case Credential.None none -> UnaryOperator.identity();
            case Credential.Basic(var key, var secret) -> {
                var signature = new AwsSignature(key, secret, bucket.region(), "s3");
                yield request -> request.with(signature.headers(request.address(), clock.instant()));
            }
            default ->
                throw Problem.badRequest(
                        "A bucket needs a credential of user and password: the access key's id and its secret.");
        };
    }

    private List<Parts.Part> list(FetchRequest base, Bucket bucket, UnaryOperator<FetchRequest> signing)
            throws IOException {
        var found = new ArrayList<S3Listing.Entry>();
        var tokens = new HashSet<String>();
        var token = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            var listing = page(base, bucket.page(token), signing);
            found.addAll(listing.entries());
            if (listing.next().isEmpty()) {
                return parts(bucket, found);
            }
            token = listing.next().get();
            if (!tokens.add(token)) {
                throw new FetchFailure(
                        Kind.BROKEN, "The list of the bucket goes round in a circle; nothing of it was taken in.");
            }
        }
        throw new FetchFailure(
                Kind.TOO_LARGE,
                "The bucket has more than %d objects below this prefix: choose a longer one."
                        .formatted(MOST_PAGES * 1_000));
    }

    private S3Listing page(FetchRequest base, URI address, UnaryOperator<FetchRequest> signing) throws IOException {
        var question = signing.apply(base.at(address).with(base.limits().withBytes(PAGE_BYTES)));
        try (var answer = fetcher.fetch(question)) {
            return S3Listing.read(new ByteArrayInputStream(answer.body().readAllBytes()));
        }
    }

    private static List<Parts.Part> parts(Bucket bucket, List<S3Listing.Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.size() > 0)
                .sorted(Comparator.comparing(S3Listing.Entry::modified).thenComparing(S3Listing.Entry::key))
                .map(entry -> {
                    var key = URLDecoder.decode(entry.key(), StandardCharsets.UTF_8);
                    return new Parts.Part(key, entry.etag() + " " + entry.modified(), bucket.object(key), List.of());
                })
                .toList();
    }
}
