package io.atomicdatasets.cli;

import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.pipeline.ImageStream;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.StreamField;
import io.atomicdatasets.spec.StreamSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Images on standard output instead of in a dataset: which, and of which split. */
@Command
final class StreamOptions {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    @Option(
            names = "--stdout",
            description =
                    "Makes no dataset, but writes one .npz file to standard output: of the first --num-images images of a"
                            + " split, of all that a dataset of --from-citation has of it, or of those that --count candidates from"
                            + " --start on give to it, with labels and candidates.")
    private boolean toStdout;

    /** Adds the options of the range. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        for (StreamField field : StreamField.values()) {
            command.addOption(option(field));
        }
    }

    private OptionSpec option(StreamField field) {
        FieldType type = field.type();
        String unit = field.unit().isEmpty() ? "" : " " + field.unit();
        return OptionSpec.builder(field.option())
                .type(String.class)
                .paramLabel(type instanceof FieldType.Whole ? "N" : "NAME")
                .description("With --stdout. " + field.text() + "%n" + type.allowed() + unit + "; "
                        + type.write(field.defaultValue().orElseThrow()) + " unless given.")
                .setter(new Setter(field))
                .build();
    }

    /** The text after an option. */
    private final class Setter implements ISetter {
        private final StreamField field;

        Setter(StreamField field) {
            this.field = field;
        }

        @Override
        public <T> T set(T value) {
            if (value == null) {
                fields.remove(field.label());
            } else {
                fields.put(field.label(), field.type().parse(String.valueOf(value)));
            }
            return value;
        }
    }

    /** Whether images are wanted on standard output. */
    boolean isChosen() throws MisusedException {
        if (!toStdout && !fields.isEmpty()) {
            throw new MisusedException("--start, --count and --split go with --stdout");
        }
        return toStdout;
    }

    /** Writes the images that a request gives, and returns the exit code. */
    int write(RequestOptions request) throws IOException, InvalidSpecException, MisusedException {
        if (StandardOutput.isTerminal()) {
            throw new MisusedException(
                    "standard output is a terminal; write '> images.npz' or '| program' behind --stdout");
        }
        boolean isRange =
                fields.containsKey(StreamField.START.label()) || fields.containsKey(StreamField.COUNT.label());
        if (request.isOfSomeImages() && isRange) {
            throw new MisusedException(
                    "--num-images is of the first images of a split, --start and --count of any; give the one or the others");
        }
        boolean areFirst = request.isOfSomeImages() || (request.isCited() && !isRange);
        ImageStream stream = areFirst ? first(request) : range(request);
        return StandardOutput.write(stream) ? Terminal.OK : Terminal.NOBODY_READS;
    }

    private ImageStream range(RequestOptions request) throws InvalidSpecException, MisusedException {
        return ImageStream.npz(
                request.isCited()
                        ? wanted(request.toSpecOfImages())
                        : StreamSpec.read(request.with(fields), Limits.TERMINAL));
    }

    /** What is wanted of a request, of the splits that it has. */
    private StreamSpec wanted(DatasetSpec spec) throws InvalidSpecException {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        StreamSpec.requestFields().forEach(field -> field.in(spec).ifPresent(value -> all.put(field.label(), value)));
        return StreamSpec.read(all, Limits.TERMINAL);
    }

    private ImageStream first(RequestOptions request) throws InvalidSpecException, MisusedException {
        DatasetSpec spec = request.toSpecOfImages();
        Split split = wanted(spec).split();
        long images = request.isCited() ? spec.count(split) : spec.numImages();
        if (images == 0) {
            throw new MisusedException("the dataset of this citation has no images in " + split.label());
        }
        if (images > StreamSpec.MOST_CANDIDATES) {
            throw new MisusedException(String.format(
                    Locale.ROOT,
                    "--stdout gives up to %,d images, and these are %,d; take ranges one after the other, by --start and --count",
                    StreamSpec.MOST_CANDIDATES,
                    images));
        }
        ImageStream stream = ImageStream.npzOfFirst(spec, split, (int) images);
        if (stream.images() < images) {
            throw new MisusedException(String.format(
                    Locale.ROOT,
                    "%s has no more than %,d images of this request that can be found",
                    split.label(),
                    stream.images()));
        }
        return stream;
    }
}
