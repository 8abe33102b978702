package io.atomicdatasets.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of an asynchronous exchange, of which somebody is told once, however it came. */
final class ExchangeEnd implements AsyncListener {
    private final AsyncContext exchange;
    private final Runnable listener;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param listener called once, by whichever thread ends the exchange */
    ExchangeEnd(AsyncContext exchange, Runnable listener) {
        this.exchange = exchange;
        this.listener = listener;
    }

    /** Lets the container tell of the end; the exchange may last as long as its client takes something. */
    void listen() {
        exchange.setTimeout(0);
        exchange.addListener(this);
    }

    /** The exchange is over, even if the container does not know it yet. */
    void tell() {
        if (told.compareAndSet(false, true)) {
            listener.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        tell();
    }

    /** Somebody hung up; the container would answer with an error page to nobody if this did not end the exchange. */
    @Override
    public void onError(AsyncEvent event) {
        exchange.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {} // there is none

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
