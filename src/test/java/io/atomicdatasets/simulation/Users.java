package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.job.UnknownJobException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.dao.DataAccessException;

/** People and robots who ask a service for things in any order, and remember what they were told. */
final class Users {
    private static final int KEYS = 3;
    private static final int NAMES = 3;

    private final World world;
    private final Jobs jobs;
    private final DatasetsRoot root;
    private final JobStore store;
    private final Random random;

    Users(World world, Jobs jobs, DatasetsRoot root, JobStore store) {
        this.world = world;
        this.jobs = jobs;
        this.root = root;
        this.store = store;
        random = world.baton.random;
    }

    /** Calls until faults are over. */
    void call() {
        while (world.isFaulty()) {
            world.baton.sleep(random.nextInt(1500));
            if (!world.isFaulty()) {
                return;
            }
            try {
                callOnce();
            } catch (UnknownJobException | DataAccessException e) {
                world.counts.add("calls refused");
            } catch (IOException e) {
                world.counts.add("calls refused");
                world.ledger.requireDiskRefused(e);
            } catch (RuntimeException e) {
                world.ledger.brokeDown("a call", e);
            } catch (Exception e) {
                world.counts.add("calls refused"); // A refusal that says why.
            }
        }
    }

    private void callOnce() throws Exception {
        world.counts.add("calls");
        int call = random.nextInt(12);
        if (call < 3 || world.ledger.known().isEmpty()) {
            submit();
            return;
        }
        List<UUID> known = world.ledger.known();
        UUID id = known.get(known.size() - 1 - random.nextInt(Math.min(known.size(), 8)));
        switch (call) {
            case 3, 4, 5, 6 -> {
                jobs.confirm(id);
                world.ledger.toldConfirmed(id);
            }
            case 7 -> {
                world.ledger.asksToCancel(id);
                jobs.cancel(id);
            }
            case 8, 9 -> jobs.retry(id);
            case 10 -> {
                world.ledger.asksToDelete(id);
                jobs.delete(id);
                world.ledger.toldDeleted(id);
            }
            default -> verify();
        }
    }

    private void submit() throws Exception {
        if (random.nextInt(3) == 0) {
            int key = random.nextInt(KEYS);
            DatasetSpec spec = Specs.of("num_images", 1000 + key, "seed", 1);
            Job job = jobs.submit(spec, "key " + key);
            world.ledger.toldSubmitted(job.id(), "key " + key);
            return;
        }
        long images = 1000L + random.nextInt(60);
        DatasetSpec spec = random.nextInt(3) == 0
                ? Specs.of("num_images", images, "seed", 1, "output_dir", "name-" + random.nextInt(NAMES))
                : Specs.of("num_images", images, "seed", 1);
        world.ledger.toldSubmitted(jobs.submit(spec).id(), "");
    }

    /** As {@code Verifications} takes the room to make a dataset again, and gives it back. */
    private void verify() throws IOException {
        List<StagingDirectory> scratch = new ArrayList<>();
        UUID id = new UUID(random.nextLong(), random.nextLong());
        boolean fits;
        try {
            fits = store.takeSpace(
                    Machine.DISK_BYTES, root::bytesFor, () -> scratch.add(root.stageAnew(id, 1, Machine.DISK_BYTES)));
        } catch (IOException | RuntimeException e) {
            for (StagingDirectory staging : scratch) {
                staging.condemn();
                staging.close();
            }
            throw e;
        }
        if (!fits) {
            return;
        }
        try (StagingDirectory staging = scratch.get(0)) {
            staging.condemn();
            world.baton.sleep(1000);
        }
    }
}
