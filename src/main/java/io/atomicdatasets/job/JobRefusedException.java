package io.atomicdatasets.job;

/** The state of the job does not allow the call. */
public final class JobRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final JobState state;

    JobRefusedException(JobState state, String detail) {
        super(detail);
        this.state = state;
    }

    /** The state that does not allow it. */
    public JobState state() {
        return state;
    }
}
