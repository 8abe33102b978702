package io.atomicdatasets.layout;

import java.nio.file.Path;

/**
 * Where the bytes of an array stand while it grows.
 *
 * @param file which they are in
 * @param offset of the first of them
 */
public record GrowingArray(Path file, long offset) {}
