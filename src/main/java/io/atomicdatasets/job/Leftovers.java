package io.atomicdatasets.job;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.root.DatasetsRoot;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What attempts left on the disk. I/O failures are logged and left to the sweep; they do not change the outcome. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final DatasetsRoot root;

    Leftovers(DatasetsRoot root) {
        this.root = root;
    }

    /** Whether an attempt got as far as the rename. */
    boolean stands(Job job) {
        try {
            return new DatasetFolder(root.directoryOf(job.name())).holds(job.id());
        } catch (RuntimeException e) {
            LOG.warn("dataset {}: what stands as {} cannot be read, and is not it", job.id(), job.name(), e);
            return false;
        }
    }

    /** The mark of the last checkpoint; empty if it cannot be read. */
    String mark(Job job) {
        try {
            return root.mark(job.id());
        } catch (IOException e) {
            LOG.warn("dataset {}: its checkpoint cannot be read", job.id(), e);
            return "";
        }
    }

    /** Deletes what was written. */
    void discard(Job job) {
        try {
            root.discard(job.id());
        } catch (IOException e) {
            LOG.warn("dataset {}: what its workers left stays until it is swept", job.id(), e);
        }
    }

    /** Releases the name. */
    void release(Job job) {
        try {
            root.reservation(job.name(), job.id()).release();
        } catch (IOException e) {
            LOG.warn("dataset {}: the reservation of {} stays until it is swept", job.id(), job.name(), e);
        }
    }

    /** Deletes everything, even a published dataset: it was cancelled before anybody was told that it exists. */
    void removeAll(Job job) {
        removeFiles(job);
        release(job);
    }

    /** The same, but for the name. */
    void removeFiles(Job job) {
        try {
            if (stands(job)) {
                root.condemn(job.name(), job.id());
            }
            root.deleteCondemned(job.id());
        } catch (IOException e) {
            LOG.warn("dataset {}: it was cancelled, and the disk refuses to delete {}", job.id(), job.name(), e);
        }
        discard(job);
    }
}
