package io.atomicdatasets.plan;

/**
 * Guesses labels by a single number: learns from every other image which label goes with each number most often, and is tried on the
 * rest.
 */
final class Guesses {
    private static final int LABELS = 256;

    private final int[] labels;
    private final int[] numbers;
    private final int most;
    private int images;

    /**
     * Guesses by numbers of up to {@code most}.
     *
     * @param images how many there are room for
     */
    Guesses(int most, int images) {
        this.most = most;
        labels = new int[images];
        numbers = new int[images];
    }

    void add(int label, int number) {
        labels[images] = label;
        numbers[images] = number;
        images++;
    }

    /** The share of images whose label is guessed right. */
    double accuracy() {
        int[][] learned = new int[most + 1][LABELS];
        for (int i = 0; i < images; i += 2) {
            learned[numbers[i]][labels[i]]++;
        }
        int[] guess = new int[most + 1];
        for (int number = 0; number <= most; number++) {
            for (int label = 0; label < LABELS; label++) {
                guess[number] = learned[number][label] > learned[number][guess[number]] ? label : guess[number];
            }
        }
        int right = 0;
        int tried = 0;
        for (int i = 1; i < images; i += 2) {
            right += guess[numbers[i]] == labels[i] ? 1 : 0;
            tried++;
        }
        return (double) right / Math.max(1, tried);
    }
}
