package io.atomicdatasets.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of datasets. */
@Schema(name = "DatasetList", description = "A page of datasets, newest first.")
record ListAnswer(
        List<DatasetAnswer> items,

        @Schema(description = "Names the next page; missing on the last.") @Nullable String nextPageToken) {}
