package io.atomicdatasets.job;

/** Reports a few times a second, on a thread that is never interrupted: an interrupt would close an embedded database. */
final class ReportingThread implements Reporting.Repeated {
    private static final long PERIOD_MILLIS = 300;

    private final Runnable report;
    private boolean closed;

    private ReportingThread(Runnable report) {
        this.report = report;
    }

    static Reporting.Repeated start(Runnable report) {
        ReportingThread reporting = new ReportingThread(report);
        Thread thread = new Thread(reporting::repeat, "progress-reporter");
        thread.setDaemon(true);
        thread.start();
        return reporting;
    }

    private synchronized void repeat() {
        while (!closed) {
            report.run();
            try {
                wait(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
