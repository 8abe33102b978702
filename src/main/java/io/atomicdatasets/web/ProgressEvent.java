package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.QueuePlace;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a dataset is, as the two events that tell it. Each is whole in itself, so a listener may miss any but the last; ids
 * are made of what they tell, so they mean the same after a restart of the service.
 */
final class ProgressEvent {
    private final String stateId;
    private final String progressId;
    private final byte[] state;
    private final byte[] progress;
    private final boolean isLast;

    ProgressEvent(String stateId, String progressId, byte[] state, byte[] progress, boolean isLast) {
        this.stateId = stateId;
        this.progressId = progressId;
        this.state = state;
        this.progress = progress;
        this.isLast = isLast;
    }

    static ProgressEvent of(Job job, @Nullable QueuePlace place, Instant now, JsonMapper mapper) {
        ProgressAnswer answer = ProgressAnswer.of(job, place, now);
        String stateId = stateId(job);
        String phase = answer.phase() == null ? "" : answer.phase() + ".";
        String queue = place == null ? "" : "." + place.position();
        String progressId = stateId + "." + phase + answer.n() + queue;
        return new ProgressEvent(
                stateId,
                progressId,
                event(stateId, "state", mapper.writeValueAsString(Map.of("state", answer.state()))),
                event(progressId, "progress", mapper.writeValueAsString(answer)),
                job.state().isFinal());
    }

    /** Whether this is the id of the last event of a dataset that came to its end: there is nothing to come back for. */
    static boolean isLastOf(Job job, String eventId) {
        return job.state().isFinal() && eventId.equals(stateId(job));
    }

    private static String stateId(Job job) {
        return job.attempt() + "." + job.state().label();
    }

    private static byte[] event(String id, String name, String json) {
        return ("id: " + id + "\nevent: " + name + "\ndata: " + json + "\n\n").getBytes(UTF_8);
    }

    String stateId() {
        return stateId;
    }

    String progressId() {
        return progressId;
    }

    byte[] state() {
        return state;
    }

    byte[] progress() {
        return progress;
    }

    /** Whether nothing more happens unless somebody asks for it. */
    boolean isLast() {
        return isLast;
    }
}
