package io.atomicdatasets.web;

import io.atomicdatasets.job.JobState;
import org.springframework.http.ProblemDetail;

/** An answer that is a problem. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemDetail problem;

    ProblemException(ProblemType type, String detail) {
        this(type.problem(detail));
    }

    ProblemException(ProblemDetail problem) {
        super(problem.getDetail());
        this.problem = problem;
    }

    /** The state of a dataset is the reason. */
    static ProblemException wrongState(JobState state, String detail) {
        ProblemException e = new ProblemException(ProblemType.WRONG_STATE, detail);
        e.problem.setProperty("state", state.label());
        return e;
    }

    ProblemDetail problem() {
        return problem;
    }
}
