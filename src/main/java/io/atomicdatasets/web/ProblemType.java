package io.atomicdatasets.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The kinds of errors, each with a stable type URI (RFC 9457, section 3.1.1). */
enum ProblemType {
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "malformed-json", "The body is not valid JSON"),
    MALFORMED_BODY(HttpStatus.BAD_REQUEST, "malformed-body", "The body does not match its headers"),
    MALFORMED_URL(HttpStatus.BAD_REQUEST, "malformed-url", "The URL or method is not accepted"),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "bad-request", "The request is not accepted"),
    KEY_WANTED(HttpStatus.UNAUTHORIZED, "key-wanted", "An API key is required"),
    FOREIGN_ORIGIN(HttpStatus.FORBIDDEN, "foreign-origin", "Pages of other sites may not change anything"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This path does not have that method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "No accepted media type is available"),
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", "The body took too long to arrive"),
    NAME_TAKEN(HttpStatus.CONFLICT, "name-taken", "The output directory is taken"),
    WRONG_STATE(HttpStatus.CONFLICT, "wrong-state", "The dataset's state does not allow this"),
    OTHER_VERSION(HttpStatus.CONFLICT, "other-version", "Another version of the program is needed"),
    EXPIRED(HttpStatus.GONE, "expired", "The plan has expired"),
    FILES_GONE(HttpStatus.GONE, "files-gone", "The files were removed from the disk"),
    OTHER_FILE(HttpStatus.PRECONDITION_FAILED, "other-file", "The file does not match If-Match"),
    NO_SUCH_RANGE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "no-such-range", "The range is outside the file"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body must be plain JSON in UTF-8"),
    FOREIGN_HOST(HttpStatus.MISDIRECTED_REQUEST, "foreign-host", "The host name is not allowed"),
    INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-request", "The request has invalid fields"),
    BUSY(HttpStatus.TOO_MANY_REQUESTS, "busy", "The service is busy"),
    TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "too-many", "Too many datasets are waiting"),
    DISK_FULL(HttpStatus.INSUFFICIENT_STORAGE, "disk-full", "Not enough disk space for the dataset"),
    STORE_DOWN(HttpStatus.SERVICE_UNAVAILABLE, "store-down", "The database is not available"),
    RUN_FAILED(HttpStatus.INTERNAL_SERVER_ERROR, "run-failed", "The dataset could not be made"),
    DISK_REFUSED(HttpStatus.INTERNAL_SERVER_ERROR, "disk-refused", "Could not write to disk"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Internal error");

    private static final String PREFIX = "urn:atomic-datasets:problem:";

    private final HttpStatus status;
    private final String name;
    private final String title;

    ProblemType(HttpStatus status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    HttpStatus status() {
        return status;
    }

    /** The last part of the type URI, such as {@code name-taken}. */
    String label() {
        return name;
    }

    /** Its type URI, which never changes. */
    URI uri() {
        return URI.create(PREFIX + name);
    }

    /** What it is, in a few words. */
    String title() {
        return title;
    }

    /** A problem of this kind. */
    ProblemDetail problem(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(uri());
        problem.setTitle(title);
        return problem;
    }

    /** A problem for a status that the container or the framework chose, of the nearest kind. */
    static ProblemDetail problemOf(HttpStatusCode status) {
        ProblemDetail problem =
                switch (status.value()) {
                    case 404 -> NOT_FOUND.problem("Nothing answers under this path.");
                    case 405 -> METHOD_NOT_ALLOWED.problem("Allow tells the methods that are.");
                    case 406 ->
                        NOT_ACCEPTABLE.problem("Accept what the API's description offers here, or leave Accept out.");
                    case 415 -> UNSUPPORTED_MEDIA_TYPE.problem("Send Content-Type: application/json.");
                    default ->
                        status.is4xxClientError()
                                ? BAD_REQUEST.problem("The API's description says what is: /swagger-ui.html.")
                                : INTERNAL.problem("The service's log says more.");
                };
        problem.setStatus(status.value());
        return problem;
    }
}
