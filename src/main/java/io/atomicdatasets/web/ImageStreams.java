package io.atomicdatasets.web;

import io.atomicdatasets.pipeline.ImageStream;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Sends streams of images, so many at once: each keeps some megabytes while it is open. They are made a part at a time on as many
 * threads as there are cores, in turns, so that one whose client takes nothing costs nothing but its place.
 */
@Component
final class ImageStreams {
    private static final int MOST_OPEN = 16;

    private final Semaphore places = new Semaphore(MOST_OPEN);
    private final ExecutorService makers = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), new CustomizableThreadFactory("image-streams-"));

    @PreDestroy
    void close() {
        makers.shutdownNow();
    }

    /**
     * Sends a stream, which is made once there is a place for it; goes on after it returned.
     *
     * @param head sets the answer's headers, which a problem in its place must not have
     */
    void send(HttpServletRequest request, Runnable head, Supplier<ImageStream> stream) throws IOException {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemType.BUSY, MOST_OPEN + " streams of images are being sent, as many as may be; try again.");
        }
        try {
            head.run();
            new StreamAnswer(request.startAsync(), stream.get()::next, makers, places::release).open();
        } catch (IOException | RuntimeException e) {
            places.release();
            throw e;
        }
    }

    /** How many more would be sent. */
    int placesLeft() {
        return places.availablePermits();
    }
}
