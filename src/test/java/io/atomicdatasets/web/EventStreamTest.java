package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EventStreamTest {
    private final Pipe pipe = new Pipe();
    private final MockAsyncContext exchange = new MockAsyncContext(
            new MockHttpServletRequest(), new HttpServletResponseWrapper(new MockHttpServletResponse()) {
                @Override
                public ServletOutputStream getOutputStream() {
                    return pipe;
                }
            });
    private boolean completed;
    private EventStream stream;

    /** A connection whose other end reads when the test says so. */
    private static final class Pipe extends ServletOutputStream {
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private boolean ready = true;
        private boolean broken;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) throws IOException {
            assertThat(ready).isTrue();
            if (broken) {
                throw new IOException("the listener hung up");
            }
            sent.write(b);
        }

        String told() {
            String text = sent.toString(US_ASCII);
            sent.reset();
            return text;
        }
    }

    @BeforeEach
    void begin() throws IOException {
        exchange.addListener(new Completion(() -> completed = true));
        stream = new EventStream(exchange, "");
    }

    private static ProgressEvent event(String state, int n) {
        String progress = state + "." + n;
        return new ProgressEvent(
                state,
                progress,
                ("[" + state + "]").getBytes(US_ASCII),
                ("[" + progress + "]").getBytes(US_ASCII),
                false);
    }

    @Test
    void nothingIsWrittenBeforeTheStreamIsOpen() {
        stream.offer(event("running", 1));
        assertThat(pipe.told()).isEmpty();

        stream.open();
        stream.onWritePossible();
        assertThat(pipe.told()).isEqualTo("retry: 1000\n\n[running.1][running]");
    }

    @Test
    void ofSeveralUpdatesASlowListenerIsToldTheLatest() {
        open();
        pipe.ready = false;
        stream.offer(event("running", 2));
        stream.offer(event("running", 3));
        stream.offer(event("publishing", 4));
        assertThat(pipe.told()).isEmpty();

        pipe.ready = true;
        stream.onWritePossible();
        assertThat(pipe.told()).isEqualTo("[publishing.4][publishing]");
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        open();
        stream.offer(event("running", 1));
        stream.offer(event("running", 1));
        assertThat(pipe.told()).isEmpty();

        stream.offer(event("running", 2));
        assertThat(pipe.told()).isEqualTo("[running.2]");
    }

    @Test
    void aHeartbeatIsACommentAndFindsOutWhoHungUp() {
        open();
        stream.heartbeat();
        assertThat(pipe.told()).isEqualTo(":\n\n");
        assertThat(stream.isGone()).isFalse();

        pipe.broken = true;
        stream.heartbeat();
        assertThat(stream.isGone()).isTrue();
        assertThat(completed).isTrue();
    }

    @Test
    void whoTakesNothingBetweenTwoHeartbeatsIsGivenUp() {
        open();
        pipe.ready = false;
        stream.heartbeat();
        assertThat(stream.isGone()).isFalse();

        stream.heartbeat();
        assertThat(stream.isGone()).isTrue();
        assertThat(completed).isTrue();
    }

    @Test
    void aStreamThatIsCutEndsThoughNobodyReads() {
        open();
        pipe.ready = false;
        stream.offer(event("running", 2));
        stream.end();
        assertThat(completed).isFalse();

        stream.cut();
        assertThat(completed).isTrue();
    }

    @Test
    void theStreamEndsAfterWhatWasOfferedBefore() {
        open();
        pipe.ready = false;
        stream.offer(event("succeeded", 9));
        stream.end();
        assertThat(completed).isFalse();

        pipe.ready = true;
        stream.onWritePossible();
        assertThat(pipe.told()).isEqualTo("[succeeded.9][succeeded]");
        assertThat(completed).isTrue();
    }

    private void open() {
        stream.offer(event("running", 1));
        stream.open();
        stream.onWritePossible();
        pipe.told();
    }

    private record Completion(Runnable work) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            work.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
