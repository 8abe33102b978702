package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds the dataset that a path names; whatever is no UUID names none. */
@Component
final class Ids {
    private static final Pattern SYNTAX =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Jobs jobs;

    Ids(Jobs jobs) {
        this.jobs = jobs;
    }

    Job find(String id) {
        Optional<Job> job = SYNTAX.matcher(id).matches() ? jobs.find(UUID.fromString(id)) : Optional.empty();
        return job.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no dataset of this id."));
    }
}
