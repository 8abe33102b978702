package io.atomicdatasets.spec;

import java.util.Optional;

/** Something that is asked for by a name: what {@link FieldReader} reads. */
interface Field {
    /** The name in requests. */
    String label();

    /** The field's type under these limits. */
    FieldType type(Limits limits);

    /** Whether the field must be given. */
    boolean isRequired();

    /** The JSON value if the field is not given; empty if there is none. */
    Optional<Object> defaultValue();
}
