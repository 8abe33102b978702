package io.atomicdatasets.npy;

/**
 * One array of a .npz file.
 *
 * @param name the key under which {@code numpy.load} gives it, such as {@code images}
 * @param header its type and shape
 */
public record NpzMember(String name, NpyHeader header) {
    String fileName() {
        return name + ".npy";
    }
}
