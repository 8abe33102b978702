package io.atomicdatasets.web;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.FileInfo.ArrayInfo;
import io.atomicdatasets.describe.FileInfo.TableInfo;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.layout.FileNames;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file of a dataset. */
@Schema(name = "File", description = "One file of a dataset.")
record FileAnswer(
        @Schema(example = "train.npz") String name,
        @Schema(description = "Its length.") long bytes,

        @Schema(description = "Of its bytes, lower-case hexadecimal.")
        String sha256,

        @Schema(example = "application/zip") String mediaType,

        @Schema(description = "Whose images it holds; missing where it holds none.", example = "train") @Nullable String split,

        @Schema(description = "How many images it holds.") @Nullable Long images,

        @Schema(description = "The first candidate that its images may be of.") @Nullable Long firstCandidate,

        @Schema(description = "What numpy loads from it.") @Nullable List<ArrayAnswer> arrays,

        @Schema(description = "What Parquet's readers find in it; missing where it is no Parquet file.") @Nullable TableAnswer table,

        @Schema(description = "Where to download it.") String href) {
    static FileAnswer of(Job job, FileInfo file) {
        List<ArrayInfo> arrays = file.arrays();
        return new FileAnswer(
                file.name(),
                file.bytes(),
                file.sha256(),
                FileNames.mediaType(file.name()),
                file.split(),
                file.images(),
                file.firstCandidate(),
                arrays == null ? null : arrays.stream().map(ArrayAnswer::of).toList(),
                file.table() == null ? null : TableAnswer.of(file.table()),
                DatasetLinks.self(job.id()) + "/files/" + file.name());
    }

    /** The table of a Parquet file. */
    @Schema(name = "TableInfo", description = "The table of a Parquet file.")
    record TableAnswer(
            @Schema(description = "Whose images it tells of.", example = "train")
            String split,

            @Schema(description = "What its rows are: images or objects.", example = "images")
            String of,

            @Schema(description = "How many.") long rows,

            @Schema(description = "The first candidate that its images may be of.")
            long firstCandidate) {
        static TableAnswer of(TableInfo table) {
            return new TableAnswer(table.split(), table.of(), table.rows(), table.firstCandidate());
        }
    }

    /** One array of a file. */
    @Schema(name = "ArrayInfo", description = "One array of the file.")
    record ArrayAnswer(
            @Schema(description = "Its key.") String name,
            @Schema(description = "Its element type.") String dtype,

            @Schema(description = "The length of each axis.")
            List<Long> shape,

            @Schema(description = "Of its .npy member, lower-case hexadecimal.")
            String crc32,

            @Schema(
                    description =
                            "Where in the file its elements begin, a multiple of 64; missing where they are compressed.")
            @Nullable Long dataOffset) {
        static ArrayAnswer of(ArrayInfo array) {
            return new ArrayAnswer(array.name(), array.dtype(), array.shape(), array.crc32(), array.dataOffset());
        }
    }
}
