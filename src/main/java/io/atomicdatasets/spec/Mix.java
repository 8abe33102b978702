package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each kind of object is drawn: weights in billionths, 0..10^15 each, not all 0.
 *
 * @param blob the weight of {@link Kind#BLOB}
 * @param rectangle the weight of {@link Kind#RECTANGLE}
 * @param line the weight of {@link Kind#LINE}
 * @param pattern the weight of {@link Kind#PATTERN}
 */
public record Mix(long blob, long rectangle, long line, long pattern) {
    /** The largest weight of a kind, in whole units. */
    static final long MAX_WEIGHT = 1_000_000;

    private static final Range WEIGHT = new Range(0, MAX_WEIGHT * Billionths.ONE);

    public static final Mix DEFAULT = new Mix(400_000_000, 200_000_000, 200_000_000, 200_000_000);

    public Mix {
        WEIGHT.require("blob", blob);
        WEIGHT.require("rectangle", rectangle);
        WEIGHT.require("line", line);
        WEIGHT.require("pattern", pattern);
        if (blob + rectangle + line + pattern == 0) {
            throw new IllegalArgumentException("all weights of the mix are 0");
        }
    }

    /** The weight of one kind, in billionths. */
    public long weight(Kind kind) {
        return switch (kind) {
            case BLOB -> blob;
            case RECTANGLE -> rectangle;
            case LINE -> line;
            case PATTERN -> pattern;
        };
    }

    /** The kinds that are drawn. */
    public List<Kind> kinds() {
        return Arrays.stream(Kind.values()).filter(kind -> weight(kind) > 0).toList();
    }

    /** The sum of the weights, in billionths: 1..4 * 10^15. */
    public long total() {
        return blob + rectangle + line + pattern;
    }

    /** The weights by the names of their kinds, as in requests and files. */
    public Map<String, BigDecimal> toFields() {
        Map<String, BigDecimal> fields = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            fields.put(kind.label(), Billionths.toDecimal(weight(kind)));
        }
        return fields;
    }
}
