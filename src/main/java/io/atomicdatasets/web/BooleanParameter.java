package io.atomicdatasets.web;

import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query parameter that is true, false or left out. */
final class BooleanParameter {
    private BooleanParameter() {}

    static boolean read(String name, @Nullable String text) throws InvalidSpecException {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new InvalidSpecException(List.of(new Violation("/" + name, "must be true or false")));
        }
        return "true".equals(text);
    }
}
