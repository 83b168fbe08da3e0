package theriac.taxii.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// How requests get to the server and answers come back: by default `java.net.http`; whoever must know where a
/// name leads before anything is said brings its own. Safe for many threads.
public interface Transport extends AutoCloseable {

    /// The request was not sent, or its answer was not taken, for a reason that is a sentence for people.
    final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        public Refused(String sentence, Throwable cause) {
            super(sentence, cause);
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /// Sends a request and answers when status and headers are there. Redirects are not followed.
    ///
    /// @throws IOException when there is no answer; [Refused] when its message is a sentence
    HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException;

    @Override
    void close();

    /// The platform's own client.
    ///
    /// @param connect until the connection stands
    static Transport ofPlatform(Duration connect) {
        var http = HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Transport() {
            @Override
            public HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
                return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            }

            @Override
            public void close() {
                http.shutdownNow();
            }
        };
    }
}
