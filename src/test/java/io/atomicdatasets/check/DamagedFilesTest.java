package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.check.RunningCheck.Growing;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to the files, validation ends with a finding, unless every array is what it was. */
class DamagedFilesTest {
    private static final List<String> FILES = List.of("train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy");
    private static final List<byte[]> EXTREMES = List.of(
            new byte[] {0, 0},
            new byte[] {-1, -1},
            new byte[] {0, 0, 0, 0},
            new byte[] {-1, -1, -1, -1},
            new byte[] {-1, -1, -1, 127},
            new byte[] {0, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {-8, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {-1, -1, -1, -1, -1, -1, -1, 127},
            "99999999".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path directory;

    private DatasetSpec spec;
    private CheckedChunks checked = CheckedChunks.NONE;

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "stored"})
    void randomDamageAnywhereInSmallFilesIsFound(String compression) throws Exception {
        write(Specs.of("num_images", 60, "annotations", true, "compression", compression));
        damage(200, new Random(7));
    }

    @Test
    void randomDamageInFilesOfMegabytesIsFound() throws Exception {
        write(Specs.of("num_images", 120_000));
        assertThat(Files.size(directory.resolve("train.npz"))).isGreaterThan(1 << 20);
        damage(15, new Random(8));
    }

    private void damage(int times, Random random) throws Exception {
        Map<String, byte[]> sound = new LinkedHashMap<>();
        Map<String, Map<String, byte[]>> arrays = new LinkedHashMap<>();
        for (String name : FILES) {
            sound.put(name, Files.readAllBytes(directory.resolve(name)));
            arrays.put(name, arrays(name));
        }
        int failures = 0;
        for (int i = 0; i < times; i++) {
            String name = FILES.get(random.nextInt(FILES.size()));
            byte[] bytes = sound.get(name);
            boolean isNearTheEnd = random.nextInt(3) == 0;
            int at =
                    isNearTheEnd ? Math.max(0, bytes.length - 1 - random.nextInt(1_000)) : random.nextInt(bytes.length);
            String damage = spoil(name, bytes, at, random);

            Validation validation = validate();

            if (validation.failure().isPresent()) {
                failures++;
                assertThat(validation.failure().get().detail()).as(damage).doesNotContain("null");
            } else {
                Map<String, byte[]> found = arrays(name); // AssertJ would compare them byte by byte, as objects
                assertThat(found).as(damage).containsOnlyKeys(arrays.get(name).keySet());
                arrays.get(name)
                        .forEach((array, bytesBefore) -> assertThat(Arrays.equals(found.get(array), bytesBefore))
                                .as(damage)
                                .isTrue());
            }
            Files.write(directory.resolve(name), bytes);
        }
        assertThat(failures).isGreaterThan(times / 2);
    }

    private String spoil(String name, byte[] sound, int at, Random random) throws IOException {
        Path file = directory.resolve(name);
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] flipped = sound.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                Files.write(file, flipped);
                return "a bit of " + name + " at " + at;
            }
            case 1 -> {
                Files.write(file, Arrays.copyOf(sound, at));
                return name + " cut at " + at;
            }
            case 2 -> {
                byte[] longer = Arrays.copyOf(sound, sound.length + 1);
                System.arraycopy(sound, at, longer, at + 1, sound.length - at);
                Files.write(file, longer);
                return "a byte more in " + name + " at " + at;
            }
            default -> {
                byte[] extreme = EXTREMES.get(random.nextInt(EXTREMES.size()));
                byte[] changed = sound.clone();
                System.arraycopy(extreme, 0, changed, at, Math.min(extreme.length, sound.length - at));
                Files.write(file, changed);
                return Arrays.toString(extreme) + " in " + name + " at " + at;
            }
        }
    }

    /** Each field is set to what it must not be, and the rule that finds it is named. */
    @Test
    void aFieldThatContradictsTheRestIsFoundByItsRule() throws Exception {
        write(Specs.of("num_images", 3_000, "compression", "stored"));
        byte[] sound = Files.readAllBytes(directory.resolve("train.npz"));
        int end = sound.length - 22;
        int locator = end - 20;
        int zip64 = locator - 56;
        int directoryStart = (int) little(sound).getLong(zip64 + 48);
        int extra = directoryStart + 46 + "images.npy".length();
        int image = (int) (long) validate().files().get(0).arrays().get(0).dataOffset();

        assertFound(
                sound,
                end,
                Integer.BYTES,
                0,
                "structure",
                "end record: it begins with 0x00000000, not 0x06054b50, at ");
        assertFound(sound, end + 20, Short.BYTES, 5, "structure", "a comment length 5, not 0");
        assertFound(sound, locator + 8, Long.BYTES, -1, "structure", "18446744073709551615");
        assertFound(sound, zip64 + 24, Long.BYTES, 1L << 40, "structure", "entries in all");
        assertFound(sound, zip64 + 40, Long.BYTES, -8, "structure", "larger than any file");
        assertFound(sound, zip64 + 40, Long.BYTES, Long.MAX_VALUE, "structure", "a directory of 9223372036854775807");
        assertFound(sound, zip64 + 48, Long.BYTES, Long.MIN_VALUE, "structure", "larger than any file");
        assertFound(sound, directoryStart + 8, Short.BYTES, 1, "structure", "flags 1, not 0");
        assertFound(sound, directoryStart + 10, Short.BYTES, 12, "structure", "method 12");
        assertFound(
                sound,
                directoryStart + 16,
                Integer.BYTES,
                5,
                "structure",
                "local header of images.npy: it tells CRC-32");
        assertFound(sound, directoryStart + 28, Short.BYTES, 0xFFFF, "structure", "breaks off");
        assertFound(sound, extra + 4, Long.BYTES, Long.MAX_VALUE, "structure", "a raw length");
        assertFound(sound, extra + 12, Long.BYTES, Long.MAX_VALUE, "structure", "compressed");
        assertFound(sound, extra + 20, Long.BYTES, 7, "structure", "an offset 7, not 0");
        assertFound(sound, 26, Short.BYTES, 0xFFFF, "structure", "a name length 65535, not 10");
        assertFound(sound, 28, Short.BYTES, 0xFFFF, "structure", "longer than any");
        assertFound(sound, image + 256, Byte.BYTES, 1, "crc", "images.npy of train.npz has 0x");
    }

    @Test
    void aHeadOfAnArrayThatIsNoneOfTheseIsFoundByItsRule() throws Exception {
        write(Specs.of("num_images", 3_000, "compression", "stored"));

        assertHeadFound("(2400, 16, 16)", "(9999, 16, 16)", "counts", "train.npz has 9999 images, not 2400");
        assertHeadFound("(2400, 16, 16)", "(2400, 8, 32) ", "structure", "no dictionary");
        assertHeadFound("(2400, 16, 16), }  ", "(2400, 8, 32), }   ", "arrays", "not |u1");
        assertHeadFound("(2400, 16, 16), }  ", "(2400, 16 16), }   ", "structure", "no dictionary");
        assertHeadFound(
                "(2400, 16, 16), }" + " ".repeat(20),
                "(99999999999999999999999, 16, 16), }",
                "structure",
                "dictionary");
        assertHeadFound("|u1", "|i1", "arrays", "|i1");
        assertHeadFound("False", " True", "structure", "no dictionary");
        assertHeadFound("NUMPY", "NUMPI", "structure", "is no .npy of version 1.0: it begins with 934e554d50490100");
    }

    private void assertHeadFound(String from, String to, String check, String detail) throws Exception {
        Path file = directory.resolve("train.npz");
        byte[] sound = Files.readAllBytes(file);
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(from);
        assertThat(at).as(from).isPositive();
        byte[] changed = sound.clone();
        byte[] replacement =
                (to + " ".repeat(Math.max(0, from.length() - to.length()))).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(replacement, 0, changed, at, replacement.length);
        Files.write(file, changed);

        assertFinds(check, detail);
        Files.write(file, sound);
    }

    private void assertFound(byte[] sound, int at, int bytes, long value, String check, String detail)
            throws Exception {
        byte[] changed = sound.clone();
        for (int i = 0; i < bytes; i++) {
            changed[at + i] = (byte) (value >>> (Byte.SIZE * i));
        }
        Files.write(directory.resolve("train.npz"), changed);

        assertFinds(check, detail);
    }

    private void assertFinds(String check, String detail) throws Exception {
        assertThat(validate().checks())
                .filteredOn(each -> !each.passed())
                .filteredOn(each -> each.check().equals(check))
                .singleElement()
                .satisfies(each -> assertThat(each.detail()).contains(detail));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Validation validate() throws Exception {
        Validation validation = new Validator(spec, 1).validate(directory, new Progress());
        assertThat(new Validator(spec, 1)
                        .validate(directory, checked, new Progress())
                        .checks())
                .as("with what was checked while the files were written")
                .isEqualTo(validation.checks());
        return validation;
    }

    private void write(DatasetSpec request) throws Exception {
        spec = request;
        try (Workers workers = new Workers(2, "worker");
                ChunkLine line = new ChunkLine(request, workers, 2);
                DatasetWriter writer = new DatasetWriter(request, directory)) {
            Growing growing = new Growing(writer.growing().orElseThrow(), writer.extent());
            try (RunningCheck check = new RunningCheck(request, growing, workers, 2, () -> false)) {
                writer.write(line, check::follow, new Progress());
                checked = check.finish();
            }
        }
    }

    /** What another reader finds in a file. */
    private Map<String, byte[]> arrays(String name) throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        Path file = directory.resolve(name);
        if (name.endsWith(".npy")) {
            arrays.put(name, Files.readAllBytes(file));
            return arrays;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                arrays.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return arrays;
    }
}
