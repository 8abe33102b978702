package io.atomicdatasets.options;

import io.atomicdatasets.describe.CitationLine;
import io.atomicdatasets.describe.InvalidCitationException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.StreamSpec;
import io.atomicdatasets.spec.Violation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The fields of a request as options, made from the table of fields, or a citation in place of all of them. {@link DatasetSpec}
 * decides what is allowed: a text that cannot be parsed is passed on to it as it is.
 */
@Command
public final class RequestOptions {
    private static final String FROM_CITATION = "--from-citation";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private @Nullable String citation;

    /** Adds the options to the command that this is mixed into, except for the directory, which the command handles. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        for (RequestField field : RequestField.values()) {
            if (field != RequestField.OUTPUT_DIR) {
                command.addOption(option(field));
            }
        }
        command.addOption(OptionSpec.builder(FROM_CITATION)
                .type(String.class)
                .paramLabel("LINE")
                .description(
                        "In place of all these, the request of a citation: the line that metadata.json and README.md of a"
                                + " dataset tell, atomic-datasets:VERSION/REQUEST.")
                .setter(new CitationSetter())
                .build());
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

    /** The line after its option. */
    private final class CitationSetter implements ISetter {
        @Override
        public <T> T set(T value) {
            citation = (String) value;
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

    /** A text with the names of fields replaced by their options; not within names that a person chose, in quotes or paths. */
    public static String inOptions(String text) {
        return inOptions(text, Set.of());
    }

    private static String inOptions(String text, Set<RequestField> kept) {
        String told = text;
        for (RequestField field : RequestField.values()) {
            if (field.label().contains("_") && !kept.contains(field) && told.contains(field.label())) {
                told = told.replaceAll("(?<![\\w/'.-])" + field.label() + "(?![\\w/'-])", field.option());
            }
        }
        return told;
    }

    /**
     * The violations of a request, in the words of the terminal. Only the field itself is an option: what is within it was typed as it
     * is named, in JSON or before a {@code =}.
     */
    public static String complaint(Violation violation) {
        String[] place = violation.field().split("/", 2);
        String within = place.length == 1 ? "" : " " + within(place[0], place[1]);
        boolean isOfHoldOut = place.length > 1 && place[0].equals(RequestField.HOLD_OUT.label());
        // The member of this name is another number of images.
        Set<RequestField> kept = isOfHoldOut ? Set.of(RequestField.NUM_IMAGES) : Set.of();
        return option(place[0]) + within + " " + inOptions(violation.readable(), kept);
    }

    /** A list in a terminal is no JSON, so that its numbers are counted as people do. */
    private static String within(String field, String place) {
        return field.equals(RequestField.VALUES.label()) ? "no. " + (Integer.parseInt(place) + 1) : place;
    }

    private static String option(String field) {
        return "--" + field.replace('_', '-');
    }

    /** Whether the number of images is an integer below 1, which has a message of its own. */
    public boolean asksForNoImages() {
        return citation == null
                && fields.get(RequestField.NUM_IMAGES.label()) instanceof BigDecimal number
                && number.signum() <= 0;
    }

    /** Whether a number of images is given. */
    public boolean isOfSomeImages() {
        return fields.containsKey(RequestField.NUM_IMAGES.label());
    }

    /** Whether a citation is given in place of fields. */
    public boolean isCited() {
        return citation != null;
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
     * @throws MisusedException if the citation is none, or not all that is given
     */
    public DatasetSpec toSpec() throws InvalidSpecException, MisusedException {
        return citation == null ? DatasetSpec.read(fields, Limits.TERMINAL) : cited(citation);
    }

    /**
     * The same where images are wanted without their dataset, so that nobody need tell how many are held out.
     *
     * @throws InvalidSpecException with every wrong field
     * @throws MisusedException if the citation is none, or not all that is given
     */
    public DatasetSpec toSpecOfImages() throws InvalidSpecException, MisusedException {
        return citation == null ? StreamSpec.readDataset(fields, Limits.TERMINAL) : cited(citation);
    }

    private DatasetSpec cited(String line) throws MisusedException {
        if (!fields.isEmpty()) {
            String options =
                    fields.keySet().stream().map(RequestOptions::option).collect(Collectors.joining(", "));
            throw new MisusedException(FROM_CITATION + " has a whole request, so it does not go with " + options);
        }
        try {
            return CitationLine.parse(line, Limits.TERMINAL).request();
        } catch (InvalidCitationException e) {
            throw misused(e);
        }
    }

    /** A refusal of the request that the options describe, told of those that were given. */
    public Exception ofWhatIsGiven(InvalidSpecException refused) {
        return citation == null ? refused : misused(CitationLine.refused(refused));
    }

    private static MisusedException misused(InvalidCitationException e) {
        return new MisusedException(FROM_CITATION + " " + e.getMessage());
    }
}
