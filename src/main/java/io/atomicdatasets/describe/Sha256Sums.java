package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code SHA256SUMS}: a digest and a name on each line, so that {@code sha256sum -c SHA256SUMS} checks the files in their
 * directory.
 *
 * @param files those it lists
 */
public record Sha256Sums(List<FileInfo> files) {
    /** The file. */
    public byte[] toBytes() {
        return files.stream()
                .map(file -> file.sha256() + "  " + file.name() + "\n")
                .collect(Collectors.joining())
                .getBytes(US_ASCII);
    }
}
