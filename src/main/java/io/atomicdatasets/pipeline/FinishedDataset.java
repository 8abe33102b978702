package io.atomicdatasets.pipeline;

import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import java.io.IOException;

/** A dataset that is whole and checked, and not yet seen by anyone. */
public final class FinishedDataset {
    private final Metadata metadata;
    private final StagingDirectory staging;
    private final Reservation reservation;

    FinishedDataset(Metadata metadata, StagingDirectory staging, Reservation reservation) {
        this.metadata = metadata;
        this.staging = staging;
        this.reservation = reservation;
    }

    /** Its description, as it will stand beside it. */
    public Metadata metadata() {
        return metadata;
    }

    /** Puts it in its place by one rename. */
    public void publish() throws IOException {
        staging.publish(reservation);
    }
}
