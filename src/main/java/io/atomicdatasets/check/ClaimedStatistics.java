package io.atomicdatasets.check;

import java.util.List;
import java.util.Map;

/**
 * What is about to be published about one split, to be held against what was read back.
 *
 * @param images how many
 * @param labels images by label; a label that is left out has none
 * @param cellValues cells by value, 256 numbers
 * @param objects how many objects stand
 * @param kinds objects by the code of their kind
 * @param shares the share of each kind among all objects, by its code
 * @param sizes objects by their number of cells
 * @param inverseWeights {@code cells / (values that occur * count)} of each cell value, 0 for those that do not occur
 * @param sqrtInverseWeights the square roots of these
 * @param labelWeights {@code images / (classes that occur * images with that label)} of each class of the request's labels, in
 *     their order, 0 for those that do not occur
 * @param changedLabels the partners that have another label than their images; 0 where images have none
 */
public record ClaimedStatistics(
        long images,
        Map<Integer, Long> labels,
        List<Long> cellValues,
        long objects,
        Map<Integer, Long> kinds,
        Map<Integer, Double> shares,
        Map<Integer, Long> sizes,
        List<Double> inverseWeights,
        List<Double> sqrtInverseWeights,
        List<Double> labelWeights,
        long changedLabels) {}
