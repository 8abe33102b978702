package io.atomicdatasets.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

/** Reads one body as it comes. The container calls it from one thread at a time, and the clock from another. */
final class BodyReader implements ReadListener, AsyncListener {
    /** Read of a body that is too long, so that an ordinary client gets to know; after that the connection is closed. */
    private static final long MOST_THROWN_AWAY = 1 << 20;

    private static final int BUFFER = 8192;

    private final Reception reception;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private @Nullable ProblemDetail refusal;
    private long received;
    private @Nullable Future<?> deadline;
    private boolean ended;

    /**
     * @param exchange of the request, already started
     * @param refusal what the request is answered with whatever it brings, if it is refused
     */
    BodyReader(
            Reception reception,
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext exchange,
            @Nullable ProblemDetail refusal)
            throws IOException {
        this.reception = reception;
        this.request = request;
        this.response = response;
        this.exchange = exchange;
        this.refusal = refusal;
        this.in = request.getInputStream();
    }

    /** What gives up this body, unless it is cancelled. */
    synchronized void setDeadline(Future<?> deadline) {
        this.deadline = deadline;
    }

    synchronized void open() {
        if (refusal == null && request.getContentLengthLong() > reception.mostBytes()) {
            refuse(tooLarge());
        }
        exchange.addListener(this);
        in.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        while (!ended && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            received += count;
            if (refusal == null) {
                keep(count);
            }
            if (received > MOST_THROWN_AWAY) {
                hangUp();
            }
        }
    }

    private void keep(int count) {
        if (received > reception.mostBytes()) {
            refuse(tooLarge());
        } else if (!reception.pendingBytes().tryAcquire(count)) {
            refuse(ProblemType.BUSY.problem("Too many bodies are on their way; try again."));
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        } else {
            body.write(buffer, 0, count);
        }
    }

    private ProblemDetail tooLarge() {
        return ProblemType.BODY_TOO_LARGE.problem("At most " + reception.mostBytes() + " bytes are read.");
    }

    /** From here on the body is thrown away. */
    private void refuse(ProblemDetail problem) {
        refusal = problem;
        letGo();
    }

    private void letGo() {
        reception.pendingBytes().release(body.size());
        body.reset();
    }

    @Override
    public synchronized void onAllDataRead() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (refusal == null) {
            byte[] whole = body.toByteArray();
            letGo();
            if (deadline != null) {
                deadline.cancel(false);
            }
            reception.accept(request, exchange, whole);
        } else {
            reception.answer(exchange, refusal);
        }
    }

    /** Gives up a body that has not come whole. */
    synchronized void giveUp() {
        if (refusal == null) {
            refuse(ProblemType.BODY_TOO_SLOW.problem("Send the body at once."));
        }
        try {
            hangUp();
        } catch (IOException | IllegalStateException e) {
            // The client hung up first.
        }
    }

    /** The client hung up, or sent what is no body, such as a chunk of no length; the container closes the connection. */
    @Override
    public synchronized void onError(Throwable failure) {
        ended = true;
        letGo();
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        if (!ended) {
            ended = true;
            letGo();
        }
        exchange.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {} // the clock is faster

    /** Answers with the refusal and closes the connection, on which the rest of the body may still come. */
    private void hangUp() throws IOException {
        if (ended || refusal == null) {
            return;
        }
        ended = true;
        request.setAttribute(Reception.REFUSAL, refusal);
        UnreadBodyValve.closeAfter(request, response);
        try {
            reception.write(response, refusal); // It is kept until the exchange is over.
        } finally {
            exchange.complete();
        }
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        letGo();
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
