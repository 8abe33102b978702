package io.atomicdatasets.job;

import java.time.Duration;

/** A setting is out of range; the message gives its name, its value, and the allowed values. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final String PREFIX = "atomic-datasets.";

    private final String allowed;

    /**
     * @param name of the setting, without its prefix
     * @param allowed the allowed values, such as {@code "1 to 1000"}
     */
    public InvalidSettingException(String name, Object value, String allowed) {
        super(PREFIX + name + " is " + value);
        this.allowed = allowed;
    }

    /** The allowed values. */
    public String allowed() {
        return allowed;
    }

    /** Throws if a number is outside a range, whose ends are allowed. */
    public static void requireBetween(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidSettingException(name, value, least + " to " + most);
        }
    }

    /** Throws if a duration is outside a range, whose ends are allowed. */
    public static void requireBetween(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidSettingException(name, brief(value), brief(least) + " to " + brief(most));
        }
    }

    /** In the syntax of settings: a number and a unit. */
    private static String brief(Duration duration) {
        long millis = duration.toMillis();
        long[] lengths = {86_400_000, 3_600_000, 60_000, 1000};
        String[] units = {"d", "h", "m", "s"};
        for (int unit = 0; unit < lengths.length; unit++) {
            if (millis != 0 && millis % lengths[unit] == 0) {
                return millis / lengths[unit] + units[unit];
            }
        }
        return millis + "ms";
    }
}
