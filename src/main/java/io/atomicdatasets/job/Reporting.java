package io.atomicdatasets.job;

/** Repeats a report while a run is under way. */
@FunctionalInterface
interface Reporting {
    /** Begins to repeat it, until what is returned is closed. */
    Repeated begin(ProgressReport report);

    /** Something that is repeated. */
    interface Repeated extends AutoCloseable {
        /** Waits for a report under way, and ends. */
        @Override
        void close();
    }
}
