package io.atomicdatasets.cli;

import io.atomicdatasets.check.ExpectedFile;
import io.atomicdatasets.check.ImagePicker;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.report.ReportImage;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the picture of a finished dataset again, outside its directory: a published dataset is never changed. */
@Command(
        name = "report",
        description = "Draws the picture of a dataset again, from its files.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 100;

    @Mixin
    private DatasetDirectory dataset = new DatasetDirectory();

    @Option(names = "--num-samples", paramLabel = "N", description = "Images to show, 1 to 100; 100 unless given.")
    private int numSamples = MOST_SAMPLES;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write; NAME-report.png here unless given. Must not exist or be in the dataset.")
    private @Nullable Path out;

    @Mixin
    private PictureFile file = new PictureFile();

    @Override
    public Integer call() throws Exception {
        if (numSamples < 1 || numSamples > MOST_SAMPLES) {
            System.err.println("Error: --num-samples must be between 1 and " + MOST_SAMPLES);
            return Terminal.MISUSED;
        }
        DatasetFolder folder = dataset.folder();
        Path target = out == null ? Path.of(dataset.name() + "-report.png") : out;
        if (isIn(folder, target)) {
            throw new MisusedException(
                    "--out must not lie in the dataset's directory, which stays as it was published");
        }
        ReportImage.requireFonts();
        Metadata metadata = dataset.metadata();
        DatasetSpec spec = metadata.spec();
        byte[] png = ReportImage.begin(dataset.name(), metadata, spec.recipe())
                .draw(ImagePicker.pick(folder.path(), spec, trainFiles(metadata, spec), numSamples));
        file.write(target, png);
        System.out.println("Validation report saved: " + target);
        return Terminal.OK;
    }

    private static List<ExpectedFile> trainFiles(Metadata metadata, DatasetSpec spec) {
        List<ExpectedFile> files = new ArrayList<>();
        for (FileInfo file : metadata.files()) {
            Optional<ArrayFile> array = ArrayFile.named(file.name());
            if (array.isPresent() && array.get().split() == Split.TRAIN && file.images() != null) {
                files.add(new ExpectedFile(array.get(), file.images()));
            }
        }
        return files.isEmpty() ? List.of(ExpectedFile.of(spec, Split.TRAIN)) : files; // layout 1 tells no split
    }

    /** Whether a path is in a dataset's directory, symbolic links resolved. */
    private static boolean isIn(DatasetFolder folder, Path target) throws IOException {
        Path real = target.toAbsolutePath();
        if (Files.exists(real)) {
            real = real.toRealPath();
        } else if (real.getParent() != null && Files.exists(real.getParent())) {
            real = real.getParent().toRealPath();
        }
        return real.startsWith(folder.path().toRealPath());
    }
}
