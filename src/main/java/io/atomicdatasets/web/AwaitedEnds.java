package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Holds answers back until the dataset they tell of has come to its end, for clients that prefer to wait; none of them keeps a
 * thread. One thread looks at all that are awaited.
 */
@Component
final class AwaitedEnds {
    private static final Logger LOG = LoggerFactory.getLogger(AwaitedEnds.class);
    private static final long LOOK_MILLIS = 250;

    /** Who comes when so many wait is answered at once, which the preference allows. */
    private static final int MOST = 1000;

    private final Jobs jobs;
    private final Set<Awaited<?>> awaited = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "awaited-ends");
    private final CountDownLatch closed = new CountDownLatch(1);

    AwaitedEnds(Jobs jobs) {
        this.jobs = jobs;
        thread.setDaemon(true);
        thread.start();
    }

    /** What a client is told of a job. */
    @FunctionalInterface
    interface Answer<T> {
        ResponseEntity<T> of(Job job) throws IOException;
    }

    /** An answer that is held back, and the request that it is for, by whose path it names others. */
    private record Awaited<T>(
            Job job, DeferredResult<ResponseEntity<T>> result, Answer<T> answer, RequestAttributes request) {
        void give(Job now) {
            RequestContextHolder.setRequestAttributes(request);
            try {
                result.setResult(answer.of(now));
            } catch (IOException e) {
                result.setErrorResult(e);
            } finally {
                RequestContextHolder.resetRequestAttributes();
            }
        }
    }

    /**
     * Answers when the job is at its end, or when the request no longer prefers to wait; at once if it does not wait at all.
     *
     * @param job as it was found
     */
    <T> DeferredResult<ResponseEntity<T>> answer(HttpServletRequest request, Job job, Answer<T> answer)
            throws IOException {
        Duration wait = WaitPreference.of(request);
        if (wait.isZero() || awaited.size() >= MOST) {
            DeferredResult<ResponseEntity<T>> now = new DeferredResult<>();
            now.setResult(answer.of(job));
            return now;
        }
        Answer<T> marked = later -> {
            ResponseEntity<T> plain = answer.of(later);
            return ResponseEntity.status(plain.getStatusCode())
                    .headers(plain.getHeaders())
                    .header(WaitPreference.APPLIED, "wait=" + wait.toSeconds())
                    .body(plain.getBody());
        };
        DeferredResult<ResponseEntity<T>> later = new DeferredResult<>(wait.toMillis());
        Awaited<T> each = new Awaited<>(job, later, marked, RequestContextHolder.currentRequestAttributes());
        later.onTimeout(() -> each.give(jobs.find(job.id()).orElse(job)));
        later.onCompletion(() -> awaited.remove(each));
        awaited.add(each);
        if (job.state().isFinal() || closed.getCount() == 0) {
            each.give(job);
        }
        return later;
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Map<UUID, Optional<Job>> looked = new HashMap<>();
                for (Awaited<?> each : awaited) {
                    look(each, looked);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param looked what was found this time, so that a dataset is looked for once however many await it */
    private void look(Awaited<?> each, Map<UUID, Optional<Job>> looked) {
        try {
            Optional<Job> now = looked.computeIfAbsent(each.job().id(), jobs::find);
            if (now.isEmpty() || now.get().state().isFinal()) { // of what was deleted, the client is told what it was
                each.give(now.orElse(each.job()));
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot tell whether a run has ended: {}", e.getMessage()); // the store may come back
        }
    }

    /** Answers all before the server waits for its last requests. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed.countDown();
        awaited.forEach(each -> each.give(each.job()));
    }
}
