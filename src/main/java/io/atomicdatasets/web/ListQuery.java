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
 * @param pageSize datasets on it, 1..1000
 * @param before only datasets that were asked for before this one
 * @param state only datasets in this state
 */
record ListQuery(int pageSize, Optional<Long> before, Optional<JobState> state) {
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 1000;

    static ListQuery read(@Nullable String pageSize, @Nullable String pageToken, @Nullable String state)
            throws InvalidSpecException {
        List<Violation> violations = new ArrayList<>();
        int size = DEFAULT_PAGE_SIZE;
        if (pageSize != null) {
            size = pageSize.matches("[0-9]{1,4}") ? Integer.parseInt(pageSize) : 0;
            if (size < 1 || size > MAX_PAGE_SIZE) {
                violations.add(new Violation("/page_size", "must be an integer between 1 and " + MAX_PAGE_SIZE));
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
