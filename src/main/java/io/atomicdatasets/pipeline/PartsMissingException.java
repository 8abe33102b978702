package io.atomicdatasets.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Some parts of a dataset are not there, or not whole; they are to be made, and everything else stays. */
public final class PartsMissingException extends Exception {
    private static final long serialVersionUID = 1;

    PartsMissingException(SortedSet<Integer> numbers, int of, String why) {
        super((numbers.size() == 1 ? "part " : "parts ") + ranges(numbers) + " of " + of
                + (numbers.size() == 1 ? " is " : " are ") + "to be made" + (why.isEmpty() ? "" : " (" + why + ")")
                + ": sbatch --array=" + ranges(numbers) + ", or generate --part N/" + of + " for each");
    }

    /** Numbers as job schedulers take them: {@code 2,5-7}. */
    static String ranges(SortedSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        int last = -1;
        for (int number : numbers) {
            if (last >= 0 && number != last + 1) {
                ranges.add(range(first, last));
            }
            first = last >= 0 && number == last + 1 ? first : number;
            last = number;
        }
        if (last >= 0) {
            ranges.add(range(first, last));
        }
        return String.join(",", ranges);
    }

    private static String range(int first, int last) {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
