package io.atomicdatasets.web;

import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many images a preview shows. */
final class PreviewSize {
    static final int MOST = 100;

    private PreviewSize() {}

    /**
     * The number that the parameter {@code n} asks for, 1..100.
     *
     * @param usual unless it is given
     */
    static int read(@Nullable String n, int usual) throws InvalidSpecException {
        int images = n == null ? usual : n.matches("[0-9]{1,3}") ? Integer.parseInt(n) : 0;
        if (images < 1 || images > MOST) {
            throw new InvalidSpecException(List.of(new Violation("/n", "must be an integer between 1 and " + MOST)));
        }
        return images;
    }
}
