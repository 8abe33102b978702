package io.atomicdatasets.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences why the service does not start. */
final class OpenToTheNetworkAnalyzer extends AbstractFailureAnalyzer<LoopbackOnly.OpenToTheNetworkException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, LoopbackOnly.OpenToTheNetworkException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Set it to 127.0.0.1, or name a file for a key in atomic-datasets.api-key-file (it is made with a"
                        + " new key if it does not exist) and the service's host names in atomic-datasets.allowed-hosts.",
                cause);
    }
}
