package theriac.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;
import theriac.hub.core.Problem;
import theriac.hub.db.DatabaseUnavailable;

/// The one place where what went wrong becomes an answer. A [Problem] keeps its code and its sentence; an
/// outage of the database is 503 and never an empty list (law 9); anything else is a bug: logged once with an
/// id, and only the id is shown. The sentence is in the language that the request asks for (RFC 9457 §3.1.4), where
/// [Sentences] has it; code and title stay as they are.
@RestControllerAdvice
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private static final Locale DUTCH = Locale.of("nl");
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, DUTCH);

    private final Sentences dutch = Sentences.dutch();

    /// RFC 9457, with our stable code.
    ///
    /// @param type always `about:blank`: the code says what it is
    /// @param detail the sentence for a person
    /// @param reason what it comes from, where one code has many ([Problem#because]); absent elsewhere
    public record ProblemBody(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {}

    @ExceptionHandler(Problem.class)
    ResponseEntity<ProblemBody> problem(HttpServletRequest request, Problem problem) {
        var headers = new HttpHeaders();
        if (!problem.retryAfter().isZero()) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, problem.retryAfter().toSeconds())));
        }
        return answer(request, problem.code(), problem.reason(), problem.sentence(), headers);
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<ProblemBody> outage(HttpServletRequest request, Exception outage) {
        LOG.warn("The database does not answer: {}", outage.getMessage());
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "5");
        var sentence = outage instanceof DatabaseUnavailable known
                ? String.valueOf(known.getMessage())
                : "The hub cannot reach its database at the moment. Nothing was lost; try again in a few seconds.";
        return answer(request, Problem.Code.UNAVAILABLE, sentence, headers);
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ResponseEntity<ProblemBody> absent(HttpServletRequest request, NoResourceFoundException absent) {
        return answer(request, Problem.Code.NOT_FOUND, "There is nothing at this address.", new HttpHeaders());
    }

    /// Headers and addresses that the framework's firewall does not let through: what two readers might read in
    /// two ways.
    @ExceptionHandler(RequestRejectedException.class)
    ResponseEntity<ProblemBody> rejected(HttpServletRequest request, RequestRejectedException rejected) {
        LOG.debug("{}", rejected.getMessage());
        return answer(
                request,
                Problem.Code.BAD_REQUEST,
                "The request has a header or an address with characters that have no place there.",
                new HttpHeaders());
    }

    /// An id of the wrong form names nothing; any other parameter of the wrong form is the caller's mistake.
    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<ProblemBody> form(HttpServletRequest request, MethodArgumentTypeMismatchException wrong) {
        return wrong.getParameter().hasParameterAnnotation(PathVariable.class)
                ? answer(request, Problem.Code.NOT_FOUND, "There is nothing at this address.", new HttpHeaders())
                : answer(
                        request,
                        Problem.Code.BAD_REQUEST,
                        "The parameter \"%s\" has the wrong form; see /api/openapi.json.".formatted(wrong.getName()),
                        new HttpHeaders());
    }

    /// The reader went away while it was being answered: nothing to say and nobody to say it to.
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("A reader went away: {}", gone.getMessage());
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<ProblemBody> anythingElse(HttpServletRequest request, Exception fault) {
        if (DisconnectedClientHelper.isClientDisconnectedException(fault)) {
            LOG.debug("A reader went away in the middle of an answer: {}", fault.getMessage());
            return null;
        }
        if (fault instanceof org.springframework.web.ErrorResponse known
                && known.getStatusCode().is4xxClientError()) {
            return requestFault(request, known.getStatusCode());
        }
        if (fault instanceof org.springframework.http.converter.HttpMessageNotReadableException) {
            return answer(
                    request,
                    Problem.Code.BAD_REQUEST,
                    "The request's body is not the JSON that this address expects; see /api/openapi.json.",
                    new HttpHeaders());
        }
        var id = UUID.randomUUID();
        LOG.error("Unexpected fault {}", id, fault);
        return answer(
                request,
                500,
                "Internal error",
                "internal-error",
                "",
                "The hub made a mistake. Nothing that was acknowledged is lost. Tell your operator this number: " + id,
                new HttpHeaders());
    }

    private ResponseEntity<ProblemBody> requestFault(HttpServletRequest request, HttpStatusCode status) {
        var sentence = switch (status.value()) {
            case 405 -> "This address exists, but not for this method.";
            case 406 -> "The hub cannot answer in any of the formats that the request accepts.";
            case 413 -> "The request is larger than the hub takes at once.";
            case 415 -> "The hub does not read the format of this request's body.";
            default -> "A parameter of the request is missing or has the wrong form; see /api/openapi.json.";
        };
        var code = status.value() == 413 ? "too-large" : "bad-request";
        return answer(request, status.value(), "Request refused", code, "", sentence, new HttpHeaders());
    }

    private ResponseEntity<ProblemBody> answer(
            HttpServletRequest request, Problem.Code code, String sentence, HttpHeaders headers) {
        return answer(request, code, "", sentence, headers);
    }

    private ResponseEntity<ProblemBody> answer(
            HttpServletRequest request, Problem.Code code, String reason, String sentence, HttpHeaders headers) {
        var title = code.name().charAt(0)
                + code.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        return answer(request, code.status(), title, code.text(), reason, sentence, headers);
    }

    private ResponseEntity<ProblemBody> answer(
            HttpServletRequest request,
            int status,
            String title,
            String code,
            String reason,
            String sentence,
            HttpHeaders headers) {
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setVary(List.of(HttpHeaders.ACCEPT_LANGUAGE));
        var said = wantsDutch(request) ? dutch.translated(sentence) : Optional.<String>empty();
        said.ifPresent(text -> headers.setContentLanguage(DUTCH));
        var body = new ProblemBody("about:blank", title, status, said.orElse(sentence), code, reason);
        return new ResponseEntity<>(body, headers, status);
    }

    /// A header that cannot be read asks for nothing.
    private static boolean wantsDutch(HttpServletRequest request) {
        var wanted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (wanted == null) {
            return false;
        }
        try {
            var language = Locale.lookup(Locale.LanguageRange.parse(wanted), LANGUAGES);
            return DUTCH.equals(language);
        } catch (IllegalArgumentException unreadable) {
            LOG.debug("Accept-Language: {}", unreadable.getMessage());
            return false;
        }
    }
}
