package io.atomicdatasets.timing;

/**
 * A line {@code seconds = fixed + each * images} through measured times, neither part below 0: the one whose squared errors, each
 * relative to its time, are least.
 */
final class LineFit {
    private static final double SHORTEST = 0.05; // seconds; differences below it tell nothing

    private double weight;
    private double images;
    private double squares;
    private double seconds;
    private double products;

    /** Adds a measured time that counts so much. */
    void add(double count, double time, double trust) {
        double share = trust / ((time + SHORTEST) * (time + SHORTEST));
        weight += share;
        images += share * count;
        squares += share * count * count;
        seconds += share * time;
        products += share * count * time;
    }

    /** The time of so many images by the line. */
    double at(double count) {
        double determinant = weight * squares - images * images;
        double each = determinant <= 0 ? 0 : (weight * products - images * seconds) / determinant;
        double fixed = (seconds - each * images) / weight;
        if (fixed < 0) {
            return count * products / squares;
        }
        return each < 0 ? seconds / weight : fixed + each * count;
    }
}
