package io.atomicdatasets.spark;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.progress.TqdmLine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Tells how far a run is: a line now and then, and a note beside the records. */
final class RunNotes implements Closeable {
    private static final Logger LOG = System.getLogger(RunNotes.class.getName());
    private static final long PERIOD_MILLIS = 10_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Progress progress;
    private final Output output;
    private final boolean quiet;
    private final Thread teller = new Thread(this::tell, "run-notes");

    private RunNotes(Progress progress, Output output, boolean quiet) {
        this.progress = progress;
        this.output = output;
        this.quiet = quiet;
    }

    static RunNotes begin(Progress progress, Output output, boolean quiet) {
        RunNotes notes = new RunNotes(progress, output, quiet);
        notes.teller.setDaemon(true);
        notes.teller.start();
        return notes;
    }

    private void tell() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                tellNow();
            }
        } catch (InterruptedException e) {
            // The run has ended.
        }
    }

    private void tellNow() {
        Snapshot now = progress.snapshot();
        if (!quiet) {
            System.err.println(TqdmLine.of(now));
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("phase", now.phase().label());
        note.put("done", now.done());
        note.put("total", now.total());
        note.put("elapsed_seconds", now.elapsedSeconds());
        note.put("seconds_left", now.secondsLeft());
        try {
            output.note(MAPPER.writeValueAsString(note).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the progress could not be noted: {0}", e.getMessage());
        }
    }

    /** Ends the notes, before the records are taken away. */
    @Override
    public void close() {
        teller.interrupt();
        boolean interrupted = false;
        while (teller.isAlive()) {
            try {
                teller.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
