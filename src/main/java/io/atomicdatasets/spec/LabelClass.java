package io.atomicdatasets.spec;

/**
 * One class of a dataset: a value in its array of labels.
 *
 * @param label the value, 0..255
 * @param name what it means, such as {@code 3 objects}
 * @param canOccur whether the recipe can give it: a kind with weight 0 is never dominant
 */
public record LabelClass(int label, String name, boolean canOccur) {}
