package io.atomicdatasets.check;

import java.util.List;

/**
 * Where in a file the arrays stand that tell of an image, or of its partner; -1 for those that are not there.
 *
 * @param images of the cells
 * @param labels of the labels
 * @param masks of the instance masks
 * @param kinds of the objects' kinds
 * @param values of the objects' values
 * @param families of the objects' families
 * @param boxes of the objects' boxes
 * @param sizes of the objects' sizes
 */
record Places(int images, int labels, int masks, int kinds, int values, int families, int boxes, int sizes) {
    private static final String OF_PARTNER = "_b";

    static Places ofImage(List<ExpectedArray> arrays) {
        return of(arrays, "");
    }

    static Places ofPartner(List<ExpectedArray> arrays) {
        return of(arrays, OF_PARTNER);
    }

    private static Places of(List<ExpectedArray> arrays, String ending) {
        List<String> names = arrays.stream().map(ExpectedArray::name).toList();
        return new Places(
                names.indexOf("images" + ending),
                names.indexOf("labels" + ending),
                names.indexOf("masks" + ending),
                names.indexOf("kinds" + ending),
                names.indexOf("values" + ending),
                names.indexOf("families" + ending),
                names.indexOf("boxes" + ending),
                names.indexOf("sizes" + ending));
    }
}
