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
import java.time.format.DateTimeParseException;
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
        for (DatasetName name : root.datasets()) {
            try {
                Metadata metadata = new DatasetFolder(root.directoryOf(name)).metadata();
                if (known.add(metadata.id())) {
                    store.insert(job(name, metadata));
                    LOG.info("dataset {} found on the disk as {}", metadata.id(), name);
                }
            } catch (IOException | DateTimeParseException | IllegalArgumentException e) {
                LOG.warn("{} is left alone: its metadata.json tells no dataset", name, e);
            }
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
