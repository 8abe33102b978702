package io.atomicdatasets.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Writes one answer whenever its client can take more of it. The container calls it from one thread at a time, and gives up a
 * client that takes nothing for as long as its connection timeout.
 */
final class AnswerWriter implements WriteListener {
    private static final int SLICE = 16_384;

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final InputStream body;
    private final ExchangeEnd end;
    private final byte[] slice = new byte[SLICE];
    private long left;
    private boolean flushed;

    /**
     * @param exchange already started
     * @param length bytes of the body
     * @param release done once when the exchange is over, however it ended
     */
    AnswerWriter(AsyncContext exchange, InputStream body, long length, Runnable release) throws IOException {
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.body = body;
        this.left = length;
        end = new ExchangeEnd(exchange, release);
    }

    void open() {
        end.listen();
        begin();
    }

    /** On an exchange that somebody else listens to, and ends if it breaks. */
    void begin() {
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (left > 0) {
                writeSlice();
            } else if (!flushed) {
                flushed = true;
                out.flush(); // The end of the exchange would wait for the client to take the rest.
            } else {
                exchange.complete();
                return;
            }
        }
    }

    private void writeSlice() throws IOException {
        int count = body.read(slice, 0, (int) Math.min(SLICE, left));
        if (count < 0) {
            throw new EOFException("an answer came to its end " + left + " bytes early");
        }
        left -= count;
        out.write(slice, 0, count);
    }

    @Override
    public void onError(Throwable failure) {
        end.tell();
    }
}
