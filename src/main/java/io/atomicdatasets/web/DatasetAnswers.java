package io.atomicdatasets.web;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.job.QueuePlace;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Describes plans and datasets to clients, with what the disk says of them now. */
@Component
final class DatasetAnswers {
    private final DatasetsRoot root;
    private final Rights rights;
    private final Publications publications;
    private final Jobs jobs;

    DatasetAnswers(DatasetsRoot root, Rights rights, Publications publications, Jobs jobs) {
        this.root = root;
        this.rights = rights;
        this.publications = publications;
        this.jobs = jobs;
    }

    PlanAnswer of(Plan plan) throws IOException {
        return PlanAnswer.of(plan, root.freeBytes(), rights);
    }

    DatasetAnswer of(Job job) throws IOException {
        return of(List.of(job)).get(0);
    }

    private List<DatasetAnswer> of(List<Job> told) throws IOException {
        long freeBytes = root.freeBytes();
        Map<UUID, QueuePlace> places = jobs.placesInQueue(told);
        return told.stream()
                .map(job -> DatasetAnswer.of(job, places.get(job.id()), publications.of(job), freeBytes))
                .toList();
    }

    /** The page of a query, from one job more than the page holds where there are more. */
    ListAnswer of(ListQuery query, List<Job> found) throws IOException {
        boolean more = found.size() > query.pageSize();
        List<Job> page = more ? found.subList(0, query.pageSize()) : found;
        return new ListAnswer(
                of(page), more ? String.valueOf(page.get(page.size() - 1).sequence()) : null);
    }
}
