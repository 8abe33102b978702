package io.atomicdatasets.spark;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.ShardStore;
import io.atomicdatasets.pipeline.ShardTask;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.NameTakenException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;

/**
 * Where a dataset is made, as the driver and every executor see it. A record of each shard that is whole stands beside it while it is
 * made, in {@code <output>.records}.
 */
interface Output extends Serializable {
    /** The end of the name of the directory of records. */
    String RECORDS = ".records";

    /** The name of the note of how far the run is, among the records. */
    String PROGRESS = "progress.json";

    /**
     * Takes the place, on the driver, before anything is made.
     *
     * @param resume whether to go on with what an earlier run left
     * @return whether that run had made the dataset and only left its records, which are gone now
     * @throws IOException if nothing can be written there
     * @throws MisusedException if an earlier run left something, and this one is not to go on with it
     * @throws NameTakenException if something else stands there
     * @throws UnfitRecordException if what is left is of another request or version
     */
    boolean open(boolean resume) throws IOException, MisusedException, NameTakenException, UnfitRecordException;

    /** The numbers of the shards of which there is a record. */
    Set<Long> records() throws IOException;

    /** The shards, for the driver. */
    ShardStore shards();

    /** The directory of the files that the driver writes. */
    DatasetFolder folder();

    /** Makes a shard, on an executor, and puts its files and then its record in place, each whole or not at all. */
    void make(ShardTask task, Progress progress) throws IOException, StoppedException, DatasetFailedException;

    /** Whether the files of a shard are those that its record tells of; reads them again, on an executor. */
    boolean isWhole(long shard, Progress progress) throws IOException, StoppedException;

    /** Takes away what is no file of these shards. */
    void keepOnly(Set<Long> numbers) throws IOException;

    /** Notes how far the run is, beside the records. */
    void note(byte[] progress) throws IOException;

    /** Makes a dataset of all that stands there, at once, and takes the records away. */
    void publish(Metadata metadata) throws IOException;

    /** Ends a run, whole or not; what was made stays where it is. */
    void close() throws IOException;
}
