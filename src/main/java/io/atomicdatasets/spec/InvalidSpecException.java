package io.atomicdatasets.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A request is invalid; lists all violations. */
public final class InvalidSpecException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Violation> violations;

    public InvalidSpecException(List<Violation> violations) {
        super(violations.stream().map(v -> v.field() + " " + v.detail()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** The violations, in the order of the fields; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
