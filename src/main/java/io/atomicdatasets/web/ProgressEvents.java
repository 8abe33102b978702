package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.job.QueuePlace;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
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
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells all who listen how far their datasets are. One thread looks at each dataset that somebody listens to, once for all
 * of its listeners, and never waits for any of them.
 */
@Component
final class ProgressEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressEvents.class);
    private static final long LOOK_MILLIS = 400;
    private static final long HEARTBEAT_NANOS = 15_000_000_000L;

    private final Jobs jobs;
    private final StoreWatch watch;
    private final Clock clock;
    private final JsonMapper mapper;
    private final Map<UUID, Set<EventStream>> streams = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::publish, "progress-events");
    private final CountDownLatch closed = new CountDownLatch(1);

    ProgressEvents(Jobs jobs, StoreWatch watch, Clock clock, JsonMapper mapper) {
        this.jobs = jobs;
        this.watch = watch;
        this.clock = clock;
        this.mapper = mapper;
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells a listener from now on, until the dataset comes to its end, the service stops, or the listener hangs up. */
    void follow(Job job, String lastEventId, HttpServletRequest request) throws IOException {
        ProgressEvent first = event(job, jobs.placesInQueue(List.of(job))); // while a problem can still be answered
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        EventStream stream = new EventStream(exchange, lastEventId);
        stream.offer(first);
        streams.compute(job.id(), (key, listeners) -> {
            Set<EventStream> all = listeners == null ? ConcurrentHashMap.newKeySet() : listeners;
            all.add(stream);
            return all;
        });
        try {
            stream.open();
        } catch (RuntimeException e) {
            stream.cut(); // so that it is forgotten at the next look
            throw e;
        }
        if (closed.getCount() == 0) {
            stream.end();
        }
    }

    private void publish() {
        long lastHeartbeat = System.nanoTime();
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (watch.isDatabaseUp()) {
                    look();
                }
                if (System.nanoTime() - lastHeartbeat > HEARTBEAT_NANOS) {
                    lastHeartbeat = System.nanoTime();
                    streams.values().forEach(listeners -> listeners.forEach(EventStream::heartbeat));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProgressEvent event(Job job, Map<UUID, QueuePlace> places) {
        return ProgressEvent.of(job, places.get(job.id()), clock.instant(), mapper);
    }

    private void look() {
        try {
            Map<UUID, Optional<Job>> found = found();
            List<Job> jobsNow =
                    found.values().stream().flatMap(Optional::stream).toList();
            Map<UUID, QueuePlace> places = jobs.placesInQueue(jobsNow);
            found.forEach((id, job) -> tell(id, job.map(now -> event(now, places))));
        } catch (RuntimeException e) {
            // The store may come back; all are told then.
            LOG.warn("no events: {}", e.getMessage());
        }
    }

    /** The datasets that somebody listens to; one that cannot be read does not keep the others from being told. */
    private Map<UUID, Optional<Job>> found() {
        Map<UUID, Optional<Job>> found = new HashMap<>();
        for (UUID id : streams.keySet()) {
            try {
                found.put(id, jobs.find(id));
            } catch (DataAccessException | TransactionException e) {
                throw e; // Each of the others would wait as long for the same.
            } catch (RuntimeException e) {
                LOG.warn("no events of dataset {}: {}", id, e.getMessage());
            }
        }
        return found;
    }

    private void tell(UUID id, Optional<ProgressEvent> event) {
        Set<EventStream> listeners = streams.computeIfPresent(id, (key, all) -> {
            all.removeIf(EventStream::isGone);
            return all.isEmpty() ? null : all;
        });
        if (listeners == null) {
            return;
        }
        for (EventStream listener : listeners) {
            event.ifPresent(listener::offer);
            if (event.isEmpty() || event.get().isLast()) {
                listener.end();
            }
        }
    }

    /** Ends all streams before the server waits for its last requests; listeners come back to the next process. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed.countDown();
        for (Set<EventStream> listeners : streams.values()) {
            listeners.forEach(EventStream::end);
            listeners.forEach(EventStream::cut); // who does not take the end now
        }
    }
}
