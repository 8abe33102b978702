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

    /** Deletes what was written up to this attempt; a later one may be under way. */
    void discard(Job job) {
        try {
            root.discard(job.id(), job.attempt());
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

    /** Hides a dataset that stands, though it was cancelled before anybody was told that it exists. */
    void condemn(Job job) {
        try {
            if (stands(job)) {
                root.condemn(job.name(), job.id());
            }
        } catch (IOException e) {
            refused(job, e);
        }
    }

    /** Deletes what is hidden and what was written. */
    void removeFiles(Job job) {
        try {
            root.deleteCondemned(job.id());
        } catch (IOException e) {
            refused(job, e);
        }
        discard(job);
    }

    private static void refused(Job job, IOException e) {
        LOG.warn("dataset {}: it was cancelled, and the disk refuses to delete {}", job.id(), job.name(), e);
    }
}
