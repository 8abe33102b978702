package io.atomicdatasets.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The kinds of errors, each with a stable type URI (RFC 9457, section 3.1.1). */
enum ProblemType {
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "malformed-json", "The body is not exactly one JSON value"),
    MALFORMED_URL(HttpStatus.BAD_REQUEST, "malformed-url", "The URL or method is not one that is let in"),
    KEY_WANTED(HttpStatus.UNAUTHORIZED, "key-wanted", "The API key is wanted"),
    FOREIGN_ORIGIN(HttpStatus.FORBIDDEN, "foreign-origin", "Pages of other sites may not change anything here"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "The method is not one of this path"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "The answer comes in no accepted media type"),
    NAME_TAKEN(HttpStatus.CONFLICT, "name-taken", "The output directory is taken"),
    WRONG_STATE(HttpStatus.CONFLICT, "wrong-state", "The dataset's state does not allow this"),
    EXPIRED(HttpStatus.GONE, "expired", "The plan has expired"),
    FILES_GONE(HttpStatus.GONE, "files-gone", "The files were removed from the disk"),
    OTHER_FILE(HttpStatus.PRECONDITION_FAILED, "other-file", "The file is not the one that If-Match names"),
    NO_SUCH_RANGE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "no-such-range", "The file has no byte of this range"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not said to be JSON"),
    FOREIGN_HOST(HttpStatus.MISDIRECTED_REQUEST, "foreign-host", "The service is not known under this host name"),
    INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-request", "The request has wrong fields"),
    BUSY(HttpStatus.TOO_MANY_REQUESTS, "busy", "The service is busy with another of these"),
    TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "too-many", "Too many datasets wait"),
    DISK_FULL(HttpStatus.INSUFFICIENT_STORAGE, "disk-full", "The disk has no room for the dataset"),
    STORE_DOWN(HttpStatus.SERVICE_UNAVAILABLE, "store-down", "The database does not answer"),
    RUN_FAILED(HttpStatus.INTERNAL_SERVER_ERROR, "run-failed", "The dataset could not be made"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "The service is at fault");

    private static final String PREFIX = "urn:atomic-datasets:problem:";

    private final HttpStatus status;
    private final String name;
    private final String title;

    ProblemType(HttpStatus status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    /** The last part of the type URI, such as {@code name-taken}. */
    String label() {
        return name;
    }

    /** What it is, in a few words. */
    String title() {
        return title;
    }

    /** A problem of this kind. */
    ProblemDetail problem(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(PREFIX + name));
        problem.setTitle(title);
        return problem;
    }
}
