package io.atomicdatasets.job;

/** Repeats a report while a run is under way. */
@FunctionalInterface
interface Reporting {
    /** Repeats the report until the returned object is closed. */
    Repeated begin(Runnable report);

    /** A report that is being repeated. */
    interface Repeated extends AutoCloseable {
        /** Ends the repetition, after waiting for a report under way. */
        @Override
        void close();
    }
}
