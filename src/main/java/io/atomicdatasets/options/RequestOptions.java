package io.atomicdatasets.options;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Violation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The fields of a request as options, made from the table of fields. {@link DatasetSpec} decides what is allowed: a text that
 * cannot be parsed is passed on to it as it is.
 */
@Command
public final class RequestOptions {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds the options to the command that this is mixed into, except for the directory, which the command handles. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        for (RequestField field : RequestField.values()) {
            if (field != RequestField.OUTPUT_DIR) {
                command.addOption(option(field));
            }
        }
    }

    private OptionSpec option(RequestField field) {
        FieldType type = field.type(Limits.TERMINAL);
        boolean isFlag = type instanceof FieldType.Flag;
        return OptionSpec.builder(field.option())
                .type(isFlag ? boolean.class : String.class)
                .paramLabel(parameter(type))
                .description(description(field, type))
                .setter(new Setter(field))
                .build();
    }

    /** The text after an option. */
    private final class Setter implements ISetter {
        private final RequestField field;

        Setter(RequestField field) {
            this.field = field;
        }

        @Override
        public <T> T set(T value) {
            if (value == null) {
                fields.remove(field.label());
            } else {
                fields.put(field.label(), field.type(Limits.TERMINAL).parse(String.valueOf(value)));
            }
            return value;
        }
    }

    private static String parameter(FieldType type) {
        if (type instanceof FieldType.Whole) {
            return "N";
        }
        if (type instanceof FieldType.Wholes) {
            return "N,N,...";
        }
        if (type instanceof FieldType.Conditions) {
            return "JSON";
        }
        return type instanceof FieldType.Decimals ? "NAME=NUMBER,..." : "NAME";
    }

    private static String description(RequestField field, FieldType type) {
        if (type instanceof FieldType.Flag) {
            return inOptions(field.text());
        }
        String allowed = type.allowed() + (field.unit().isEmpty() ? "" : " " + field.unit());
        return inOptions(field.text()) + "%n" + allowed + otherwise(field, type) + ".";
    }

    private static String otherwise(RequestField field, FieldType type) {
        if (field.isRequired()) {
            return "; required";
        }
        String separator =
                type instanceof FieldType.Decimals ? ";%n" : "; "; // which nobody should have to read in two lines
        return field.defaultValue()
                .map(value -> separator + type.write(value) + " unless given")
                .orElse("");
    }

    /** A text with the names of fields replaced by their options. */
    public static String inOptions(String text) {
        String told = text;
        for (RequestField field : RequestField.values()) {
            if (field.label().contains("_") && told.contains(field.label())) {
                told = told.replaceAll("\\b" + field.label() + "\\b", field.option());
            }
        }
        return told;
    }

    /** The violations of a request, in the words of the terminal. */
    public static String complaint(Violation violation) {
        String option = violation.field().replace('_', '-').replace('/', ' ');
        return "--" + option + " " + inOptions(violation.readable());
    }

    /** Whether the number of images is an integer below 1, which has a message of its own. */
    public boolean asksForNoImages() {
        return fields.get(RequestField.NUM_IMAGES.label()) instanceof BigDecimal number && number.signum() <= 0;
    }

    /** Whether a number of images is given. */
    public boolean isOfSomeImages() {
        return fields.containsKey(RequestField.NUM_IMAGES.label());
    }

    /** All fields that were given, and others. */
    public Map<String, Object> with(Map<String, Object> others) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(others);
        return all;
    }

    /**
     * The request that the options describe.
     *
     * @throws InvalidSpecException with every wrong field
     */
    public DatasetSpec toSpec() throws InvalidSpecException {
        return DatasetSpec.read(fields, Limits.TERMINAL);
    }
}
