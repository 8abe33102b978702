package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One listener's end of a stream of server-sent events (HTML Living Standard, section 9.2).
 *
 * <p>May be called from any thread. Guarantees that nobody waits for a slow listener: of several updates that it could not
 * take it is told the latest, which is all there is to know.
 */
final class EventStream implements WriteListener, AsyncListener {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);
    private static final byte[] GREETING = "retry: 1000\n\n".getBytes(US_ASCII);

    private final AsyncContext exchange;
    private final ServletOutputStream out;

    private byte @Nullable [] comment = GREETING;
    private @Nullable ProgressEvent latest;
    private String toldProgress;
    private String toldState = "";
    private boolean opened;
    private boolean ending;
    private boolean gone;
    private boolean flushed = true;

    /**
     * @param exchange already started
     * @param lastEventId what a listener that comes back was told last, or nothing
     */
    EventStream(AsyncContext exchange, String lastEventId) throws IOException {
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.toldProgress = lastEventId;
    }

    /** Begins to write what was offered until now; before, the container would take any write for a blocking one. */
    synchronized void open() {
        exchange.addListener(this);
        out.setWriteListener(this);
        opened = true;
    }

    /** Tells where the dataset is, unless that was told. */
    synchronized void offer(ProgressEvent event) {
        latest = event;
        write();
    }

    /** Shows that somebody is still there, and gives up a listener that took nothing since the heartbeat before. */
    synchronized void heartbeat() {
        if (!opened) {
            return;
        }
        if (comment == null) {
            comment = HEARTBEAT;
            write();
        } else {
            close();
        }
    }

    /** Ends the stream after what was offered. */
    synchronized void end() {
        ending = true;
        write();
    }

    /** Ends the stream at once, whatever was not told yet. */
    synchronized void cut() {
        close();
    }

    /** Whether the listener hung up, or the stream was ended. */
    synchronized boolean isGone() {
        return gone;
    }

    @Override
    public synchronized void onWritePossible() {
        write();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        close();
    }

    /** Somebody hung up; the container would answer with an error page to nobody if this did not end the exchange. */
    @Override
    public synchronized void onError(AsyncEvent event) {
        close();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        gone = true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {} // there is none

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void write() {
        try {
            while (opened && !gone && out.isReady()) {
                byte[] next = next();
                if (next != null) {
                    out.write(next);
                    flushed = false;
                } else if (!flushed) {
                    out.flush();
                    flushed = true;
                } else {
                    if (ending) {
                        close();
                    }
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
        }
    }

    private byte @Nullable [] next() {
        if (comment != null) {
            byte[] next = comment;
            comment = null;
            return next;
        }
        if (latest == null) {
            return null;
        }
        if (!latest.progressId().equals(toldProgress)) {
            toldProgress = latest.progressId();
            return latest.progress();
        }
        if (!latest.stateId().equals(toldState)) {
            toldState = latest.stateId();
            return latest.state();
        }
        latest = null;
        return null;
    }

    private void close() {
        if (!gone) {
            gone = true;
            try {
                exchange.complete();
            } catch (IllegalStateException e) {
                // The container completed it when the listener hung up.
            }
        }
    }
}
