package io.atomicdatasets.job;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a dataset is between being asked for and being gone, and where it can go from there. */
public enum JobState {
    /** Planned; waits for somebody to say yes until it expires. */
    AWAITING_CONFIRMATION,
    /** Confirmed; waits for its turn. */
    QUEUED,
    /** Being made. */
    RUNNING,
    /** Being made no longer; its worker is tidying up. */
    CANCELLING,
    /** Whole and checked; being put in its place. */
    PUBLISHING,
    /** Stands. */
    SUCCEEDED,
    /** Could not be made. */
    FAILED,
    /** Somebody said no. */
    CANCELLED,
    /** Nobody said yes in time. */
    EXPIRED,
    /** Being deleted; nobody sees it any more. */
    DELETING;

    /** States that last until somebody deletes the dataset. */
    static final Set<JobState> FINAL = EnumSet.of(SUCCEEDED, FAILED, CANCELLED, EXPIRED);

    /** States in which the name belongs to the dataset though no directory stands. */
    static final Set<JobState> NAME_RESERVED =
            EnumSet.of(AWAITING_CONFIRMATION, QUEUED, RUNNING, CANCELLING, PUBLISHING, FAILED);

    /** Confirmed and not at an end: states in which space is kept for the dataset, and a run scheduled or under way. */
    public static final Set<JobState> UNFINISHED = EnumSet.of(QUEUED, RUNNING, CANCELLING, PUBLISHING);

    /** States in which somebody will resume what an attempt left. */
    static final Set<JobState> RESUMED = EnumSet.of(QUEUED, RUNNING, PUBLISHING);

    /** The states that can follow this one; a worker that takes over for a dead one begins again at running. */
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

    /** The states that this one can follow. */
    public Set<JobState> predecessors() {
        return Arrays.stream(values())
                .filter(state -> state.successors().contains(this))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(JobState.class)));
    }

    /** Whether nothing more happens unless somebody asks for it. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** The name in JSON, such as {@code awaiting_confirmation}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
