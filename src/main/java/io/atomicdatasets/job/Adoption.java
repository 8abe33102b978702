package io.atomicdatasets.job;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.Metadata;
import io.atomicdatasets.catalog.Metadata.FileInfo;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes datasets that stand on the disk and that the store does not know into the store, under their own ids. */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final JobStore store;
    private final DatasetsRoot root;

    Adoption(JobStore store, DatasetsRoot root) {
        this.store = store;
        this.root = root;
    }

    void adopt() throws IOException {
        Set<UUID> known = store.ids();
        List<Job> found = new ArrayList<>();
        for (DatasetName name : root.datasets()) {
            try {
                Metadata metadata = new DatasetFolder(root.directoryOf(name)).metadata();
                if (known.add(metadata.id())) {
                    found.add(job(name, metadata));
                }
            } catch (IOException | RuntimeException e) {
                // Whatever stands in the file, it must not keep the service from starting.
                LOG.warn("{} is left alone: its metadata.json is none of this program's ({})", name, e.getMessage());
            }
        }
        found.sort(Comparator.comparing(job -> job.times().created()));
        for (Job job : found) {
            store.insert(job);
            LOG.info("dataset {} found on the disk as {}", job.id(), job.name());
        }
    }

    private static Job job(DatasetName name, Metadata metadata) throws IOException {
        DatasetSpec spec = metadata.spec().named(name);
        long bytes = metadata.files().stream().mapToLong(FileInfo::bytes).sum();
        Estimate estimate = new Estimate(
                spec.numImages(),
                spec.recipe().cells(),
                bytes,
                0,
                metadata.timing().totalSeconds());
        Plan plan = new Plan(spec, estimate, List.of(), List.of());
        return Job.adopted(
                metadata.id(), plan, OffsetDateTime.parse(metadata.timestamp()).toInstant());
    }
}
