package io.atomicdatasets.web;

import io.atomicdatasets.describe.Citation;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.layout.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What only stands with the files of a dataset. They never change once published, so each is looked up once. */
@Component
final class Publications {
    private static final int MOST_KNOWN = 20_000; // of a kilobyte or two each

    private final Jobs jobs;
    private final Map<UUID, Publication> known = new ConcurrentHashMap<>();

    Publications(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * What a dataset became.
     *
     * @param bytes of all its files
     * @param citation how it is cited; datasets of before do not tell
     */
    record Publication(long bytes, @Nullable Citation citation) {}

    /** A dataset that succeeded; null in every other state, and where its files are gone. */
    @Nullable Publication of(Job job) {
        if (job.state() != JobState.SUCCEEDED) {
            return null;
        }
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(job.id(), id -> read(job));
    }

    private @Nullable Publication read(Job job) {
        DatasetFolder folder = jobs.folderOf(job);
        try {
            Metadata metadata = folder.metadata();
            long bytes = metadata.files().stream().mapToLong(FileInfo::bytes).sum()
                    + Files.size(folder.file(FileNames.METADATA));
            return metadata.id().equals(job.id()) ? new Publication(bytes, metadata.citation()) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
