package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Clock;
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
import org.springframework.stereotype.Component;
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
    private final Clock clock;
    private final JsonMapper mapper;
    private final Map<UUID, Set<EventStream>> streams = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::publish, "progress-events");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final StoreWatch watch;

    ProgressEvents(Jobs jobs, StoreWatch watch, Clock clock, JsonMapper mapper) {
        this.jobs = jobs;
        this.clock = clock;
        this.mapper = mapper;
        thread.setDaemon(true);
        thread.start();
    }
        this.watch = watch;

    /** Tells a listener from now on, until the dataset comes to its end, the service stops, or the listener hangs up. */
    void follow(Job job, String lastEventId, AsyncContext exchange) throws IOException {
        EventStream stream = new EventStream(exchange, lastEventId);
        stream.offer(ProgressEvent.of(job, clock.instant(), mapper));
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
                if (watch.isUp()) {
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

    private void look() {
        for (UUID id : streams.keySet()) {
            try {
                tell(id);
            } catch (RuntimeException e) {
                // The store may come back; its listeners are told then, and those of the others now.
                LOG.warn("no events: {}", e.getMessage());
            }
        }
    }

    private void tell(UUID id) {
        Set<EventStream> listeners = streams.computeIfPresent(id, (key, all) -> {
            all.removeIf(EventStream::isGone);
            return all.isEmpty() ? null : all;
        });
        if (listeners == null) {
            return;
        }
        Optional<Job> job = jobs.find(id);
        Optional<ProgressEvent> event = job.map(found -> ProgressEvent.of(found, clock.instant(), mapper));
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
