package io.atomicdatasets.describe;

import java.util.regex.Pattern;

/**
 * Whose a dataset is, and what others may do with it: for the owner to say, and without any effect on its arrays.
 *
 * @param license what others may do
 * @param creator the name of who made it, of up to 200 characters in one line
 */
public record Rights(License license, String creator) {
    private static final Pattern NAME = Pattern.compile("(?U)(?=.*\\S)[^\\p{Cntrl}\\u2028\\u2029]{1,200}");

    /** Unless something else is said. */
    public static final Rights UNLESS_SAID = new Rights(License.CC0, "The makers of this dataset");

    /** What is allowed as a creator, in words. */
    public static final String ALLOWED_CREATOR = "a name of 1 to 200 characters in one line";

    public Rights {
        if (!NAME.matcher(creator).matches()) {
            throw new IllegalArgumentException("the creator must be " + ALLOWED_CREATOR);
        }
    }

    /** The same of a dataset that others may use otherwise. */
    public Rights under(License another) {
        return new Rights(another, creator);
    }
}
