package io.atomicdatasets.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Where each byte of a tar archive comes from. A member is a header, its file, and zeros up to a whole block; two blocks of zeros
 * end the archive.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX, ustar Interchange Format</a>
 */
final class TarLayout {
    /** Members begin at multiples of so many bytes. */
    static final int BLOCK = 512;

    private final String directory;
    private final Instant time;
    private final List<PublishedFile> files;
    private final long[] starts;

    /**
     * A layout.
     *
     * @param directory that all members are in
     * @param time when all of them were made
     */
    TarLayout(String directory, Instant time, List<PublishedFile> files) {
        this.directory = directory;
        this.time = time;
        this.files = files;
        starts = new long[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            long blocks = (files.get(i).bytes() + BLOCK - 1) / BLOCK;
            starts[i + 1] = starts[i] + BLOCK + blocks * BLOCK;
        }
    }

    /** The length of the archive. */
    long bytes() {
        return starts[files.size()] + 2 * BLOCK;
    }

    int members() {
        return files.size();
    }

    /** The member that this byte belongs to; the number of members for the end of the archive. */
    int memberAt(long position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Where a member's header begins. */
    long start(int member) {
        return starts[member];
    }

    PublishedFile file(int member) {
        return files.get(member);
    }

    byte[] header(int member) {
        PublishedFile file = files.get(member);
        return TarHeader.of(directory, file.name(), file.bytes(), time);
    }
}
