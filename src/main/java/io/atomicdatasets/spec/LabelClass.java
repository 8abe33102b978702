package io.atomicdatasets.spec;

/**
 * A class of a dataset: one of the values in its array of labels.
 *
 * @param label the value, 0..255
 * @param name what it means, such as {@code 3 objects}
 * @param canOccur whether images of the recipe can have it: a kind with weight 0 is never dominant
 */
public record LabelClass(int label, String name, boolean canOccur) {}
