package io.atomicdatasets.spark;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that was found valid, on its way to whoever makes images of it.
 *
 * @param fields its fields, all of them
 */
record Request(LinkedHashMap<String, Object> fields) implements Serializable {
    static Request of(DatasetSpec spec) {
        return new Request(copy(spec.toFields()));
    }

    /** The same in maps that can be sent. */
    private static LinkedHashMap<String, Object> copy(Map<String, ?> fields) {
        LinkedHashMap<String, Object> copied = new LinkedHashMap<>();
        fields.forEach((name, value) -> copied.put(name, value instanceof Map<?, ?> map ? copyOfNested(map) : value));
        return copied;
    }

    private static LinkedHashMap<Object, Object> copyOfNested(Map<?, ?> map) {
        return new LinkedHashMap<>(map);
    }

    DatasetSpec spec() {
        try {
            return DatasetSpec.read(fields, Limits.NONE);
        } catch (InvalidSpecException e) {
            throw new IllegalStateException("a request that was valid is not any more", e);
        }
    }
}
