package io.atomicdatasets.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests for tests, as their fields. */
public final class Specs {
    private Specs() {}

    /** A request of these fields, given as name, value, name, value, ... */
    public static DatasetSpec of(Object... namesAndValues) {
        try {
            return DatasetSpec.read(fields(namesAndValues), Limits.DEFAULT);
        } catch (InvalidSpecException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
