package io.atomicdatasets.job;

import io.atomicdatasets.spec.WireNames;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The states in the life of a dataset, and their transitions. */
public enum JobState {
    /** Planned; waits for confirmation until it expires. */
    AWAITING_CONFIRMATION,
    /** Confirmed; waits for its turn. */
    QUEUED,
    /** Being made. */
    RUNNING,
    /** Cancelled while being made; its worker is cleaning up. */
    CANCELLING,
    /** Complete and validated; being renamed into place. */
    PUBLISHING,
    /** Published. */
    SUCCEEDED,
    /** Could not be made. */
    FAILED,
    /** Cancelled by a person. */
    CANCELLED,
    /** Not confirmed in time. */
    EXPIRED,
    /** Being deleted, and hidden from all queries. */
    DELETING;

    /** States that last until somebody deletes the dataset. */
    static final Set<JobState> FINAL = EnumSet.of(SUCCEEDED, FAILED, CANCELLED, EXPIRED);

    /** States in which the name belongs to the dataset though it is not published. */
    static final Set<JobState> NAME_RESERVED =
            EnumSet.of(AWAITING_CONFIRMATION, QUEUED, RUNNING, CANCELLING, PUBLISHING, FAILED);

    /** Confirmed and not finished: disk space is reserved for the dataset, and a run is scheduled or under way. */
    public static final Set<JobState> UNFINISHED = EnumSet.of(QUEUED, RUNNING, CANCELLING, PUBLISHING);

    /** States in which a later attempt will resume what an earlier one left. */
    static final Set<JobState> RESUMED = EnumSet.of(QUEUED, RUNNING, PUBLISHING);

    /** The states that can follow this one; a worker that takes over from a dead one restarts at running. */
    public Set<JobState> successors() {
        return switch (this) {
            case AWAITING_CONFIRMATION -> EnumSet.of(QUEUED, CANCELLED, EXPIRED, DELETING);
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(RUNNING, PUBLISHING, CANCELLING, FAILED, QUEUED);
            case CANCELLING -> EnumSet.of(CANCELLED);
            case PUBLISHING -> EnumSet.of(SUCCEEDED, FAILED, RUNNING, QUEUED);
            case FAILED, CANCELLED -> EnumSet.of(QUEUED, DELETING);
            case SUCCEEDED, EXPIRED -> EnumSet.of(DELETING);
            case DELETING -> EnumSet.noneOf(JobState.class);
        };
    }

    /** The states from which this one can be reached. */
    public Set<JobState> predecessors() {
        return Arrays.stream(values())
                .filter(state -> state.successors().contains(this))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(JobState.class)));
    }

    /** Whether nothing more happens without a request. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** The name in JSON, such as {@code awaiting_confirmation}. */
    public String label() {
        return WireNames.of(this);
    }
}
