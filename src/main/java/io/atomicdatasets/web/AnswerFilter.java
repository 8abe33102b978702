package io.atomicdatasets.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends answers as fast as their clients take them, without a thread that waits for one: they are made in memory, and
 * written by {@link AnswerWriter}. Files and streams of events are not held here; they have ways of their own.
 */
final class AnswerFilter extends OncePerRequestFilter {
    /** Of all long answers on their way, so that many slow clients cannot fill the memory. */
    private static final int MOST_BYTES = 32 << 20;

    /** Shorter ones always find room, among them all that tells of health and of problems. */
    private static final int SHORT = 8192;

    private final Reception reception;
    private final Semaphore room = new Semaphore(MOST_BYTES);

    AnswerFilter(Reception reception) {
        this.reception = reception;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HeldAnswer answer = new HeldAnswer(response);
        chain.doFilter(request, answer);
        if (request.isAsyncStarted() || answer.length() == 0) {
            return;
        }
        int permits = answer.length() > SHORT ? Math.min(answer.length(), MOST_BYTES) : 0;
        if (!room.tryAcquire(permits)) {
            answer.reset();
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            reception.write(
                    answer, ProblemType.BUSY.problem("Too many clients are slow to take their answers; try again."));
            permits = 0;
        }
        send(request, response, answer, permits);
    }

    private void send(HttpServletRequest request, HttpServletResponse response, HeldAnswer answer, int permits)
            throws IOException {
        if (Reception.isAwaited(request)) {
            UnreadBodyValve.closeAfter(request, response);
        }
        response.setContentLength(answer.length());
        new AnswerWriter(request.startAsync(), answer.body(), answer.length(), () -> room.release(permits)).open();
    }

    /** A request whose body has come is dispatched again to be answered. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
