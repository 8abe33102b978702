package io.atomicdatasets.cli;

import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.pipeline.Replay;
import io.atomicdatasets.report.ReportImage;
import io.atomicdatasets.spec.DatasetSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the first images of a dataset before it is made. */
@Command(
        name = "preview",
        description = "Draws the first training images that a request would give; makes no dataset.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false)
final class PreviewCommand implements Callable<Integer> {
    private static final int IMAGES = 100;

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE.png",
            description = "The file to write; preview.png here unless given. Must not exist.")
    private String out = "preview.png";

    @Mixin
    private PictureFile file = new PictureFile();

    @Override
    public Integer call() throws Exception {
        DatasetSpec spec = request.toSpec();
        ReportImage.requireFonts();
        file.write(Path.of(out), new Replay(spec).preview(IMAGES));
        System.out.println("Preview saved: " + out);
        return Terminal.OK;
    }
}
