package io.atomicdatasets.job;

/** A call that the state of the job does not allow. */
public final class JobRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final JobState state;

    JobRefusedException(JobState state, String detail) {
        super(detail);
        this.state = state;
    }

    /** The state that is the reason. */
    public JobState state() {
        return state;
    }
}
