package io.atomicdatasets.web;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Describes plans and datasets to clients, with what the disk says of them now. */
@Component
final class DatasetAnswers {
    private final DatasetsRoot root;
    private final Rights rights;
    private final Publications publications;

    DatasetAnswers(DatasetsRoot root, Rights rights, Publications publications) {
        this.root = root;
        this.rights = rights;
        this.publications = publications;
    }

    PlanAnswer of(Plan plan) throws IOException {
        return PlanAnswer.of(plan, root.freeBytes(), rights);
    }

    DatasetAnswer of(Job job) throws IOException {
        return DatasetAnswer.of(job, publications.of(job), root.freeBytes());
    }

    /** The page of a query, from one job more than the page holds where there are more. */
    ListAnswer of(ListQuery query, List<Job> jobs) throws IOException {
        long freeBytes = root.freeBytes();
        boolean more = jobs.size() > query.pageSize();
        List<Job> page = more ? jobs.subList(0, query.pageSize()) : jobs;
        List<DatasetAnswer> items = page.stream()
                .map(job -> DatasetAnswer.of(job, publications.of(job), freeBytes))
                .toList();
        return new ListAnswer(
                items, more ? String.valueOf(page.get(page.size() - 1).sequence()) : null);
    }
}
