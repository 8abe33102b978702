package io.atomicdatasets.web;

import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.StreamField;
import io.atomicdatasets.spec.StreamSpec;
import io.atomicdatasets.spec.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what stream of images a URL's query asks for, each field as the terminal writes it. */
final class StreamQuery {
    /** Refused unless it is ours: for who needs the images of one version, whatever becomes of the service. */
    static final String ALGORITHM_VERSION = "algorithm_version";

    private StreamQuery() {}

    /**
     * The stream.
     *
     * @param parameters the values of each parameter of the query
     * @throws InvalidSpecException with every wrong parameter
     * @throws ProblemException if the images of another version are wanted
     */
    static StreamSpec read(Map<String, String[]> parameters, Limits limits) throws InvalidSpecException {
        Map<String, FieldType> types = types(limits);
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        parameters.forEach((name, values) -> {
            FieldType type = types.get(name);
            boolean isKnown = type != null || name.equals(ALGORITHM_VERSION);
            if (isKnown && values.length > 1) {
                violations.add(new Violation("/" + name, "must be given once"));
            } else if (!name.equals(ALGORITHM_VERSION)) {
                fields.put(name, type == null ? values[0] : type.parse(values[0]));
            } else if (!values[0].matches("[0-9]{1,9}")) {
                violations.add(new Violation("/" + name, "must be the number of a version"));
            }
        });
        StreamSpec wanted = merged(fields, limits, violations);
        String[] version = parameters.get(ALGORITHM_VERSION);
        if (version != null && Integer.parseInt(version[0]) != Versions.CURRENT.algorithm()) {
            throw new ProblemException(
                    ProblemType.OTHER_VERSION,
                    "This service makes the images of algorithm version " + Versions.CURRENT.algorithm()
                            + ", and no others.");
        }
        return wanted;
    }

    private static Map<String, FieldType> types(Limits limits) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (StreamField field : StreamField.values()) {
            types.put(field.label(), field.type());
        }
        for (RequestField field : StreamSpec.requestFields()) {
            types.put(field.label(), field.type(limits));
        }
        return types;
    }

    /** What the fields say, unless they or others before them are wrong. */
    private static StreamSpec merged(Map<String, Object> fields, Limits limits, List<Violation> before)
            throws InvalidSpecException {
        List<Violation> violations = new ArrayList<>(before);
        try {
            StreamSpec wanted = StreamSpec.read(fields, limits);
            if (before.isEmpty()) {
                return wanted;
            }
        } catch (InvalidSpecException e) {
            violations.addAll(e.violations());
        }
        throw new InvalidSpecException(violations);
    }
}
