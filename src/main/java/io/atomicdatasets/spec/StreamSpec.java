package io.atomicdatasets.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a stream gives: the images among consecutive candidates that fall to a split, exactly as a dataset of the same request
 * holds them.
 *
 * @param dataset the request, of which the number of images and the names and sizes of files play no part
 * @param split whose images are given
 * @param start the first candidate, at least 0
 * @param count how many candidates are looked at, 1..2^20; the last is at most 2^63 - 2
 */
public record StreamSpec(DatasetSpec dataset, Split split, long start, int count) {
    /** The most candidates of one stream. */
    public static final int MOST_CANDIDATES = 1 << 20;

    public StreamSpec {
        new Range(0, Long.MAX_VALUE).require("start", start);
        new Range(1, MOST_CANDIDATES).require("count", count);
        if (start > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException("start + count must not be above " + Long.MAX_VALUE);
        }
    }

    /** The fields of a request that a stream has too, in their order. */
    public static List<RequestField> requestFields() {
        return Stream.of(RequestField.values())
                .filter(RequestField::isOfStreams)
                .toList();
    }

    /**
     * Reads a request whose images are wanted without its dataset: how many of them are held out plays no part, and need not be told.
     *
     * @param fields as {@link DatasetSpec#read} takes them
     * @throws InvalidSpecException with every wrong field
     */
    public static DatasetSpec readDataset(Map<String, ?> fields, Limits limits) throws InvalidSpecException {
        Map<String, Object> counted = new LinkedHashMap<>(fields);
        counted.computeIfPresent(RequestField.HOLD_OUT.label(), (name, value) -> HoldOutReader.ofStream(value));
        return DatasetSpec.read(counted, limits);
    }

    /**
     * Reads a stream's fields: those of {@link #requestFields} and of {@link StreamField}.
     *
     * @param fields as {@link DatasetSpec#read} takes them
     * @throws InvalidSpecException with every wrong field
     */
    public static StreamSpec read(Map<String, ?> fields, Limits limits) throws InvalidSpecException {
        FieldReader in = new FieldReader(fields, limits);
        long start = in.whole(StreamField.START);
        int count = (int) in.whole(StreamField.COUNT);
        Split split = in.choice(StreamField.SPLIT, Split.class);
        if (split == Split.OOD && !in.isGiven(RequestField.HOLD_OUT)) {
            in.reject(StreamField.SPLIT, "must be one of train, val, test, as no hold_out is given");
        }
        if (in.areSound(StreamField.START, StreamField.COUNT) && start > Long.MAX_VALUE - count) {
            in.reject(StreamField.START, "must be at most " + (Long.MAX_VALUE - count) + " with this count");
        }
        Map<String, Object> request = new LinkedHashMap<>(Map.of(RequestField.NUM_IMAGES.label(), 1));
        List<String> known = new ArrayList<>();
        for (RequestField field : requestFields()) {
            known.add(field.label());
            if (in.isGiven(field)) {
                request.put(field.label(), fields.get(field.label()));
            }
        }
        Stream.of(StreamField.values()).map(StreamField::label).forEach(known::add);
        DatasetSpec dataset = DatasetSpec.DEFAULTS;
        try {
            dataset = readDataset(request, limits);
        } catch (InvalidSpecException e) {
            in.rejectAll(e.violations());
        }
        in.rejectUnknown(known);
        in.throwIfRejected();
        return new StreamSpec(dataset, split, start, count);
    }

    /** All values in the form that {@link #read} takes, defaults too (see {@link RequestField#toldOf}): equal streams have equal ones. */
    public Map<String, Object> toFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(StreamField.START.label(), start);
        fields.put(StreamField.COUNT.label(), count);
        fields.put(StreamField.SPLIT.label(), split.label());
        for (RequestField field : requestFields()) {
            field.toldOf(dataset).ifPresent(value -> fields.put(field.label(), value));
        }
        return fields;
    }
}
