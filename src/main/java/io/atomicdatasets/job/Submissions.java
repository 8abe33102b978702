package io.atomicdatasets.job;

import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts requests: plans, names and stores them, once for each idempotency key. */
final class Submissions {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private final JobStore store;
    private final DatasetsRoot root;
    private final HeldNames names;
    private final Planning planning;
    private final Clock clock;
    private final Jobs.Terms terms;

    Submissions(JobStore store, DatasetsRoot root, Planning planning, Clock clock, Jobs.Terms terms) {
        this.store = store;
        this.root = root;
        this.names = new HeldNames(store, root);
        this.planning = planning;
        this.clock = clock;
        this.terms = terms;
    }

    Plan plan(DatasetSpec spec) throws IOException, InvalidSpecException {
        return planning.plan(spec);
    }

    UUID submit(DatasetSpec spec, Optional<String> key)
            throws IOException, NameTakenException, NotAdmittedException, KeyReusedException, InvalidSpecException {
        Optional<Submission> submission =
                key.map(name -> new Submission(name, spec.toFields().toString()));
        Optional<Submission.Answer> before = submission.flatMap(store::submitted);
        if (before.isPresent()) {
            return id(before.get()); // without planning it again, which takes long
        }
        Plan plan = planning.plan(spec);
        if (plan.estimate().diskBytes() > root.spaciousBytes()) {
            throw NotAdmittedException.tooLarge(plan.estimate().diskBytes(), root.spaciousBytes());
        }
        Draft draft = new Draft(plan);
        try {
            Submission.Answer answer = store.submit(submission, terms.mostAwaiting(), draft);
            if (answer.outcome() == Submission.Outcome.ADDED) {
                LOG.info("dataset {} planned, {} images", answer.job(), spec.numImages());
            }
            return id(answer);
        } catch (IOException | RuntimeException e) {
            draft.drop();
            throw e;
        }
    }

    private UUID id(Submission.Answer answer) throws NotAdmittedException, KeyReusedException {
        switch (answer.outcome()) {
            case TOO_MANY ->
                throw NotAdmittedException.tooMany(
                        terms.mostAwaiting(), "that await confirmation", "Confirm or cancel some of them.");
            case KEY_REUSED -> throw new KeyReusedException();
            default -> {
                return answer.job();
            }
        }
    }

    /** A job that gets its name inside the transaction that adds it. */
    private final class Draft implements Submission.Draft {
        private final UUID id = planning.newId();
        private final Plan plan;
        private @Nullable Reservation reservation;

        Draft(Plan plan) {
            this.plan = plan;
        }

        @Override
        public Job make() throws IOException, NameTakenException {
            Instant now = clock.instant();
            Reservation reserved = reserve(LocalDate.ofInstant(now, terms.zone()));
            reservation = reserved;
            DatasetSpec named = plan.spec().named(reserved.name());
            return Job.submitted(id, plan.of(named), now, now.plus(terms.timeToConfirm()));
        }

        private Reservation reserve(LocalDate today) throws IOException, NameTakenException {
            Optional<DatasetName> asked = plan.spec().outputDir();
            return asked.isPresent()
                    ? names.reserve(asked.get(), id)
                    : root.reserveNext(today, id, store.names(today.toString()));
        }

        /** Releases the name, unless the job was added or that is unknown; the sweep handles the latter. */
        void drop() {
            try {
                Reservation reserved = reservation;
                if (reserved != null && store.find(id).isEmpty()) {
                    reserved.release();
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("a reservation stays until it is swept: {}", e.getMessage());
            }
        }
    }
}
