package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** Reads training images of a finished dataset to be shown: the same ones each time, picked at random by the seed. */
public final class ImagePicker {
    private ImagePicker() {}

    /**
     * Picks images. Reads the arrays from beginning to end, so that it can tell whether they are whole, and so that a dataset
     * without {@code segments.npy} will do.
     *
     * @param directory the dataset's
     * @param files of the training split, in their order, and how many images they hold
     * @param number how many, or all if there are not so many
     * @throws IOException if a file cannot be read
     */
    public static List<PickedImage> pick(Path directory, DatasetSpec spec, List<ExpectedFile> files, int number)
            throws IOException {
        Findings findings = new Findings();
        Picks picks = new Picks(spec.count(Split.TRAIN), number, spec.seed());
        long first = 0;
        for (ExpectedFile file : files) {
            try (SplitArchive archive = new SplitArchive(directory, spec, file, findings)) {
                read(archive, spec, first, file.images(), picks);
            } catch (MalformedFileException | ZipException | EOFException e) {
                findings.broken(Rule.STRUCTURE, file.name() + " " + e.getMessage());
            }
            first += file.images();
        }
        for (CheckResult check : findings.toResults()) {
            if (!check.passed()) {
                throw new IOException(check.detail());
            }
        }
        return picks.images();
    }

    private static void read(SplitArchive archive, DatasetSpec spec, long before, long images, Picks picks)
            throws IOException {
        Block block = new Block(spec);
        int[] arrays = block.picked();
        List<CheckedInputStream> elements = new ArrayList<>();
        for (int array : arrays) {
            elements.add(archive.elements(array));
        }
        for (long first = 0; first < images; first += block.count()) {
            block.begin(before + first, images - first);
            for (int i = 0; i < arrays.length; i++) {
                int length = block.length(arrays[i]);
                if (elements.get(i).readNBytes(block.elements(arrays[i]), 0, length) < length) {
                    throw new MalformedFileException("has fewer elements than its shape says");
                }
            }
            block.pick(picks);
        }
        for (int i = 0; i < arrays.length; i++) {
            archive.demandCrc(arrays[i], (int) elements.get(i).getChecksum().getValue());
        }
    }
}
