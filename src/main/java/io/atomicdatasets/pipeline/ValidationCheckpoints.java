package io.atomicdatasets.pipeline;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.check.SplitCounts;
import io.atomicdatasets.check.SplitResult;
import io.atomicdatasets.check.ValidatedSplits;
import io.atomicdatasets.describe.Program;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the reader found in each split, kept beside the checkpoint of the writing as {@code validated-train.json} and so on,
 * so that an attempt that is killed while it validates leaves what it has.
 *
 * <p>A result is taken up only if this program left it for this request and, which the reader proves, for a file and
 * tables of these very bytes. Any other is ignored, and replaced in the end.
 */
final class ValidationCheckpoints implements ValidatedSplits {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path directory;
    private final DatasetSpec spec;

    /**
     * Results beside a dataset.
     *
     * @param directory in which the dataset's directory is
     * @param spec what was asked
     */
    ValidationCheckpoints(Path directory, DatasetSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    /** A result as it is stored, and what it holds for. */
    private record Stored(
            String program,
            Versions versions,
            String request,
            FileResult file,
            List<String> tables,
            SplitCounts counts,
            List<StoredPick> picks) {
        boolean isWhole() {
            return program != null
                    && versions != null
                    && request != null
                    && file != null
                    && tables != null
                    && counts != null
                    && picks != null;
        }
    }

    /** A picked image as it is stored, and its partner. */
    private record StoredPick(
            long index, int label, String cells, @Nullable StoredPick partner) {
        static StoredPick of(PickedImage image) {
            PickedImage partner = image.partner();
            return new StoredPick(
                    image.index(),
                    image.label(),
                    HexFormat.of().formatHex(image.cells()),
                    partner == null ? null : of(partner));
        }
    }

    @Override
    public Optional<SplitResult> of(Split split) throws IOException {
        @Nullable Stored stored;
        try {
            stored = MAPPER.readValue(Files.readAllBytes(file(split)), Stored.class);
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
        if (stored == null || !stored.isWhole() || !isOurs(stored) || stored.counts.images() != spec.count(split)) {
            return Optional.empty();
        }
        try {
            List<PickedImage> picks = stored.picks.stream().map(this::pick).toList();
            return Optional.of(new SplitResult(split, stored.file, stored.tables, stored.counts, picks));
        } catch (IllegalArgumentException e) { // other cells than an image's, or than a pair's
            return Optional.empty();
        }
    }

    private boolean isOurs(Stored stored) {
        return stored.program.equals(Program.VERSION)
                && stored.versions.equals(Versions.CURRENT)
                && stored.request.equals(request());
    }

    private PickedImage pick(StoredPick stored) {
        PickedImage image = new PickedImage(stored.index, cells(stored), stored.label);
        StoredPick partner = stored.partner;
        if (spec.recipe().pairs().isPresent() != (partner != null)) {
            throw new IllegalArgumentException("an image has a partner that was not asked for, or lacks one");
        }
        return partner == null ? image : image.withPartner(cells(partner), partner.label);
    }

    private byte[] cells(StoredPick stored) {
        byte[] cells = HexFormat.of().parseHex(stored.cells);
        if (cells.length != spec.recipe().cells()) {
            throw new IllegalArgumentException("these are no cells of an image: " + cells.length);
        }
        return cells;
    }

    private String request() {
        return spec.toFields().toString();
    }

    @Override
    public boolean add(SplitResult result) throws IOException {
        List<StoredPick> picks = result.picks().stream().map(StoredPick::of).toList();
        write(
                file(result.split()),
                new Stored(
                        Program.VERSION,
                        Versions.CURRENT,
                        request(),
                        result.file(),
                        result.tables(),
                        result.counts(),
                        picks));
        return true;
    }

    private Path file(Split split) {
        return directory.resolve("validated-" + split.label() + ".json");
    }

    /** Puts it in the place of the one before, whole or not at all. */
    private void write(Path file, Stored stored) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
            Durable.writeFully(channel, ByteBuffer.wrap(MAPPER.writeValueAsBytes(stored)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.forceNames(directory);
    }
}
