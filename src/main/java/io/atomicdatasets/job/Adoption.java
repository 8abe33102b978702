package io.atomicdatasets.job;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds datasets to the store that are on the disk but not in the store, under their own ids. Caches what it has read, so that
 * it can be called often.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final JobStore store;
    private final DatasetsRoot root;
    private final Map<DatasetName, FileTime> seen = new HashMap<>();

    Adoption(JobStore store, DatasetsRoot root) {
        this.store = store;
        this.root = root;
    }

    void adopt() throws IOException {
        List<DatasetName> names = root.datasets();
        seen.keySet().retainAll(names);
        List<Job> found = new ArrayList<>();
        for (DatasetName name : names) {
            try {
                read(name, found);
            } catch (IOException | RuntimeException e) {
                // Whatever is in the file, it must not keep the others from being found.
                LOG.warn("{} is left alone: its metadata.json is none of this program's ({})", name, e.getMessage());
            }
        }
        if (found.isEmpty()) {
            return;
        }
        try {
            add(found);
        } catch (RuntimeException e) {
            seen.clear(); // The store is away, and all of them are to be found again.
            throw e;
        }
    }

    private void add(List<Job> found) {
        Set<UUID> known = store.ids();
        found.sort(Comparator.comparing(job -> job.times().created()));
        for (Job job : found) {
            // A deletion hides the directory before the store forgets it: what still stands was not deleted.
            boolean isUnknown = known.add(job.id()) && folder(job.name()).holds(job.id());
            if (isUnknown && store.insert(job)) {
                settle(job);
            }
        }
    }

    private void read(DatasetName name, List<Job> found) throws IOException {
        DatasetFolder folder = folder(name);
        FileTime written = Files.getLastModifiedTime(folder.file(FileNames.METADATA));
        if (!written.equals(seen.put(name, written))) {
            found.add(job(name, folder.metadata()));
        }
    }

    /** If it was deleted since it was read, no row may remain that says it exists. */
    private void settle(Job job) {
        if (folder(job.name()).holds(job.id())) {
            LOG.info("dataset {} found on the disk as {}", job.id(), job.name());
        } else if (store.change(
                job.id(),
                Set.of(JobState.SUCCEEDED),
                JobState.DELETING,
                job.times().created())) {
            store.remove(job.id());
        }
    }

    private DatasetFolder folder(DatasetName name) {
        return new DatasetFolder(root.directoryOf(name));
    }

    private static Job job(DatasetName name, Metadata metadata) throws IOException {
        DatasetSpec spec = metadata.spec().named(name);
        long bytes = metadata.files().stream().mapToLong(FileInfo::bytes).sum();
        Estimate estimate = new Estimate(
                spec.allImages(),
                spec.recipe().cells(),
                bytes,
                0,
                metadata.timing().totalSeconds(),
                0);
        Plan plan = Plan.unseen(spec, estimate);
        return Job.adopted(
                metadata.id(), plan, OffsetDateTime.parse(metadata.timestamp()).toInstant());
    }
}
