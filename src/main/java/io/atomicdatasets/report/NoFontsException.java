package io.atomicdatasets.report;

import java.io.IOException;

/** This machine cannot draw letters; what to install is told. */
public final class NoFontsException extends IOException {
    private static final long serialVersionUID = 1;

    NoFontsException(Throwable cause) {
        super(
                "the picture of a dataset cannot be drawn here: Java finds no fonts. Install fontconfig and a font (Debian,"
                        + " Ubuntu: fontconfig fonts-dejavu-core; Alpine: fontconfig ttf-dejavu; Fedora: fontconfig"
                        + " dejavu-sans-fonts)",
                cause);
    }
}
