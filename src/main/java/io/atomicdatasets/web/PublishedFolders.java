package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.Jobs;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the directory of a dataset that succeeded; answers with a problem in every other state. */
@Component
final class PublishedFolders {
    private final Jobs jobs;
    private final Descriptions descriptions;

    PublishedFolders(Jobs jobs, Descriptions descriptions) {
        this.jobs = jobs;
        this.descriptions = descriptions;
    }

    DatasetFolder of(Job job) {
        if (job.state() == JobState.EXPIRED) {
            throw new ProblemException(ProblemType.EXPIRED, "The plan expired and nothing was made.");
        }
        if (job.state() != JobState.SUCCEEDED) {
            throw ProblemException.wrongState(job.state(), "Only a dataset that succeeded has files.");
        }
        DatasetFolder folder = jobs.folderOf(job);
        if (!holds(folder, job)) {
            throw new ProblemException(ProblemType.FILES_GONE, "Somebody removed the dataset's directory.");
        }
        return folder;
    }

    /** The description of a dataset whose files are there; nothing in every other case. */
    Optional<Metadata> description(Job job) throws IOException {
        DatasetFolder folder = jobs.folderOf(job);
        return job.state() == JobState.SUCCEEDED && holds(folder, job)
                ? Optional.of(folder.metadata())
                : Optional.empty();
    }

    private boolean holds(DatasetFolder folder, Job job) {
        try {
            return folder.exists() && descriptions.of(folder).id().equals(job.id());
        } catch (IOException e) {
            return false;
        }
    }
}
