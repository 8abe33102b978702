package io.atomicdatasets.plan;

import io.atomicdatasets.layout.ReadableBytes;
import java.io.IOException;

/** Not even one worker fits into the heap of this process; nothing was begun. */
public final class TooLittleMemoryException extends IOException {
    private static final long serialVersionUID = 1;

    TooLittleMemoryException(long needed, long heap) {
        super("too little memory: the run needs about " + ReadableBytes.of(needed) + ", and Java may use "
                + ReadableBytes.of(heap) + "; give it more with -Xmx, or ask for a smaller grid or no annotations");
    }
}
