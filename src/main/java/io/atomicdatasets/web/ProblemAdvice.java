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

/** Turns what went wrong into problems (RFC 9457); nothing of the program's inside is told. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final String RETRY_SECONDS = "5";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        int status = e.problem().getStatus();
        boolean passes =
                status == HttpStatus.TOO_MANY_REQUESTS.value() || status == HttpStatus.SERVICE_UNAVAILABLE.value();
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(e.problem().getStatus());
        return (passes ? builder.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : builder).body(e.problem());
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
        if (!e.isForSpace()) {
            return ResponseEntity.status(problem.getStatus())
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .body(problem);
        }
        problem.setProperty("needed_bytes", e.neededBytes());
        problem.setProperty("free_bytes", e.freeBytes());
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

    /** A full disk, or a database that is being restarted: it may come back, as may the client. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> storeDown(Exception e) {
        LOG.error(
                "the store does not answer: {}",
                NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        ProblemDetail problem =
                ProblemType.STORE_DOWN.problem("Nothing was lost; try again. The service's log says more.");
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(problem);
    }

    /** Where part of an answer is on its way, somebody hung up, and nobody is there to be told. */
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> disk(IOException e, HttpServletResponse response) {
        if (response.isCommitted()) {
            LOG.debug("a client hung up", e);
            return null;
        }
        response.reset();
        return anythingElse(e);
    }

    /** Parameters and headers that nobody understood before they were asked for. */
    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ResponseEntity<ProblemDetail> unreadable() {
        return answer(ProblemType.BAD_REQUEST.problem("Its query or a header holds what is let in nowhere."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anythingElse(Exception e) {
        LOG.error("a request failed", e);
        return answer(ProblemType.INTERNAL.problem("The service's log says more."));
    }

    /** What the framework refuses by itself gets a stable type too. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status).headers(headers).body(ProblemType.problemOf(status));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    /** One wrong field. */
    record FieldError(String pointer, String detail) {
        static FieldError of(Violation violation) {
            return new FieldError(violation.pointer(), violation.detail());
        }
    }
}
