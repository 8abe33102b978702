package io.atomicdatasets.job;

import java.util.UUID;

/**
 * A request that its submitter named, so that sending it twice asks for one dataset.
 *
 * @param key the name, which is the submitter's own
 * @param request what was asked, as text
 */
public record Submission(String key, String request) {
    /**
     * What became of an earlier request of the same name.
     *
     * @param request what was asked then
     * @param job that was added for it
     */
    public record Known(String request, UUID job) {}
}
