package io.atomicdatasets.job;

/** An idempotency key was used for two different requests. */
public final class KeyReusedException extends Exception {
    private static final long serialVersionUID = 1;

    KeyReusedException() {
        super("The Idempotency-Key was sent before with another request; use a new key for a new request.");
    }
}
