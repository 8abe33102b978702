package io.atomicdatasets.web;

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

/** How many bytes the files of each dataset take. They never change once published, so each is looked up once. */
@Component
final class DiskSizes {
    private static final int MOST_KNOWN = 100_000;

    private final Jobs jobs;
    private final Map<UUID, Long> known = new ConcurrentHashMap<>();

    DiskSizes(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Bytes of all files of a dataset that succeeded; null in every other state, and where its files are gone. */
    @Nullable Long of(Job job) {
        if (job.state() != JobState.SUCCEEDED) {
            return null;
        }
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(job.id(), id -> read(job));
    }

    private @Nullable Long read(Job job) {
        DatasetFolder folder = jobs.folderOf(job);
        try {
            Metadata metadata = folder.metadata();
            return metadata.id().equals(job.id())
                    ? metadata.files().stream().mapToLong(FileInfo::bytes).sum()
                            + Files.size(folder.file(FileNames.METADATA))
                    : null;
        } catch (IOException e) {
            return null;
        }
    }
}
