package io.atomicdatasets.web;

import io.atomicdatasets.job.DeletionRefusedException;
import io.atomicdatasets.job.JobRefusedException;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.KeyReusedException;
import io.atomicdatasets.job.NotAdmittedException;
import io.atomicdatasets.job.UnknownJobException;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Violation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Maps exceptions to problems (RFC 9457) that reveal nothing of the implementation. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final String RETRY_SECONDS = "5";
    private static final Set<Integer> PASSING =
            Set.of(HttpStatus.TOO_MANY_REQUESTS.value(), HttpStatus.SERVICE_UNAVAILABLE.value());
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        return answer(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidSpecException e) {
        ProblemDetail problem = ProblemType.INVALID_REQUEST.problem(
                "Wrong fields: " + e.violations().size() + ".");
        problem.setProperty(
                "errors", e.violations().stream().map(FieldError::of).toList());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nameTaken(NameTakenException e) {
        return answer(ProblemType.NAME_TAKEN.problem(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(JobRefusedException e) {
        ProblemType type = e.state() == JobState.EXPIRED ? ProblemType.EXPIRED : ProblemType.WRONG_STATE;
        ProblemDetail problem = type.problem(String.valueOf(e.getMessage()));
        problem.setProperty("state", e.state().label());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAdmitted(NotAdmittedException e) {
        ProblemType type = e.isForSpace() ? ProblemType.DISK_FULL : ProblemType.TOO_MANY;
        ProblemDetail problem = type.problem(String.valueOf(e.getMessage()));
        if (e.isForSpace()) {
            problem.setProperty("needed_bytes", e.neededBytes());
            problem.setProperty("free_bytes", e.freeBytes());
        }
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> otherVersion(OtherVersionException e) {
        return answer(ProblemType.OTHER_VERSION.problem("The dataset was " + e.difference()
                + ". Its files stand as they were published, but nothing of them can be made again here."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> deletionRefused(DeletionRefusedException e) {
        return answer(ProblemType.DISK_REFUSED.problem(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> keyReused(KeyReusedException e) {
        return answer(ProblemType.INVALID_REQUEST.problem(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownJobException e) {
        return answer(ProblemType.NOT_FOUND.problem(String.valueOf(e.getMessage())));
    }

    /** The database is down or its disk is full; both can pass, so the client is told when to retry. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> storeDown(Exception e) {
        LOG.error(
                "the store does not answer: {}",
                NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return answer(ProblemType.STORE_DOWN.problem("Nothing was lost; try again. The service's log says more."));
    }

    /** After a part of the answer was sent, an I/O error means that the client hung up: nobody is left to answer. */
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> disk(IOException e, HttpServletResponse response) {
        if (response.isCommitted()) {
            LOG.debug("a client hung up", e);
            return null;
        }
        response.reset();
        return anythingElse(e);
    }

    /** Malformed parameters and headers, which the container parses only when they are read. */
    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ResponseEntity<ProblemDetail> unreadable() {
        return answer(ProblemType.BAD_REQUEST.problem("Its query or a header holds what is let in nowhere."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anythingElse(Exception e) {
        LOG.error("a request failed", e);
        return answer(ProblemType.INTERNAL.problem("The service's log says more."));
    }

    /** Errors of the framework get a stable type too. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return status.isSameCodeAs(HttpStatus.NOT_FOUND) && NothingHere.isReadByAPerson(request)
                ? NothingHere.page(request)
                : ResponseEntity.status(status).headers(headers).body(ProblemType.problemOf(status));
    }

    /** A problem that passes by itself says when to try again. */
    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.getStatus());
        return (PASSING.contains(problem.getStatus()) ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : answer)
                .body(problem);
    }

    /** One wrong field. */
    record FieldError(String pointer, String detail) {
        static FieldError of(Violation violation) {
            return new FieldError(violation.pointer(), violation.detail());
        }
    }
}
