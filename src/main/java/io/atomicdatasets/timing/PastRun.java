package io.atomicdatasets.timing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.RequestField;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How long a run took. As text it is a line: a version, kind, images, sampled seconds, and the seconds of each phase.
 *
 * @param kind of requests that take equally long for an image, on so many threads
 * @param images in all splits, at least 1
 * @param sampledSeconds that the run would have taken by a sample of its images
 * @param seconds of each phase
 */
record PastRun(String kind, long images, double sampledSeconds, Map<Phase, Double> seconds) {
    private static final String VERSION = "1";
    private static final int FIELDS_BEFORE_PHASES = 4;
    private static final double MOST_SECONDS = 1e9;

    PastRun {
        seconds = Map.copyOf(seconds);
        if (images < 1 || !isTime(sampledSeconds) || !seconds.values().stream().allMatch(PastRun::isTime)) {
            throw new IllegalArgumentException("no run has these times");
        }
    }

    private static boolean isTime(double seconds) {
        return seconds >= 0 && seconds <= MOST_SECONDS;
    }

    /** The kind of a request: everything that its time for an image may depend on. */
    static String kind(DatasetSpec spec, int threads) {
        Map<String, Object> fields = new LinkedHashMap<>(spec.toFields());
        fields.remove(RequestField.NUM_IMAGES.label());
        fields.remove(RequestField.SEED.label());
        fields.remove(RequestField.OUTPUT_DIR.label());
        fields.computeIfPresent(RequestField.HOLD_OUT.label(), (name, value) -> ((Map<?, ?>) value).get("when"));
        CRC32 digest = new CRC32();
        digest.update((fields + " " + threads).getBytes(UTF_8));
        return Long.toHexString(digest.getValue());
    }

    double wholeSeconds() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    String toLine() {
        StringBuilder line = new StringBuilder(VERSION + " " + kind + " " + images + " " + sampledSeconds);
        for (Phase phase : Phase.values()) {
            line.append(' ').append(seconds.getOrDefault(phase, 0.0));
        }
        return line.toString();
    }

    /** The run of a line; empty if it is no such line. */
    static Optional<PastRun> ofLine(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS_BEFORE_PHASES + Phase.values().length || !fields[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
            int field = FIELDS_BEFORE_PHASES;
            for (Phase phase : Phase.values()) {
                seconds.put(phase, Double.parseDouble(fields[field++]));
            }
            return Optional.of(
                    new PastRun(fields[1], Long.parseLong(fields[2]), Double.parseDouble(fields[3]), seconds));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
