package io.atomicdatasets.job;

import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of datasets that are not published: reserved on the disk, for whoever shares it, and in the store, which knows of them
 * still when the root was restored without its {@code .staging}.
 */
final class HeldNames {
    private static final Logger LOG = LoggerFactory.getLogger(HeldNames.class);

    private final JobStore store;
    private final DatasetsRoot root;

    HeldNames(JobStore store, DatasetsRoot root) {
        this.store = store;
        this.root = root;
    }

    /** Reserves a name in a turn of admission, unless another dataset holds it; idempotent for the same dataset. */
    Reservation reserve(DatasetName name, UUID id) throws IOException, NameTakenException {
        for (Map.Entry<UUID, DatasetName> held :
                store.names(JobState.NAME_RESERVED).entrySet()) {
            if (held.getValue().key().equals(name.key()) && !held.getKey().equals(id)) {
                throw NameTakenException.reserved(name);
            }
        }
        return root.reserve(name, id);
    }

    /** Reserves again, in a turn of admission, what the disk has forgotten. */
    void restore() throws IOException {
        for (Map.Entry<UUID, DatasetName> held :
                store.names(JobState.NAME_RESERVED).entrySet()) {
            UUID id = held.getKey();
            DatasetName name = held.getValue();
            if (root.reservation(name, id).isMade()) {
                continue;
            }
            try {
                root.reserve(name, id);
                LOG.info("dataset {}: its name {} is reserved again", id, name);
            } catch (NameTakenException e) {
                LOG.info("dataset {}: its name {} is not reserved again: {}", id, name, e.getMessage());
            }
        }
    }
}
