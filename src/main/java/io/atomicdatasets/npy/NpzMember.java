package io.atomicdatasets.npy;

/**
 * One array of a .npz file.
 *
 * @param name the key under which {@code numpy.load} gives it, such as {@code images}
 * @param header its type and shape
 * @param stored whether it stands as it is, its elements aligned to 64 bytes, or deflated
 */
public record NpzMember(String name, NpyHeader header, boolean stored) {
    /** An array that is deflated. */
    public NpzMember(String name, NpyHeader header) {
        this(name, header, false);
    }

    /**
     * How far a member is that still grows.
     *
     * @param compressedLength bytes in the file, without the local header
     * @param rawLength bytes they inflate to
     * @param crc CRC-32 of those
     */
    public record Written(long compressedLength, long rawLength, int crc) {}

    String fileName() {
        return name + ".npy";
    }
}
