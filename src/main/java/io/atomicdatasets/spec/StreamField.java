package io.atomicdatasets.spec;

import io.atomicdatasets.spec.FieldType.Choice;
import io.atomicdatasets.spec.FieldType.Whole;
import java.util.Optional;

/**
 * The fields that a stream has beside those of a request: which of all images are wanted. The single source of the reader, the
 * terminal's options and the OpenAPI description.
 */
@SuppressWarnings("ImmutableEnumChecker") // Types and defaults are immutable, though their classes cannot show it.
public enum StreamField implements Field {
    START(new Whole(new Range(0, Long.MAX_VALUE)), 0L, "candidates", "The first candidate that is looked at."),
    COUNT(
            new Whole(new Range(1, StreamSpec.MOST_CANDIDATES)),
            16_384L,
            "candidates",
            "How many consecutive candidates are looked at; those of them that fall to the split are given."),
    SPLIT(Choice.of(Split.class), Split.TRAIN.label(), "", "The split whose images are given.");

    private final FieldType type;
    private final Object defaultValue;
    private final String unit;
    private final String text;

    StreamField(FieldType type, Object defaultValue, String unit, String text) {
        this.type = type;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.text = text;
    }

    /** The name in requests, such as {@code start}. */
    @Override
    public String label() {
        return WireNames.of(this);
    }

    /** The name as an option of the terminal, such as {@code --start}. */
    public String option() {
        return "--" + label();
    }

    /** The field's type, whatever the limits. */
    public FieldType type() {
        return type;
    }

    @Override
    public FieldType type(Limits limits) {
        return type;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public Optional<Object> defaultValue() {
        return Optional.of(defaultValue);
    }

    /** The unit of an integer, such as {@code candidates}; empty if it has none. */
    public String unit() {
        return unit;
    }

    /** The meaning of the field, in a sentence. */
    public String text() {
        return text;
    }
}
