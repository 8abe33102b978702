package io.atomicdatasets.web;

import io.atomicdatasets.job.JobState;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What page of the list is wanted.
 *
 * @param pageSize datasets on it, at least 1
 * @param before only datasets that were asked for before this one
 * @param state only datasets in this state
 */
record ListQuery(int pageSize, Optional<Long> before, Optional<JobState> state) {
    private static final int DEFAULT_PAGE_SIZE = 50;

    /** The query of the page after this one, as a relative reference. */
    String next(String pageToken) {
        String query = "?page_size=" + pageSize + "&page_token=" + pageToken;
        return state.map(wanted -> query + "&state=" + wanted.label()).orElse(query);
    }

    static ListQuery read(
            int maxPageSize, @Nullable String pageSize, @Nullable String pageToken, @Nullable String state)
            throws InvalidSpecException {
        List<Violation> violations = new ArrayList<>();
        int size = Math.min(DEFAULT_PAGE_SIZE, maxPageSize);
        if (pageSize != null) {
            size = pageSize.matches("[0-9]{1,9}") ? Integer.parseInt(pageSize) : 0;
            if (size < 1 || size > maxPageSize) {
                violations.add(new Violation("/page_size", "must be an integer between 1 and " + maxPageSize));
            }
        }
        Optional<Long> before = Optional.empty();
        if (pageToken != null) {
            if (pageToken.matches("[0-9]{1,18}")) {
                before = Optional.of(Long.valueOf(pageToken));
            } else {
                violations.add(new Violation("/page_token", "must be the next_page_token of another page"));
            }
        }
        Optional<JobState> wanted = Arrays.stream(JobState.values())
                .filter(each -> each != JobState.DELETING && each.label().equals(state))
                .findFirst();
        if (state != null && wanted.isEmpty()) {
            violations.add(new Violation("/state", "must be the name of a state, such as succeeded"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
        return new ListQuery(size, before, wanted);
    }
}
