package io.atomicdatasets.powerloss;

import java.io.Serializable;

/** One thing that happened to a disk, or that was promised to somebody meanwhile; nodes are numbered like inodes. */
sealed interface Change extends Serializable {

    /** A file or directory was created under a name. */
    record Made(int node, boolean isDirectory, int directory, String name) implements Change {}

    /** A name was taken away. */
    record Removed(int directory, String name) implements Change {}

    /** A node got another name; what had that name before lost it. */
    record Moved(int node, int from, String oldName, int to, String newName) implements Change {}

    /** Bytes were written to a file; nobody changes them afterwards, or compares them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Written(int node, long at, byte[] bytes) implements Change {}

    /** A file was cut. */
    record Cut(int node, long length) implements Change {}

    /** A file's bytes, or a directory's names, were forced; the path is for reading and for planting faults. */
    record Forced(int node, String path) implements Change {}

    /** Everything before is on the disk, by agreement. */
    record Settled() implements Change {}

    /** From here on somebody relies on this. */
    record Promised(String what) implements Change {}
}
