package io.atomicdatasets.web;

import jakarta.annotation.PreDestroy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives the bodies of requests, and refuses requests, without a thread that waits for a client.
 *
 * <p>A refused request's body is read too and thrown away: a connection that is closed over bytes that nobody read is reset,
 * and the client might lose the answer.
 */
@Component
final class Reception {
    /** Held in memory of all bodies that have not come whole, so that many slow clients cannot fill it. */
    private static final int MOST_PENDING_BYTES = 32 << 20;

    /** What a request was refused with, for the container, which makes its own answer of some. */
    static final String REFUSAL = Reception.class.getName() + ".REFUSAL";

    private static final byte[] NONE = {};
    private static final String BODY = Reception.class.getName() + ".BODY";

    private final JsonMapper mapper;
    private final int mostBytes;
    private final long deadlineMillis;
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("body-deadlines-"));
    private final Semaphore pendingBytes = new Semaphore(MOST_PENDING_BYTES);

    Reception(HttpSettings settings, JsonMapper mapper) {
        this.mapper = mapper;
        this.mostBytes = settings.maxBodyBytes();
        this.deadlineMillis = settings.bodyDeadline().toMillis();
        clock.setRemoveOnCancelPolicy(true);
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }

    /** Whether a request brings a body that was not received. */
    static boolean isAwaited(HttpServletRequest request) {
        boolean comes = request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return comes && request.getAttribute(BODY) == null;
    }

    /** The body, which was received before; empty where none came. */
    static byte[] body(HttpServletRequest request) {
        return request.getAttribute(BODY) instanceof byte[] body ? body : NONE;
    }

    /** Receives a body and dispatches the request again, or answers what is wrong with the body. */
    void receive(HttpServletRequest request) throws IOException {
        read(request, null);
    }

    /** Answers a request with a problem as soon as its body came, or at the deadline. */
    void refuse(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem) throws IOException {
        if (isAwaited(request) && request.getDispatcherType() == DispatcherType.REQUEST) {
            read(request, problem);
        } else {
            write(response, problem);
        }
    }

    private void read(HttpServletRequest request, @Nullable ProblemDetail refusal) throws IOException {
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0); // the container's own takes the answer for an error
        HttpServletResponse response = (HttpServletResponse) exchange.getResponse();
        BodyReader reader = new BodyReader(this, request, response, exchange, refusal);
        reader.setDeadline(clock.schedule(reader::giveUp, deadlineMillis, TimeUnit.MILLISECONDS));
        reader.open();
    }

    /** The body came whole. */
    void accept(HttpServletRequest request, AsyncContext exchange, byte[] body) {
        request.setAttribute(BODY, body);
        exchange.dispatch();
    }

    /** Writes the problem to a buffer, in which it finds room. */
    void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.getOutputStream().write(describe(response, problem));
    }

    private byte[] describe(HttpServletResponse response, ProblemDetail problem) {
        byte[] body = mapper.writeValueAsBytes(problem);
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        return body;
    }

    /** Writes the problem as fast as the client takes it, and ends the exchange. */
    void answer(AsyncContext exchange, ProblemDetail problem) throws IOException {
        HttpServletResponse response = (HttpServletResponse) exchange.getResponse();
        byte[] body = describe(response, problem);
        response.setContentLength(body.length);
        new AnswerWriter(exchange, new ByteArrayInputStream(body), body.length, () -> {}).begin();
    }

    int mostBytes() {
        return mostBytes;
    }

    Semaphore pendingBytes() {
        return pendingBytes;
    }
}
