package io.atomicdatasets.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences why the service does not start. */
final class UnusableRootAnalyzer extends AbstractFailureAnalyzer<UsableRoot.UnusableRootException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UsableRoot.UnusableRootException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Give atomic-datasets.root a directory of its own that this user may write, on a disk that is not read-only.",
                cause);
    }
}
