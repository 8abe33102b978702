package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of datasets. */
@Schema(name = "DatasetList", description = "A page of datasets, newest first.")
record ListAnswer(
        List<DatasetAnswer> items,

        @Schema(description = "Names the next page; missing on the last.") @Nullable String nextPageToken) {
    /** The page of a query, from one job more than the page holds where there are more. */
    static ListAnswer of(ListQuery query, List<Job> jobs, long freeBytes) {
        boolean more = jobs.size() > query.pageSize();
        List<Job> page = more ? jobs.subList(0, query.pageSize()) : jobs;
        List<DatasetAnswer> items =
                page.stream().map(job -> DatasetAnswer.of(job, freeBytes)).toList();
        return new ListAnswer(
                items, more ? String.valueOf(page.get(page.size() - 1).sequence()) : null);
    }
}
