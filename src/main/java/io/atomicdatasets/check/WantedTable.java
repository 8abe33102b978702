package io.atomicdatasets.check;

import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/**
 * What a table must hold, as the array file beside it tells: its elements are held against those of the arrays by their CRC-32,
 * which the arrays were held against before.
 *
 * @param rows how many
 * @param columns in their order
 */
record WantedTable(long rows, List<WantedColumn> columns) {
    WantedTable {
        columns = List.copyOf(columns);
    }

    /**
     * What a table must hold.
     *
     * @param images in the array file beside it
     * @throws MalformedFileException if the array file is not one
     */
    static WantedTable of(Path directory, DatasetSpec spec, TableFile file, long images, BooleanSupplier stopWished)
            throws IOException, StoppedException {
        ExpectedFile beside = new ExpectedFile(file.beside(), images);
        try (SplitArchive archive = new SplitArchive(directory, spec, beside, new Findings())) {
            if (!archive.isSound()) {
                throw new MalformedFileException("is not what was asked for");
            }
            return switch (file.rows()) {
                case IMAGES -> ofImages(archive, images);
                case OBJECTS -> new ObjectsOfImages(archive, spec, images, stopWished).gather();
            };
        }
    }

    private static WantedTable ofImages(SplitArchive archive, long images) throws IOException {
        List<WantedColumn> columns = new ArrayList<>();
        for (int array = 0; array < archive.arrays(); array++) {
            long headCrc = archive.elements(array).getChecksum().getValue();
            JoinedCrc before = new JoinedCrc();
            before.add((int) headCrc, archive.head(array).headBytes());
            columns.add(new WantedColumn(before, archive.member(array).crc()));
        }
        return new WantedTable(images, columns);
    }

    /** A column whose elements have this checksum. */
    static WantedColumn column(CRC32 crc) {
        return new WantedColumn(new JoinedCrc(), (int) crc.getValue());
    }
}
