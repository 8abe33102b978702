package io.atomicdatasets.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an answer that is made while it is sent: the next part is made once the one before was taken.
 *
 * <p>Called by the container and by the thread that makes a part. Guarantees that none waits: neither for the client, nor for
 * the other.
 */
final class StreamAnswer implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamAnswer.class);
    private static final int SLICE = 16_384;

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Parts parts;
    private final Executor makers;
    private final ExchangeEnd end;
    private final byte[] slice = new byte[SLICE];

    private ByteBuffer part = ByteBuffer.allocate(0);
    private boolean making;
    private boolean finished;
    private boolean flushed;
    private boolean gone;

    /** What is sent. */
    @FunctionalInterface
    interface Parts {
        /** The next bytes, valid until the next call; none where nothing is ready yet, null behind the last. */
        @Nullable ByteBuffer next();
    }

    /**
     * An answer whose status and headers are set.
     *
     * @param exchange already started
     * @param makers on which parts are made
     * @param release done once when the exchange is over, however it ended
     */
    StreamAnswer(AsyncContext exchange, Parts parts, Executor makers, Runnable release) throws IOException {
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.parts = parts;
        this.makers = makers;
        end = new ExchangeEnd(exchange, () -> {
            leave();
            release.run();
        });
    }

    void open() {
        end.listen();
        out.setWriteListener(this);
    }

    @Override
    public synchronized void onWritePossible() throws IOException {
        write();
    }

    private void write() throws IOException {
        while (!gone && !making && out.isReady()) {
            if (part.hasRemaining()) {
                int count = Math.min(SLICE, part.remaining());
                part.get(slice, 0, count);
                out.write(slice, 0, count);
            } else if (!finished) {
                making = true;
                makers.execute(this::make); // which writes on
            } else if (!flushed) {
                flushed = true;
                out.flush(); // The end of the exchange would wait for the client to take the rest.
            } else {
                gone = true;
                exchange.complete();
            }
        }
    }

    private void make() {
        try {
            resume(parts.next());
        } catch (IOException e) {
            onError(e); // The client hung up.
        } catch (RejectedExecutionException e) {
            breakOff(e); // The service is being stopped.
        } catch (RuntimeException | Error e) {
            LOG.error("an answer could not be made to its end", e);
            breakOff(e);
        }
    }

    private synchronized void resume(@Nullable ByteBuffer next) throws IOException {
        making = false;
        if (next == null) {
            finished = true;
        } else {
            part = next;
        }
        write();
    }

    private synchronized void breakOff(Throwable reason) {
        if (!gone) {
            gone = true;
            BreakOffValve.breakOff(exchange.getRequest(), reason);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.tell();
    }

    /** Writes nothing any more. */
    private synchronized void leave() {
        gone = true;
    }
}
