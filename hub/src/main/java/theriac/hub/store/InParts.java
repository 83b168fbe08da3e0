package theriac.hub.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import theriac.hub.db.Database;

/// Answers a long question in parts, side by side. A statement waits for one page of the disk after the other;
/// four statements wait for four at a time, and on several processors they also compute at once.
///
/// Each part reads one picture of the database, and the parts not the same one. Safe between threads.
final class InParts {

    /// Enough for a statement of its own.
    private static final int LEAST = 1_000;

    /// A quarter of a hub's connections: others come to their turn.
    private static final int MOST = 4;

    private final Database database;

    InParts(Database database) {
        this.database = database;
    }

    /// The answers to all parts, in the order of the question. Inside a transaction of the caller there is one
    /// part, for it has one connection.
    ///
    /// @throws RuntimeException of the first part that fails
    <Q, A> List<A> of(List<Q> question, Function<List<Q>, List<A>> answer) {
        int parts = TransactionSynchronizationManager.isActualTransactionActive()
                ? 1
                : Math.clamp(question.size() / LEAST, 1, MOST);
        if (parts == 1) {
            return database.inSnapshot(() -> answer.apply(question));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, parts)
                    .mapToObj(n -> question.subList(place(question, n, parts), place(question, n + 1, parts)))
                    .map(part -> threads.submit(() -> database.inSnapshot(() -> answer.apply(part))))
                    .toList();
            var answers = new ArrayList<A>();
            for (var part : asked) {
                answers.addAll(part.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("A part of a question could not be answered.", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A question was told to stop.", stopped);
        }
    }

    private static int place(List<?> question, int part, int parts) {
        return (int) ((long) question.size() * part / parts);
    }
}
