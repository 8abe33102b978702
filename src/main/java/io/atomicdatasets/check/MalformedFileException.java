package io.atomicdatasets.check;

import java.io.IOException;

/** A file that is not what its name says. */
class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedFileException(String what) {
        super(what);
    }
}
