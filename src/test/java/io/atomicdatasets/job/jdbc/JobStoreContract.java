package io.atomicdatasets.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.job.Admission;
import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.job.Submission;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Shortcuts;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do. */
abstract class JobStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-23T14:32:15.123456Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Instant FUTURE = Instant.parse("2200-01-01T00:00:00Z");
    private static final Snapshot HALF =
            new Snapshot(Phase.GENERATING, 500, 1000, Map.of("train", 400L, "val", 100L), 1.5, 1.25, 0, 400, 0.4, 2.5);

    private static final Capacity AMPLE = new Capacity(100, Long.MAX_VALUE);
    private static final long BYTES = 123_456; // of each plan
    private static final double SECONDS = 0.25;

    private TestedStore database;
    private JobStore store;

    abstract TestedStore database();

    @BeforeEach
    void clear() {
        database = database();
        database.clear();
        database.setSchedulersClock(NOW);
        store = database.store();
    }

    @Test
    void whatIsInsertedIsFound() throws Exception {
        Job job = insert();

        Job found = store.find(job.id()).orElseThrow();

        assertThat(found.sequence()).isPositive();
        assertThat(found).usingRecursiveComparison().ignoringFields("sequence").isEqualTo(job);
        assertThat(store.find(UUID.randomUUID())).isEmpty();
        assertThat(store.ids()).containsExactly(job.id());
        assertThat(store.ids(Set.of(JobState.QUEUED))).isEmpty();
        assertThat(store.ids(Set.of(JobState.QUEUED, JobState.AWAITING_CONFIRMATION)))
                .containsExactly(job.id());
        assertThat(store.names("d-")).containsExactly(job.name().value());
        assertThat(store.names("e-")).isEmpty();
        assertThat(store.names(Set.of(JobState.AWAITING_CONFIRMATION)))
                .containsExactly(Map.entry(job.id(), job.name()));
        assertThat(store.names(Set.of(JobState.QUEUED))).isEmpty();
    }

    @Test
    void listsAreNewestFirstAndPaged() throws Exception {
        Job first = insert();
        Job second = insert();
        Job third = insert();
        store.change(second.id(), Set.of(JobState.AWAITING_CONFIRMATION), JobState.CANCELLED, NOW);

        List<Job> page = store.list(Optional.empty(), Optional.empty(), 2);
        assertThat(page).extracting(Job::id).containsExactly(third.id(), second.id());
        assertThat(store.list(Optional.empty(), Optional.of(page.get(1).sequence()), 2))
                .extracting(Job::id)
                .containsExactly(first.id());
        assertThat(store.list(Optional.of(JobState.CANCELLED), Optional.empty(), 9))
                .extracting(Job::id)
                .containsExactly(second.id());
    }

    @Test
    void aChangeHappensOnlyFromTheStatesNamed() throws Exception {
        Job job = insert();

        assertThat(store.change(job.id(), Set.of(JobState.QUEUED), JobState.CANCELLED, NOW))
                .isFalse();
        assertThat(store.change(job.id(), Set.of(JobState.AWAITING_CONFIRMATION), JobState.CANCELLED, NOW))
                .isTrue();
        assertThat(store.find(job.id()).orElseThrow().times().finished()).contains(NOW);
    }

    @Test
    void confirmingQueuesAndSchedulesOnce() throws Exception {
        Job job = insert();

        assertThat(store.confirm(job.id(), NOW, AMPLE)).isEqualTo(Admission.ADMITTED);
        assertThat(store.confirm(job.id(), NOW, AMPLE)).isEqualTo(Admission.NOT_WAITING);

        assertThat(state(job)).isEqualTo(JobState.QUEUED);
        assertThat(database.scheduledRuns(job.id())).isEqualTo(1);
    }

    @Test
    void whoWorksOnWhatIsKnown() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        assertThat(store.workers()).isEmpty();

        database.pick(job.id(), NOW);

        assertThat(store.workers()).containsExactly(Map.entry(job.id(), "somebody"));
    }

    @Test
    void theQueueIsInTheOrderOfConfirmations() throws Exception {
        Job first = insert();
        Job second = insert();
        Job waiting = insert();
        store.confirm(second.id(), NOW, AMPLE);
        database.setSchedulersClock(NOW.plusSeconds(1));
        store.confirm(first.id(), NOW, AMPLE);

        assertThat(store.queue())
                .containsExactly(new JobStore.Waiting(second.id(), SECONDS), new JobStore.Waiting(first.id(), SECONDS))
                .extracting(JobStore.Waiting::id)
                .doesNotContain(waiting.id());
        assertThat(store.secondsLeft()).isEmpty();
        store.claim(picked(second), "", NOW);
        assertThat(store.secondsLeft()).containsExactly(SECONDS);
        assertThat(store.queue()).extracting(JobStore.Waiting::id).containsExactly(first.id());
    }

    @Test
    void anExpiredPlanIsNotConfirmed() throws Exception {
        Job job = insert();

        assertThat(store.confirm(job.id(), LATER, AMPLE)).isEqualTo(Admission.NOT_WAITING);
        assertThat(store.overdue(LATER)).extracting(Job::id).containsExactly(job.id());
        assertThat(store.overdue(NOW)).isEmpty();
        assertThat(database.scheduledRuns(job.id())).isZero();
    }

    @Test
    void ofManyConfirmationsAtOnceOneWins() throws Exception {
        Job job = insert();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(() -> store.confirm(job.id(), NOW, AMPLE) == Admission.ADMITTED);
            }
            int wins = 0;
            for (Future<Boolean> call : pool.invokeAll(calls)) {
                wins += call.get() ? 1 : 0;
            }
            assertThat(wins).isEqualTo(1);
            assertThat(database.scheduledRuns(job.id())).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aClaimRaisesTheAttemptAndFencesTheOneBefore() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        Job first = store.claim(picked(job), "", NOW).orElseThrow();
        Job second = store.claim(picked(job), "", LATER).orElseThrow();

        assertThat(second.attempt()).isEqualTo(first.attempt() + 1);
        assertThat(second.times().started()).contains(NOW);
        assertThat(store.save(first, HALF)).isEmpty();
        assertThat(store.change(first, JobState.RUNNING, JobState.PUBLISHING, NOW))
                .isFalse();
        assertThat(store.fail(first, "late", NOW)).isFalse();
        assertThat(store.change(second, JobState.RUNNING, JobState.PUBLISHING, NOW))
                .isTrue();
        assertThat(store.change(second, JobState.PUBLISHING, JobState.SUCCEEDED, NOW))
                .isTrue();
        assertThat(store.claim(picked(job), "", LATER)).isEmpty();
    }

    @Test
    void whoLostARunBeforeClaimingItIsRefused() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        Pick lost = picked(job);
        Pick held = picked(job);

        assertThat(store.claim(lost, "", NOW)).isEmpty();
        Job first = store.claim(held, "", NOW).orElseThrow();
        assertThat(store.claim(lost, "", LATER)).isEmpty();

        assertThat(store.find(job.id())).contains(first);
        assertThat(store.isValid(lost)).isFalse();
        assertThat(store.isValid(held)).isTrue();
        store.reviveRuns();
        assertThat(store.isValid(held)).as("nobody has it now").isFalse();
    }

    @Test
    void aPickIsOfOneScheduleAloneThoughVersionsBeginAnew() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        Pick held = picked(job);
        Pick former = new Pick(job.id(), held.due().minusSeconds(1), held.version());

        assertThat(store.claim(former, "", NOW)).isEmpty();
        assertThat(store.claim(held, "", NOW)).isPresent();
    }

    @Test
    void progressIsKeptAndTheStateGivenBack() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        Job claimed = store.claim(picked(job), "", NOW).orElseThrow();

        assertThat(store.save(claimed, HALF)).contains(JobState.RUNNING);
        assertThat(store.find(job.id()).orElseThrow().progress()).contains(HALF);
        store.change(job.id(), Set.of(JobState.RUNNING), JobState.CANCELLING, NOW);
        assertThat(store.save(claimed, HALF)).contains(JobState.CANCELLING);
    }

    @Test
    void aFailureIsKeptWithItsReason() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        Job claimed = store.claim(picked(job), "", NOW).orElseThrow();

        assertThat(store.fail(claimed, "the disk is full", LATER)).isTrue();

        Job failed = store.find(job.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure()).contains("the disk is full");
        assertThat(failed.times().finished()).contains(LATER);
    }

    @Test
    void spaceIsKeptFromConfirmationToTheEnd() throws Exception {
        Capacity forOne = new Capacity(100, 2 * BYTES - 1);
        Job first = insert();
        Job second = insert();

        assertThat(store.confirm(first.id(), NOW, forOne)).isEqualTo(Admission.ADMITTED);
        assertThat(store.confirm(second.id(), NOW, forOne)).isEqualTo(Admission.DISK_FULL);
        assertThat(state(second)).isEqualTo(JobState.AWAITING_CONFIRMATION);
        assertThat(database.scheduledRuns(second.id())).isZero();
        Job held = store.claim(picked(first), "", NOW).orElseThrow();
        assertThat(store.confirm(second.id(), NOW, forOne)).isEqualTo(Admission.DISK_FULL);
        store.fail(held, "the disk is full", NOW);
        assertThat(store.confirm(second.id(), NOW, forOne)).isEqualTo(Admission.ADMITTED);
        assertThat(store.retry(first.id(), NOW, forOne)).isEqualTo(Admission.DISK_FULL);
    }

    @Test
    void noMoreAreQueuedThanMayBe() throws Exception {
        Capacity one = new Capacity(1, Long.MAX_VALUE);
        Job first = insert();
        Job second = insert();

        assertThat(store.confirm(first.id(), NOW, one)).isEqualTo(Admission.ADMITTED);
        assertThat(store.confirm(second.id(), NOW, one)).isEqualTo(Admission.QUEUE_FULL);
        assertThat(store.confirm(first.id(), NOW, one)).isEqualTo(Admission.NOT_WAITING);
        store.claim(picked(first), "", NOW);
        assertThat(store.confirm(second.id(), NOW, one)).isEqualTo(Admission.ADMITTED);
        assertThat(store.count(Set.of(JobState.QUEUED, JobState.RUNNING))).isEqualTo(2);
    }

    @Test
    void manyConfirmationsAtOnceNeverKeepMoreThanThereIs() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(insert());
        }
        Capacity forSeven = new Capacity(100, 7 * BYTES);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Admission>> calls = new ArrayList<>();
            jobs.forEach(job -> calls.add(() -> store.confirm(job.id(), NOW, forSeven)));
            List<Admission> answers = new ArrayList<>();
            for (Future<Admission> answer : pool.invokeAll(calls)) {
                answers.add(answer.get());
            }

            assertThat(answers).filteredOn(Admission.ADMITTED::equals).hasSize(7);
            assertThat(answers).filteredOn(Admission.DISK_FULL::equals).hasSize(13);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aFailedJobIsTriedAgainFromItsBeginning() throws Exception {
        Job job = insert();
        assertThat(store.retry(job.id(), NOW, AMPLE)).isEqualTo(Admission.NOT_WAITING);
        store.confirm(job.id(), NOW, AMPLE);
        Job held = store.claim(picked(job), "", NOW).orElseThrow();
        store.save(held, HALF);
        store.fail(held, "the disk is full", NOW);

        assertThat(store.retry(job.id(), LATER, AMPLE)).isEqualTo(Admission.ADMITTED);

        Job again = store.find(job.id()).orElseThrow();
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.failure()).isEmpty();
        assertThat(again.progress()).isEmpty();
        assertThat(again.times().finished()).isEmpty();
    }

    @Test
    void ownersAreLostInARowUntilOneGetsFurther() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        assertThat(store.claim(picked(job), "", NOW).orElseThrow().lostOwners()).isZero();
        assertThat(store.claim(picked(job), "", NOW).orElseThrow().lostOwners()).isEqualTo(1);
        assertThat(store.claim(picked(job), "", NOW).orElseThrow().lostOwners()).isEqualTo(2);

        assertThat(store.claim(picked(job), "checkpoint 1", NOW).orElseThrow().lostOwners())
                .as("the one that died had taken a checkpoint")
                .isZero();
        Job last = store.claim(picked(job), "checkpoint 1", NOW).orElseThrow();
        assertThat(last.lostOwners()).isEqualTo(1);

        store.change(last, JobState.RUNNING, JobState.QUEUED, NOW); // a shutdown
        assertThat(store.claim(picked(job), "checkpoint 1", NOW).orElseThrow().lostOwners())
                .isEqualTo(1);
    }

    @Test
    void whateverIsConfirmedAndNotAtAnEndGetsASchedule() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (JobState state : JobState.values()) {
            Job job = insert();
            database.force(job.id(), state);
            jobs.add(job);
        }

        Set<UUID> scheduled = store.scheduleUnfinished();

        assertThat(scheduled).isEqualTo(store.ids(JobState.UNFINISHED)).hasSize(4);
        assertThat(store.scheduleUnfinished()).isEmpty();
        for (Job job : jobs) {
            assertThat(database.scheduledRuns(job.id())).isEqualTo(scheduled.contains(job.id()) ? 1 : 0);
        }
    }

    @Test
    void whatWasScheduledByAClockThatWasAheadIsDueInItsOrder() throws Exception {
        Job first = insert();
        Job second = insert();
        Job due = insert();
        store.confirm(due.id(), NOW, AMPLE);
        database.setSchedulersClock(NOW.plusSeconds(7200));
        store.confirm(first.id(), NOW, AMPLE);
        database.setSchedulersClock(NOW.plusSeconds(7201));
        store.confirm(second.id(), NOW, AMPLE);
        database.setSchedulersClock(NOW);

        store.bringToNow();

        assertThat(database.scheduled(first.id()).when())
                .isBefore(database.scheduled(second.id()).when());
        assertThat(database.scheduled(second.id()).when()).isBefore(NOW);
        assertThat(database.scheduled(due.id()).when()).isEqualTo(NOW);
    }

    @Test
    void aHeartbeatFromTheFutureIsOneOfNow() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        database.pick(job.id(), FUTURE);

        store.bringToNow();

        assertThat(database.scheduled(job.id()).heartbeat())
                .isBetween(NOW, Instant.now().plusSeconds(5));
        assertThat(database.scheduled(job.id()).picked()).isTrue();
    }

    @Test
    void runsThatADeadProcessHadPickedAreFreeAgain() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        database.pick(job.id(), NOW.plusSeconds(3600));

        store.reviveRuns();

        assertThat(database.scheduled(job.id())).isEqualTo(new TestedStore.Scheduled(NOW, false, null));
    }

    @Test
    void aRetryBringsForwardWhatIsScheduledStill() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        database.force(job.id(), JobState.FAILED);
        database.setSchedulersClock(NOW.minusSeconds(60));

        assertThat(store.retry(job.id(), NOW, AMPLE)).isEqualTo(Admission.ADMITTED);

        assertThat(database.scheduledRuns(job.id())).isEqualTo(1);
        assertThat(database.scheduled(job.id()).when()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void aCancelledJobIsRetriedAsAFailedOneIs() throws Exception {
        Job job = insert();
        database.force(job.id(), JobState.CANCELLED);

        assertThat(store.retry(job.id(), NOW, AMPLE)).isEqualTo(Admission.ADMITTED);
        assertThat(state(job)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aJobThatIsKnownIsNotInsertedAgain() throws Exception {
        Job job = insert();

        assertThat(store.insert(job)).isFalse();
        assertThat(store.list(Optional.empty(), Optional.empty(), 9)).hasSize(1);
    }

    @Test
    void manyWhoFindTheSameDatasetInsertItOnce() throws Exception {
        Job job = job();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            int inserted = 0;
            for (Future<Boolean> call :
                    pool.invokeAll(Collections.<Callable<Boolean>>nCopies(64, () -> store.insert(job)))) {
                inserted += call.get() ? 1 : 0;
            }
            assertThat(inserted).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aJobNeverFinishesBeforeItStarted() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        Job held = store.claim(picked(job), "", NOW).orElseThrow();

        store.fail(held, "the clock was set back meanwhile", NOW.minusSeconds(3600));

        assertThat(store.find(job.id()).orElseThrow().times().finished()).contains(NOW);
    }

    @Test
    void noPlanAwaitsConfirmationForLongerThanItMay() throws Exception {
        Job job = insert();

        store.limitExpiry(NOW.minusSeconds(86_400), Duration.ofHours(2));

        assertThat(store.find(job.id()).orElseThrow().times().expires())
                .isEqualTo(NOW.minusSeconds(86_400).plus(Duration.ofHours(2)));
    }

    @Test
    void failuresAreFoundByTheirTime() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        store.fail(store.claim(picked(job), "", NOW).orElseThrow(), "the disk is full", LATER);

        assertThat(store.failedSince(LATER)).containsExactly(job.id());
        assertThat(store.failedSince(LATER.plusSeconds(1))).isEmpty();
    }

    @Test
    void manySubmissionsUnderOneKeyAddOneJob() throws Exception {
        Optional<Submission> submission = Optional.of(new Submission("key", "request"));
        AtomicInteger made = new AtomicInteger();
        Submission.Draft draft = () -> {
            made.incrementAndGet();
            return job();
        };
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Set<UUID> answers = new HashSet<>();
            for (Future<Submission.Answer> call : pool.invokeAll(
                    Collections.<Callable<Submission.Answer>>nCopies(64, () -> store.submit(submission, 100, draft)))) {
                answers.add(call.get().job());
            }
            assertThat(answers).hasSize(1);
            assertThat(made).hasValue(1);
        } finally {
            pool.shutdown();
        }
        assertThat(store.submit(Optional.of(new Submission("key", "another")), 100, draft)
                        .outcome())
                .isEqualTo(Submission.Outcome.KEY_REUSED);
    }

    @Test
    void theKeyOfADatasetThatIsBeingDeletedIsFreeAgain() throws Exception {
        Optional<Submission> submission = Optional.of(new Submission("key", "request"));
        UUID first = store.submit(submission, 100, this::job).job();
        database.force(first, JobState.DELETING);

        Submission.Answer second = store.submit(submission, 100, this::job);

        assertThat(second.outcome()).isEqualTo(Submission.Outcome.ADDED);
        assertThat(second.job()).isNotEqualTo(first);
        assertThat(store.submit(submission, 100, this::job))
                .isEqualTo(new Submission.Answer(Submission.Outcome.KNOWN, second.job()));
    }

    @Test
    void manySubmissionsAtOnceNeverAwaitInGreaterNumberThanMay() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (Future<Submission.Answer> call : pool.invokeAll(Collections.<Callable<Submission.Answer>>nCopies(
                    64, () -> store.submit(Optional.empty(), 7, this::job)))) {
                call.get();
            }
            assertThat(store.count(Set.of(JobState.AWAITING_CONFIRMATION))).isEqualTo(7);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void spaceIsTakenOnlyBesideWhatIsKeptForJobs() throws Exception {
        Job job = insert();
        store.confirm(job.id(), NOW, AMPLE);
        List<String> taken = new ArrayList<>();

        assertThat(store.takeSpace(10, ids -> BYTES + 9, () -> taken.add("too much")))
                .isFalse();
        assertThat(store.takeSpace(
                        10,
                        ids -> {
                            assertThat(ids).containsExactly(job.id());
                            return BYTES + 10;
                        },
                        () -> taken.add("enough")))
                .isTrue();
        assertThat(taken).containsExactly("enough");
    }

    @Test
    void whatIsBeingDeletedIsListedNoMoreAndThenGone() throws Exception {
        Job job = insert();
        store.change(job.id(), Set.of(JobState.AWAITING_CONFIRMATION), JobState.DELETING, NOW);

        assertThat(store.list(Optional.empty(), Optional.empty(), 9)).isEmpty();
        assertThat(store.beingDeleted()).extracting(Job::id).containsExactly(job.id());
        store.remove(job.id());
        assertThat(store.find(job.id())).isEmpty();
    }

    @Test
    void cancelledJobsAreForgottenInTime() throws Exception {
        Job job = insert();
        store.change(job.id(), Set.of(JobState.AWAITING_CONFIRMATION), JobState.CANCELLED, NOW);

        assertThat(store.forgotten(NOW)).isEmpty();
        assertThat(store.forgotten(LATER)).extracting(Job::id).containsExactly(job.id());
    }

    /** By a new worker, as if the one before were dead. */
    private Pick picked(Job job) {
        return database.pick(job.id(), NOW);
    }

    private JobState state(Job job) {
        return store.find(job.id()).orElseThrow().state();
    }

    private Job insert() {
        Job job = job();
        store.insert(job);
        return job;
    }

    private Job job() {
        UUID id = UUID.randomUUID();
        DatasetSpec spec = Specs.of("num_images", 1000, "output_dir", "d-" + id, "mix", Map.of("line", 1));
        Plan plan = new Plan(
                spec,
                new Estimate(1000, 256, BYTES, 99, SECONDS, 0.125),
                List.of(new Plan.ExpectedLabel(1, "1 object", 0.5, Map.of("val", 0.25))),
                Optional.of(new Shortcuts(0.25, 0.75, 0.5)),
                List.of("careful"));
        Job.Times times = new Job.Times(NOW, LATER, Optional.empty(), Optional.empty());
        return new Job(id, 0, JobState.AWAITING_CONFIRMATION, 0, 0, plan, times, Optional.empty(), Optional.empty());
    }
}
