package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.job.Submission;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Faults that somebody could make in a line, planted to see whether they are found. */
enum Planted {
    NONE,
    /** A worker takes a change that the store refused for made. */
    REFUSAL_TAKEN_FOR_DONE,
    /** The store does not look at the attempt. */
    FENCE_DROPPED,
    /** The store does not look at who has picked the run that is claimed. */
    PICK_DROPPED,
    /** A worker whose store is away tidies up. */
    STAGING_DELETED_WITHOUT_STORE,
    /** Nobody looks for what is confirmed and has no run. */
    NOTHING_SCHEDULED_AGAIN,
    /** A lost owner is one that died, whether it got further or not. */
    OWNERS_COUNTED_BY_DEATH,
    /** A submission's key is not written down. */
    KEY_FORGOTTEN,
    /** A deletion is acknowledged though the store refused to note it. */
    DELETION_NOT_NOTED;

    MemoryJobStore store(RunRows rows, MemoryJobStore.Surroundings surroundings) {
        return new MemoryJobStore(rows, surroundings) {
            @Override
            boolean isHeld(Job now, Job held) {
                return Planted.this == FENCE_DROPPED || super.isHeld(now, held);
            }

            @Override
            boolean mayClaim(Pick pick) {
                return Planted.this == PICK_DROPPED || super.mayClaim(pick);
            }

            @Override
            int lostOwners(Job before, boolean gotFurther) {
                return super.lostOwners(before, gotFurther && Planted.this != OWNERS_COUNTED_BY_DEATH);
            }

            @Override
            Set<JobState> scheduled() {
                return Planted.this == NOTHING_SCHEDULED_AGAIN ? EnumSet.noneOf(JobState.class) : super.scheduled();
            }

            @Override
            void remember(Submission submission, UUID id) {
                if (Planted.this != KEY_FORGOTTEN) {
                    super.remember(submission, id);
                }
            }
        };
    }

    /** What a caller makes of an answer. */
    Object answer(String call, Object[] arguments, Object answer) {
        boolean isHeld = call.equals("change") && arguments[0] instanceof Job;
        return this == REFUSAL_TAKEN_FOR_DONE && isHeld && answer instanceof Boolean ? (Object) true : answer;
    }

    /** Whether a call to the store is not made at all, and answered as if it were. */
    boolean skips(String call, Object[] arguments) {
        return this == DELETION_NOT_NOTED && call.equals("change") && arguments[2] == JobState.DELETING;
    }
}
